// One message of the conversation to elements, and to the words that are announced.

import { link, safeAddress, telephone } from "./address.js";
import { el, icon, unseen } from "./dom.js";
import { judging } from "./judging.js";
import { words } from "./strings.js";
import { plainText, renderText } from "./text.js";

const PHONE = "M6.5 3.5h3l1.5 4-2 1.5a11 11 0 0 0 6 6l1.5-2 4 1.5v3a2 2 0 0 1-2.2 2A16 16 0 0 1 4.5 5.7a2 2 0 0 1 2-2.2Z";

function time(at) {
  const when = new Date(at);
  if (Number.isNaN(when.getTime())) return null;
  const shown = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" }).format(when);
  return el("time", { datetime: when.toISOString() }, shown);
}

/** The drawing of an exercise; only from this site. */
function picture(entry) {
  if (!/^\/exercises\/[a-z0-9_]+\.svg$/.test(entry.picture ?? "")) return null;
  return el("img", { class: "card-picture", src: entry.picture, alt: words.drawing(entry.title), loading: "lazy", decoding: "async" });
}

function card(entry) {
  return el(
    "details",
    { class: "card" },
    el("summary", {}, el("span", { class: "card-title" }, entry.title), entry.dose ? el("span", { class: "card-dose" }, entry.dose) : null),
    el(
      "div",
      { class: "card-body" },
      picture(entry),
      entry.steps?.length ? el("ol", { "aria-label": words.steps }, ...entry.steps.map((step) => el("li", {}, step))) : null,
      entry.why ? el("p", {}, el("strong", {}, `${words.why}: `), entry.why) : null,
      entry.note ? el("p", {}, entry.note) : null,
      entry.stop ? el("p", { class: "card-stop" }, el("strong", {}, `${words.stop}: `), entry.stop) : null,
    ),
  );
}

function callLinks(message, emergencyNumber) {
  const given = message.links.filter((entry) => String(entry.href).startsWith("tel:"));
  if (emergencyNumber && !given.some((entry) => telephone(entry.href) === telephone(emergencyNumber))) {
    given.unshift({ title: words.call(emergencyNumber), href: telephone(emergencyNumber) });
  }
  return given.map((entry) => {
    const node = link(entry.href, entry.title, { class: "call" });
    node?.prepend(icon(PHONE));
    return node ?? "";
  });
}

function sources(message) {
  const seen = new Map();
  for (const source of [message.source, ...message.sources]) {
    if (source) seen.set(source.address ?? source.title, source);
  }
  if (!seen.size) return null;
  const items = [...seen.values()].map((source) => el("li", {}, link(source.address, source.title, {}, words.newTab) ?? source.title));
  return el("details", { class: "sources" }, el("summary", {}, words.sources(seen.size)), el("ul", {}, ...items));
}

/** Fill in what a message may leave out. */
export function complete(message) {
  return { tone: "normal", source: null, ...message, buttons: message.buttons ?? [], links: message.links ?? [], cards: message.cards ?? [], sources: message.sources ?? [] };
}

/** The element of a message. `press(button)` is called when a suggested answer is chosen, `judge` as judging.js says. */
export function renderMessage(message, { emergencyNumber, press, judge }) {
  if (message.from === "user") {
    return el("div", { class: "turn user" }, unseen(words.you), el("div", { class: "bubble" }, message.text), time(message.at));
  }
  const alarm = message.tone === "emergency";
  const links = message.links.filter((entry) => !alarm || !String(entry.href).startsWith("tel:"));
  const anchors = links.map((entry) => link(entry.href, entry.title, { class: "link" }, words.newTab)).filter(Boolean);
  const label = words.tones[message.tone];
  return el(
    "div",
    { class: `turn bot tone-${label ? message.tone : "normal"}` },
    unseen(words.assistant),
    el(
      "div",
      { class: "bubble" },
      label ? el("p", { class: "tone" }, label) : null,
      el("div", { class: "text" }, ...renderText(message.text, words.newTab)),
      alarm ? el("div", { class: "calls" }, ...callLinks(message, emergencyNumber)) : null,
      message.cards.length ? el("div", { class: "cards" }, ...message.cards.map(card)) : null,
      anchors.length ? el("div", { class: "links" }, ...anchors) : null,
      sources(message),
    ),
    el("div", { class: "foot" }, time(message.at), alarm ? null : judging(message, judge)),
    message.buttons.length
      ? el("div", { class: "choices", role: "group", "aria-label": words.chooseFrom }, ...message.buttons.map((button) => el("button", { type: "button", class: "choice", click: (event) => press(button, event) }, button.title)))
      : null,
  );
}

/** The element of a message that the server does not have yet. */
export function renderPending(entry, { retry, edit, remove }) {
  const action = (title, listener) => el("button", { type: "button", class: "mini", click: listener }, title);
  const failed = entry.state === "failed";
  const state = { sending: words.sending, queued: words.queued, waiting: words.notSent, failed: `${words.refused} ${entry.error ?? ""}` }[entry.state];
  return el(
    "div",
    { class: `turn user pending ${entry.state}` },
    unseen(words.you),
    el("div", { class: "bubble" }, entry.title ?? entry.text),
    el(
      "p",
      { class: "state" },
      el("span", {}, entry.state === "waiting" && entry.error ? `${words.notSent}. ${entry.error}` : state),
      entry.state === "waiting" ? action(words.tryNow, retry) : null,
      failed && !entry.button ? action(words.edit, () => edit(entry)) : null,
      failed ? action(words.remove, () => remove(entry)) : null,
    ),
  );
}

/** The words announced for a message of the assistant. */
export function spoken(message, emergencyNumber) {
  const alarm = message.tone === "emergency" && emergencyNumber ? `${words.call(emergencyNumber)}.` : null;
  const parts = [words.tones[message.tone] ? `${words.tones[message.tone]}.` : null, plainText(message.text), alarm];
  parts.push(...message.cards.map((entry) => [entry.title, entry.dose].filter(Boolean).join(", ") + "."));
  parts.push(...message.links.filter((entry) => safeAddress(entry.href)).map((entry) => `${entry.title}.`));
  if (message.buttons.length) parts.push(words.choices(message.buttons.map((button) => button.title).join(", ")));
  return parts.filter(Boolean).join(" ");
}
