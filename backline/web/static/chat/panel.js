// The chat window: a dialog beside the page, or over all of it on small screens.

import { link, telephone } from "./address.js";
import { Announcer } from "./announcer.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { el, icon } from "./dom.js";
import { judgeBy } from "./judging.js";
import { Log } from "./log.js";
import { words } from "./strings.js";

const SMALL = "(max-width: 40rem), (max-height: 30rem)";
const ROOMY = "(min-width: 64rem)"; // there the window can stay open beside the next page
const CLOSE = "M6 6l12 12M18 6 6 18";
const RESTART = "M4 12a8 8 0 1 1 2.5 5.8M4 5v7h7";
const HIDDEN_MS = 30000; // a tab in the background lets its connection go after this long
const SLOW_MS = 400; // a reply that takes longer is shown as being written
const DOWN_MS = 4000; // a connection lost for less is not worth a word

export class Panel {
  #settings;
  #on;
  #dialog;
  #log;
  #composer;
  #announcer;
  #conversation;
  #banner;
  #confirm;
  #restart;
  #small = matchMedia(SMALL);
  #linkTimer = null;
  #linkDown = false;
  #writingTimer = null;
  #hiddenTimer = null;
  #problem = "";

  /** `settings`: {clinic, emergencyNumber, phone}; `on`: {closed(), arrived()}. */
  constructor(root, settings, on) {
    this.#settings = settings;
    this.#on = on;
    const live = el("div", { class: "unseen", "aria-live": "polite", "aria-atomic": "true" });
    this.#announcer = new Announcer(live);
    this.#log = new Log({
      emergencyNumber: settings.emergencyNumber,
      press: (button, event) => this.#press({ button: button.token, title: button.title }, event),
      judge: judgeBy((text) => this.#announcer.say(text)),
      start: (text, event) => this.#press({ text }, event),
      retry: () => this.#conversation.hurry(),
      edit: (entry) => this.#edit(entry),
      remove: (entry) => this.#remove(entry),
    });
    this.#composer = new Composer({
      send: (text) => this.#send({ text }),
      warn: (text) => this.#announcer.say(text),
    });
    this.#banner = el("div", { class: "banner", hidden: true });
    this.#confirm = this.#buildConfirm();
    this.#dialog = this.#buildDialog(live);
    root.append(this.#dialog);
    this.#fitKeyboard(root);
    this.#conversation = new Conversation({
      messages: (list, fresh) => this.#arrive(list, fresh),
      reset: (reason) => this.#reset(reason),
      outbox: () => this.#update(),
      link: (up) => this.#link(up),
      error: (text) => this.#announcer.say(`${words.refused} ${text}`),
    });
    this.#watchPage();
  }

  get isOpen() {
    return this.#dialog.open;
  }

  /** Show it. `touch`: opened by a finger, so the on-screen keyboard stays away until it is asked for. */
  open({ touch = false, ask = "" } = {}) {
    if (!this.#dialog.open) {
      this.#show();
      this.#conversation.open();
      this.#update();
    }
    this.#focus(touch);
    if (ask) this.#send({ text: ask });
  }

  close() {
    if (!this.#dialog.open) return;
    this.#dialog.close();
    this.#confirm.hidden = true;
    this.#conversation.close();
    this.#on.closed();
  }

  #buildDialog(live) {
    const { clinic, emergencyNumber } = this.#settings;
    const alarm = emergencyNumber
      ? el("p", { class: "alarm" }, el("a", { href: telephone(emergencyNumber) }, el("span", {}, words.emergency), " ", el("strong", {}, words.call(emergencyNumber))))
      : "";
    this.#restart = el("button", { type: "button", class: "tool", "aria-label": words.restart, title: words.restart, click: () => this.#askRestart() }, icon(RESTART));
    const close = el("button", { type: "button", class: "tool", "aria-label": words.close, title: words.close, click: () => this.close() }, icon(CLOSE));
    const head = el("div", { class: "head" }, el("div", { class: "title" }, el("h2", {}, clinic), el("p", {}, words.role)), this.#restart, close);
    const dialog = el(
      "dialog",
      { "aria-label": words.dialog(clinic), part: "panel" },
      head,
      alarm,
      this.#banner,
      this.#confirm,
      this.#log.node,
      this.#composer.node,
      live,
    );
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault(); // Escape while it covers the page
      this.#escape();
    });
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented || dialog.matches(":modal")) return;
      event.preventDefault();
      event.stopPropagation();
      this.#escape();
    });
    dialog.addEventListener("click", (event) => {
      // A link to another page of this site: do not come back on top of what was asked for.
      const anchor = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
      if (anchor && !anchor.target && anchor.origin === location.origin && !matchMedia(ROOMY).matches) this.close();
    });
    return dialog;
  }

  #buildConfirm() {
    const no = () => {
      this.#confirm.hidden = true;
      this.#restart.focus();
    };
    const yes = async () => {
      this.#confirm.hidden = true;
      this.#focus(false);
      if (!(await this.#conversation.restart())) this.#say(words.unreachable);
    };
    return el(
      "div",
      { class: "confirm", role: "group", "aria-label": words.restart, hidden: true },
      el("p", {}, words.restartAsk),
      el("button", { type: "button", class: "choice", click: yes }, words.restartYes),
      el("button", { type: "button", class: "choice", click: no }, words.restartNo),
    );
  }

  #watchPage() {
    this.#small.addEventListener("change", () => {
      if (!this.#dialog.open) return;
      const focused = this.#dialog.getRootNode().activeElement;
      this.#dialog.close();
      this.#show();
      focused?.focus();
    });
    addEventListener("online", () => this.#conversation.hurry());
    addEventListener("online", () => this.#update());
    addEventListener("offline", () => this.#update());
    addEventListener("beforeunload", (event) => {
      // Words that are only here would be lost.
      if (this.#conversation.outbox.live.length) event.preventDefault();
    });
    document.addEventListener("visibilitychange", () => {
      clearTimeout(this.#hiddenTimer);
      if (document.hidden) this.#hiddenTimer = setTimeout(() => this.#conversation.close(), HIDDEN_MS);
      else if (this.#dialog.open) this.#conversation.open();
    });
  }

  /** An on-screen keyboard shrinks what is visible, not the page: the window keeps to what is visible. */
  #fitKeyboard(root) {
    if (!globalThis.visualViewport || !root.adoptedStyleSheets) return; // older browsers: the whole height
    const sheet = new CSSStyleSheet();
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    const fit = () => {
      const { height, offsetTop, scale } = visualViewport;
      if (scale < 1.05) sheet.replaceSync(`dialog { --visible: ${Math.round(height)}px; --top: ${Math.round(offsetTop)}px; }`);
    };
    visualViewport.addEventListener("resize", fit);
    visualViewport.addEventListener("scroll", fit);
    fit();
  }

  #show() {
    if (this.#small.matches) this.#dialog.showModal();
    else this.#dialog.show();
    if (this.#conversation.messages.size) this.#log.toNewest();
  }

  #focus(touch) {
    (touch ? this.#log.node : this.#composer.input).focus({ preventScroll: true });
  }

  #escape() {
    if (this.#confirm.hidden) this.close();
    else {
      this.#confirm.hidden = true;
      this.#restart.focus();
    }
  }

  #askRestart() {
    this.#confirm.hidden = false;
    this.#confirm.querySelector("button").focus();
  }

  #send(content) {
    this.#problem = "";
    this.#conversation.outbox.add(content);
    this.#log.toNewest();
  }

  #press(content, event) {
    this.#send(content);
    this.#focus(event.pointerType === "touch");
  }

  #edit(entry) {
    this.#conversation.outbox.remove(entry);
    this.#composer.fill(entry.text);
  }

  #remove(entry) {
    this.#conversation.outbox.remove(entry);
    this.#focus(false);
  }

  #arrive(list, fresh) {
    const replies = list.filter((message) => message.from !== "user");
    this.#log.show(this.#conversation.messages, list, fresh);
    if (fresh && replies.length) {
      this.#announcer.say(replies.map((message) => this.#log.spoken(message)).join(" "));
      if (!this.#dialog.open) this.#on.arrived();
    }
    this.#update();
  }

  #reset(reason) {
    this.#log.clear();
    this.#problem = "";
    this.#log.note(words[reason]);
    this.#announcer.say(words[reason]);
  }

  #link(up) {
    clearTimeout(this.#linkTimer);
    if (up) this.#linkDown = false;
    else {
      this.#linkTimer = setTimeout(() => {
        this.#linkDown = true;
        this.#update();
      }, DOWN_MS);
    }
    this.#update();
  }

  #say(text) {
    this.#problem = text;
    this.#update();
  }

  /** Bring everything that is not a message in line with the state of the conversation. */
  #update() {
    if (!this.#conversation) return;
    const { outbox, ready, last, notice, messages } = this.#conversation;
    this.#log.update(outbox.entries, { notice, ready, active: outbox.live.length === 0 });
    this.#showWriting(outbox.sending, last);
    const stuck = outbox.live.some((entry) => entry.state === "waiting" && !entry.error);
    let text = this.#problem;
    if (!navigator.onLine) text = words.offline;
    else if (stuck || (this.#linkDown && this.#dialog.open)) text = words.unreachable;
    else if (!ready && messages.size === 0 && !text) text = words.connecting;
    this.#showBanner(text);
  }

  #showWriting(sending, last) {
    if (!sending) {
      clearTimeout(this.#writingTimer);
      this.#writingTimer = null;
      this.#log.writing(false);
    } else if (!this.#writingTimer) {
      this.#writingTimer = setTimeout(() => this.#log.writing(true), last ? SLOW_MS : 0);
    }
  }

  #showBanner(text) {
    if (this.#banner.dataset.text === text) return;
    this.#banner.dataset.text = text;
    this.#banner.hidden = !text;
    const { phone } = this.#settings;
    const call = phone && text && text !== words.connecting ? [` ${words.orCall} `, link(telephone(phone), phone), "."] : [];
    this.#banner.replaceChildren(el("p", {}, text, ...call));
    if (text && text !== words.connecting) this.#announcer.say(this.#banner.textContent);
  }
}
