// The conversation as the server knows it: messages by id, kept in step by the event stream.

import { complete } from "./message.js";
import { Outbox } from "./outbox.js";
import { pause, post } from "./transport.js";

const SILENCE_MS = 75000; // the server pings far more often; after this long the stream is dead
const same = (one, other) => one.replace(/\s+/g, " ").trim() === other.replace(/\s+/g, " ").trim();

export class Conversation {
  messages = new Map(); // id -> Message
  ready = false; // a session exists
  notice = "";
  outbox;
  #on;
  #cursor = 0; // every message up to this id is here; answers to our own messages may be ahead of it
  #stream = null;
  #watch = null;
  #retry = null;
  #failures = 0;
  #wanted = false;
  #starting = null;
  #tabs = null;

  /** `on`: {messages(list, live), reset(reason), outbox(), link(up), error(text)}. */
  constructor(on) {
    this.#on = on;
    this.outbox = new Outbox("/chat/messages", {
      changed: () => on.outbox(),
      delivered: (data) => this.#take(data.messages, true),
      gone: () => this.#start({}),
      refused: (text) => on.error(text),
    });
    if ("BroadcastChannel" in globalThis) {
      this.#tabs = new BroadcastChannel("backline-chat");
      // Another tab began a new conversation: this one follows.
      this.#tabs.addEventListener("message", () => this.ready && this.#start({}, "restarted"));
    }
  }

  /** Connect, or connect again. */
  async open() {
    this.#wanted = true;
    if (this.#stream || this.#retry) return;
    if (this.ready) {
      this.#listen();
      return;
    }
    if (!(await this.#start({}))) this.#again();
  }

  /** Let the connection go; messages on their way still arrive. */
  close() {
    this.#wanted = false;
    this.#hangUp();
    clearTimeout(this.#retry);
    this.#retry = null;
  }

  /** Try at once what is waiting: the network came back, or the person asks for it. */
  hurry() {
    if (!this.#wanted) return;
    this.#failures = 0;
    clearTimeout(this.#retry);
    this.#retry = null;
    if (this.#stream?.readyState !== EventSource.OPEN) this.#hangUp();
    this.open();
    if (this.ready) this.outbox.start();
  }

  /** Leave this conversation and begin another. False: the server could not be reached. */
  async restart() {
    const done = await this.#start({ new: true }, "restarted");
    if (done) this.#tabs?.postMessage("new");
    return done;
  }

  get last() {
    return [...this.messages.values()].at(-1);
  }

  /** Ask for the session; the stream and the outbox may both find it gone, so there is one request at a time. */
  async #start(body, reset = null) {
    if (reset) await this.#starting;
    this.#starting ??= this.#request(body, reset).finally(() => (this.#starting = null));
    return this.#starting;
  }

  async #request(body, reset) {
    const { status, data } = await post("/chat/session", body);
    if (status !== 200 || !Array.isArray(data.messages)) return false;
    this.#failures = 0;
    this.notice = data.consent_notice ?? this.notice;
    const known = data.messages.some((message) => this.messages.has(message.id));
    const other = reset !== null || (this.messages.size > 0 && !known);
    if (other) {
      this.#hangUp();
      this.messages.clear();
      this.#cursor = 0;
      if (reset) this.outbox.clear();
      this.#on.reset(reset ?? "renewed");
    }
    // What was said before is shown, not announced; a greeting nobody has heard yet is announced.
    const live = this.ready || !data.conversation?.started;
    this.ready = true;
    this.#take(data.messages, live);
    this.#cursor = Math.max(this.#cursor, data.last_id ?? 0);
    this.#on.link(true);
    this.#listen();
    this.outbox.start();
    return true;
  }

  #listen() {
    if (this.#stream || !this.#wanted) return;
    const stream = new EventSource(`/chat/events?after=${this.#cursor}`);
    this.#stream = stream;
    const alive = () => {
      clearTimeout(this.#watch);
      this.#watch = setTimeout(() => this.#fail(stream), SILENCE_MS);
    };
    stream.addEventListener("open", () => {
      alive();
      this.#failures = 0;
      this.#on.link(true);
    });
    stream.addEventListener("ping", alive);
    stream.addEventListener("message", (event) => {
      alive();
      try {
        const message = JSON.parse(event.data);
        this.#take([message], true);
        this.#cursor = Math.max(this.#cursor, message.id);
      } catch {
        this.#fail(stream); // unreadable: fetch the conversation again
      }
    });
    stream.addEventListener("error", () => {
      this.#on.link(false);
      // While CONNECTING the browser tries again by itself and sends Last-Event-ID.
      if (stream.readyState === EventSource.CLOSED) this.#fail(stream);
    });
  }

  #fail(stream) {
    if (stream !== this.#stream) return;
    this.#hangUp();
    this.#again();
  }

  #again() {
    this.#on.link(false);
    if (this.#retry || !this.#wanted) return;
    this.#failures += 1;
    this.#retry = setTimeout(async () => {
      this.#retry = null;
      if (!this.#wanted) return;
      if (!(await this.#start({}))) this.#again();
    }, pause(this.#failures));
  }

  #hangUp() {
    clearTimeout(this.#watch);
    this.#stream?.close();
    this.#stream = null;
  }

  #take(list, live) {
    const fresh = (list ?? []).filter((message) => !this.messages.has(message.id)).map(complete);
    if (!fresh.length) return;
    for (const message of fresh) {
      this.messages.set(message.id, message);
      if (message.from === "user") this.#adopt(message);
    }
    this.messages = new Map([...this.messages].sort(([one], [other]) => one - other));
    this.#on.messages(fresh.sort((one, other) => one.id - other.id), live);
  }

  /** The stream may bring our own message before its answer does: then it is no longer shown as being sent. */
  #adopt(message) {
    const mine = this.outbox.live.find((entry) => entry.tried && !entry.seen && same(entry.title ?? entry.text, message.text));
    if (mine) mine.seen = true;
  }
}
