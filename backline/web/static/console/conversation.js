// One conversation: new messages appear by themselves; e shows what happened in the turn at hand, c corrects its message,
// w calls an answer wrong.
import { takesKeys } from "./keys.js";
import { watchTurns } from "./live.js";

const list = document.getElementById("messages");
const said = document.getElementById("said");
const messages = () => [...list.querySelectorAll(".message")];
const lastId = () => Number(messages().at(-1)?.dataset.id ?? 0);

async function append() {
  // Where later messages are left out, they are asked for by hand.
  if (list.querySelector(".later")) return;
  const before = lastId();
  const atEnd = window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 120;
  const address = `/staff/conversations/${list.dataset.conversation}/messages?after=${before}`;
  await window.htmx.ajax("GET", address, { target: list, swap: "beforeend" });
  const count = messages().filter((message) => Number(message.dataset.id) > before).length;
  if (count === 0) return;
  said.textContent = count === 1 ? "One new message" : `${count} new messages`;
  if (atEnd) messages().at(-1).scrollIntoView({ block: "end" });
}

watchTurns((ids) => {
  if (ids.length === 0 || ids.includes(list.dataset.conversation)) append();
});

function atHand(selector) {
  const own = document.activeElement.closest?.(".message")?.querySelector(selector);
  return own ?? [...list.querySelectorAll(selector)].at(-1);
}

document.addEventListener("keydown", (event) => {
  if (!takesKeys(event)) return;
  if (event.key === "e") atHand("a[aria-controls^=turn]")?.click();
  else if (event.key === "c") atHand("a[aria-controls^=correct]")?.click();
  else if (event.key === "w") {
    const summary = atHand(".wrong-form > summary");
    if (!summary) return;
    summary.parentElement.open = true;
    summary.parentElement.querySelector("input[name=reason]").focus();
  } else return;
  event.preventDefault();
});

// What a link shows, it hides again.
list.addEventListener("click", (event) => {
  const link = event.target.closest(".details");
  const box = link && document.getElementById(link.getAttribute("aria-controls"));
  if (box?.childElementCount) {
    event.preventDefault();
    event.stopPropagation();
    box.replaceChildren();
  }
}, { capture: true });

if (!location.hash && !new URLSearchParams(location.search).has("message")) {
  messages().at(-1)?.scrollIntoView({ block: "nearest" });
}
