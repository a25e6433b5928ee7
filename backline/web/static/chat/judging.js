// Whether an answer helped: two thumbs under it, and room for a word on what was wrong.

import { el, icon } from "./dom.js";
import { words } from "./strings.js";
import { post } from "./transport.js";

const THUMB = "M7.5 11v9.5H4V11h3.5l3.7-7.8a2.3 2.3 0 0 1 2.6 2.3V9.5h4.7a2 2 0 0 1 2 2.3l-1.1 7a2 2 0 0 1-2 1.7H7.5";
const LONGEST = 300;

/**
 * The controls under an answer; null where it can't be judged. `judge(message, value, comment)` saves and resolves to
 * what the server keeps, or to null where it could not be saved.
 */
export function judging(message, judge) {
  if (!message.feedback) return null;
  let kept = message.feedback; // {value: "up" | "down" | null, comment}
  let writing = false;
  let busy = false;

  const save = async (value, comment) => {
    if (busy) return;
    busy = true;
    const before = kept;
    kept = { value, comment };
    show();
    const saved = await judge(message, value, comment);
    kept = saved ?? before;
    busy = false;
    unkept.hidden = saved !== null;
    if (saved) {
      const done = value === "down" && comment !== "";
      const hadFocus = why.contains(why.getRootNode().activeElement);
      writing = value === "down" && !done;
      show();
      if (done && hadFocus) edit.focus();
    } else show();
  };
  const thumb = (value, label) =>
    el("button", { type: "button", class: `thumb ${value}`, "aria-label": label, title: label, click: () => save(kept.value === value ? null : value, "") }, icon(THUMB));
  const up = thumb("up", words.helpful);
  const down = thumb("down", words.unhelpful);
  const field = el("textarea", { maxlength: LONGEST, rows: 2 });
  const submit = (event) => {
    event.preventDefault();
    if (field.value.trim()) save("down", field.value.trim());
  };
  const why = el("form", { class: "why", submit }, el("label", {}, words.whatWasWrong, field), el("button", { class: "mini" }, words.sendComment));
  const reopen = () => {
    writing = true;
    show();
    field.focus();
  };
  const edit = el("button", { type: "button", class: "mini", click: reopen });
  const unkept = el("p", { class: "unkept", hidden: true }, words.notJudged);
  const node = el("div", { class: "judging", role: "group", "aria-label": words.judge }, up, down, edit, why, unkept);

  function show() {
    up.setAttribute("aria-pressed", kept.value === "up");
    down.setAttribute("aria-pressed", kept.value === "down");
    why.hidden = kept.value !== "down" || !writing;
    edit.hidden = kept.value !== "down" || writing;
    edit.textContent = kept.comment ? words.editComment : words.addComment;
    if (kept.comment) field.value = kept.comment;
  }
  show();
  return node;
}

/** What `judging` calls: saves, and has `say` announce what came of it. */
export function judgeBy(say) {
  return async (message, value, comment) => {
    const { status, data } = await post("/chat/feedback", { message_id: message.id, value, comment });
    if (status !== 200) say(words.notJudged);
    else if (value === "down" && !comment) say(words.thanksAsk);
    else say(value ? words.thanks : words.judgementGone);
    return status === 200 ? data.feedback : null;
  };
}
