// The list of messages: what the server has, then what is on its way.

import { link } from "./address.js";
import { el } from "./dom.js";
import { renderMessage, renderPending, spoken } from "./message.js";
import { words } from "./strings.js";

const NEAR = 80; // px from the end that still count as reading along

export class Log {
  node;
  #on;
  #notice = el("div", { class: "notice", hidden: true });
  #welcome;
  #stored = el("div", { class: "stored" });
  #pending = el("div", { class: "outgoing" });
  #writing = el("div", { class: "writing", hidden: true, "aria-hidden": "true" }, el("span", {}), el("span", {}), el("span", {}), el("em", {}, words.writing));
  #jump = el("button", { type: "button", class: "jump", hidden: true, click: () => this.toNewest() }, words.newest);
  #parked = -100; // where the last reply was scrolled to
  #highest = 0;
  #nodes = new Map(); // message id -> {node, message}

  /** `on`: {emergencyNumber, press(button, event), judge(message, value, comment), start(text, event), retry(), edit(entry), remove(entry)}. */
  constructor(on) {
    this.#on = on;
    const starters = words.starters.map((text) => el("button", { type: "button", class: "choice", click: (event) => on.start(text, event) }, text));
    this.#welcome = el("div", { class: "welcome", hidden: true }, el("p", {}, words.welcome), el("div", { class: "choices", role: "group", "aria-label": words.chooseFrom }, ...starters));
    // Announcing is the announcer's work; a live log would say everything a second time.
    this.node = el("div", { class: "log", role: "log", "aria-live": "off", "aria-label": words.log, tabindex: "0" }, this.#notice, this.#stored, this.#welcome, this.#pending, this.#writing, this.#jump);
    this.node.addEventListener("scroll", () => this.#atEnd() && (this.#jump.hidden = true), { passive: true });
  }

  spoken(message) {
    return spoken(message, this.#on.emergencyNumber);
  }

  /** Put new messages where their ids belong. `all`: id -> message in order. */
  show(all, fresh, animate) {
    const following = this.#following();
    let first = null;
    for (const message of fresh) {
      const node = renderMessage(message, this.#on);
      if (animate && message.from !== "user") node.classList.add("new");
      this.#nodes.set(message.id, { node, message });
      const next = message.id < this.#highest ? [...all.keys()].find((id) => id > message.id && this.#nodes.has(id)) : undefined;
      this.#stored.insertBefore(node, next === undefined ? null : this.#nodes.get(next).node);
      this.#highest = Math.max(this.#highest, message.id);
      if (message.from !== "user") first ??= node;
    }
    if (!following && animate && first) this.#jump.hidden = false;
    else if (animate && first) this.#toTurn(first);
    else if (following) this.toNewest();
  }

  /** Show what is on its way, and which suggested answers can still be chosen. */
  update(entries, { notice, ready, active }) {
    const following = this.#following();
    this.#showNotice(notice);
    this.#welcome.hidden = !ready || this.#nodes.size > 0 || entries.length > 0;
    const shown = entries.filter((entry) => !entry.seen);
    const state = JSON.stringify(shown.map((entry) => [entry.key, entry.state, entry.error]));
    if (this.#pending.dataset.state !== state) {
      this.#pending.dataset.state = state;
      const hadFocus = this.#pending.contains(this.node.getRootNode().activeElement);
      this.#pending.replaceChildren(...shown.map((entry) => renderPending(entry, this.#on)));
      if (hadFocus) (this.#pending.querySelector("button") ?? this.node).focus({ preventScroll: true });
      if (following && shown.length) this.toNewest();
    }
    const list = [...this.#nodes.values()].sort((one, other) => one.message.id - other.message.id);
    const lastUser = list.findLastIndex(({ message }) => message.from === "user");
    list.forEach(({ node }, index) => {
      for (const button of node.querySelectorAll(".choice")) button.disabled = !active || index < lastUser;
    });
  }

  writing(on) {
    if (this.#writing.hidden === !on) return;
    const following = this.#following();
    this.#writing.hidden = !on;
    if (on && following) this.toNewest();
  }

  /** A line from the widget itself, between the messages. */
  note(text) {
    this.#stored.append(el("p", { class: "note" }, text));
  }

  clear() {
    this.#nodes.clear();
    this.#highest = 0;
    this.#stored.replaceChildren();
  }

  toNewest() {
    this.node.scrollTop = this.node.scrollHeight;
    this.#jump.hidden = true;
  }

  /** Scroll so that a reply of one or more messages is read from its start, below the short message it answers. */
  #toTurn(node) {
    let start = node;
    while (start.previousElementSibling?.classList.contains("bot")) start = start.previousElementSibling;
    const asked = start.previousElementSibling;
    if (asked && asked.offsetHeight < this.node.clientHeight / 4) start = asked;
    this.node.scrollTop = start.offsetTop - 14;
    this.#parked = this.node.scrollTop;
    this.#jump.hidden = true;
  }

  /** Whether the reader is at the end, or still where the last reply was put. */
  #following() {
    return this.#atEnd() || Math.abs(this.node.scrollTop - this.#parked) < 4;
  }

  #atEnd() {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < NEAR;
  }

  #showNotice(text) {
    if (!text || this.#notice.dataset.text === text) return;
    this.#notice.dataset.text = text;
    this.#notice.hidden = false;
    this.#notice.replaceChildren(el("p", {}, text, " ", link("/privacy", words.privacy)));
  }
}
