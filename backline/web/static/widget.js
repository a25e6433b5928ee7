// The chat on a page: one module script, and one element
//   <backline-chat clinic="Name" emergency-number="911" phone="+1 415 555 0100"></backline-chat>
// or the same as data attributes of the script tag. Only the launcher loads with the page; the chat window follows
// when it is first wanted. Any element with data-ask="a question" opens the chat and asks it ("" only opens).

import { el, icon } from "./chat/dom.js";

const words = {
  launcher: "Chat with us",
  newReply: "New reply",
  loadFailed: (phone) => `The chat could not be loaded. Please try again${phone ? `, or call ${phone}` : ""}.`,
};

const OPEN = "backline-chat-open"; // kept for this tab only: whether the window is open, never what was said
const BUBBLE = "M20 11.5c0 4-3.6 7-8 7-1.1 0-2.2-.2-3.2-.5L4 19.5l1.3-3.7A6.5 6.5 0 0 1 4 11.5c0-4 3.6-7 8-7s8 3 8 7Z";

const remember = (open) => {
  try {
    if (open) sessionStorage.setItem(OPEN, "1");
    else sessionStorage.removeItem(OPEN);
  } catch {
    // Storage is switched off: a reload then finds the chat closed.
  }
};

const remembered = () => {
  try {
    return sessionStorage.getItem(OPEN) === "1";
  } catch {
    return false;
  }
};

class BacklineChat extends HTMLElement {
  #panel = null;
  #loading = null;
  #launcher;
  #badge;
  #trouble;

  connectedCallback() {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: "open" });
    const sheet = el("link", { rel: "stylesheet", href: this.getAttribute("stylesheet") ?? new URL("widget.css", import.meta.url).href });
    this.#badge = el("span", { class: "badge", id: "badge", hidden: true }, words.newReply);
    this.#launcher = el(
      "button",
      { type: "button", class: "launcher", "aria-haspopup": "dialog", "aria-expanded": "false", "aria-label": words.launcher, hidden: true, click: (event) => this.open({ touch: event.pointerType === "touch" }) },
      icon(BUBBLE),
      el("span", { "aria-hidden": "true" }, words.launcher),
    );
    this.#trouble = el("p", { class: "trouble", role: "status" });
    root.append(sheet, this.#launcher, this.#badge, this.#trouble);
    // Nothing is shown before its style is there.
    const styled = new Promise((done) => ["load", "error"].forEach((event) => sheet.addEventListener(event, done)));
    styled.then(() => (this.#launcher.hidden = Boolean(this.#panel?.isOpen)));
    for (const event of ["pointerenter", "focus"]) this.#launcher.addEventListener(event, () => this.#load().catch(() => {}), { once: true });
    document.addEventListener("click", (event) => this.#asked(event));

    const address = new URL(location.href);
    const wanted = address.searchParams.get("chat") === "open";
    if (wanted) {
      address.searchParams.delete("chat");
      history.replaceState(history.state, "", address);
    }
    if (wanted || remembered()) styled.then(() => this.open());
  }

  /** Open the chat; `ask` is sent as the person's own message. */
  async open({ ask = "", touch = false } = {}) {
    this.#trouble.textContent = "";
    let panel;
    try {
      panel = await this.#load();
    } catch {
      this.#loading = null;
      this.#trouble.textContent = words.loadFailed(this.getAttribute("phone"));
      return;
    }
    remember(true);
    this.#mark(false);
    this.#launcher.hidden = true;
    this.#launcher.setAttribute("aria-expanded", "true");
    panel.open({ ask, touch });
  }

  /** Close the chat; the conversation stays. */
  close() {
    this.#panel?.close();
  }

  #load() {
    this.#loading ??= import("./chat/panel.js").then(({ Panel }) => {
      this.#panel = new Panel(
        this.shadowRoot,
        {
          clinic: this.getAttribute("clinic") ?? document.title,
          emergencyNumber: this.getAttribute("emergency-number") ?? "",
          phone: this.getAttribute("phone"),
        },
        { closed: () => this.#closed(), arrived: () => this.#mark(true) },
      );
      return this.#panel;
    });
    return this.#loading;
  }

  /** Say on the launcher that a reply came while the window was closed. */
  #mark(unread) {
    this.#badge.hidden = !unread;
    if (unread) this.#launcher.setAttribute("aria-describedby", "badge");
    else this.#launcher.removeAttribute("aria-describedby");
  }

  #closed() {
    remember(false);
    this.#launcher.hidden = false;
    this.#launcher.setAttribute("aria-expanded", "false");
    this.#launcher.focus();
  }

  #asked(event) {
    const source = event.target instanceof Element ? event.target.closest("[data-ask]") : null;
    if (!source || event.defaultPrevented) return;
    event.preventDefault();
    this.open({ ask: source.dataset.ask.trim(), touch: event.pointerType === "touch" });
  }
}

customElements.define("backline-chat", BacklineChat);

const tag = document.querySelector("script[data-clinic]");
if (tag && !document.querySelector("backline-chat")) {
  const { clinic, emergencyNumber, phone, stylesheet } = tag.dataset;
  document.body.append(el("backline-chat", { clinic, "emergency-number": emergencyNumber, phone, stylesheet }));
}
