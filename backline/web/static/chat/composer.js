// Where the message is written: grows with its text, counts near the limit.

import { el, icon } from "./dom.js";
import { words } from "./strings.js";

const LIMIT = 2000;
const NEAR = 200; // the counter appears when so few characters are left
const ROWS = 6;
const SEND = "M5 12h13M12 5l7 7-7 7";

export class Composer {
  node;
  input;
  #send;
  #on;
  #counter = el("p", { class: "counter", id: "counter", hidden: true });
  #over = false;

  /** `on`: {send(text), warn(text)}. */
  constructor(on) {
    this.#on = on;
    this.input = el("textarea", { "aria-label": words.input, placeholder: words.placeholder, rows: "1", autocomplete: "off", enterkeyhint: "send", dir: "auto" });
    this.#send = el("button", { type: "submit", class: "send", "aria-label": words.send, title: words.send }, icon(SEND));
    this.node = el("form", { class: "composer", submit: (event) => this.#submit(event) }, this.#counter, el("div", { class: "row" }, this.input, this.#send));
    this.input.addEventListener("input", () => this.#update());
    this.input.addEventListener("keydown", (event) => {
      // Enter that ends the choice of a character (isComposing) is not the end of the message.
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) this.#submit(event);
    });
    this.#update();
  }

  /** Put a text back to be changed. */
  fill(text) {
    this.input.value = this.input.value ? `${text}\n${this.input.value}` : text;
    this.#update();
    this.input.focus();
  }

  #submit(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    if (!text || this.#over) {
      if (this.#over) this.#on.warn(this.#counter.textContent);
      this.input.focus();
      return;
    }
    this.input.value = "";
    this.#update();
    this.#on.send(text);
    this.input.focus({ preventScroll: true });
  }

  #update() {
    const left = LIMIT - [...this.input.value.trim()].length;
    const over = left < 0;
    this.#counter.hidden = left > NEAR;
    this.#counter.textContent = over ? words.tooLong(-left) : words.left(left);
    this.#counter.classList.toggle("over", over);
    this.input.toggleAttribute("aria-invalid", over);
    if (over) this.input.setAttribute("aria-invalid", "true");
    if (left > NEAR) this.input.removeAttribute("aria-describedby");
    else this.input.setAttribute("aria-describedby", "counter");
    if (over && !this.#over) this.#on.warn(this.#counter.textContent);
    this.#over = over;
    this.#send.setAttribute("aria-disabled", String(over || left === LIMIT));
    this.#grow();
  }

  #grow() {
    if (globalThis.CSS?.supports("field-sizing", "content")) return;
    this.input.rows = 1;
    while (this.input.rows < ROWS && this.input.scrollHeight > this.input.clientHeight) this.input.rows += 1;
  }
}
