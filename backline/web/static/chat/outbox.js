// Messages on their way to the server: one at a time, in order, each under one key until the server has answered.

import { newKey, pause, post } from "./transport.js";
import { words } from "./strings.js";

const TRY_AGAIN = new Set([0, 408, 425, 429]);

export class Outbox {
  /** Entries: {key, text | button + title, state: queued|sending|waiting|failed, tried, error}. */
  entries = [];
  #path;
  #on;
  #busy = false;
  #timer = null;
  #failures = 0;
  #open = false;
  #generation = 0;

  /** `on`: {changed(), delivered(data), gone() -> Promise<boolean>, refused(text)}. */
  constructor(path, on) {
    this.#path = path;
    this.#on = on;
  }

  /** Entries that will still be sent. */
  get live() {
    return this.entries.filter((entry) => entry.state !== "failed");
  }

  get sending() {
    return this.#busy;
  }

  add(content) {
    this.entries.push({ key: newKey(), state: "queued", tried: 0, error: null, ...content });
    this.#on.changed();
    this.#next();
  }

  remove(entry) {
    this.entries = this.entries.filter((other) => other !== entry);
    this.#on.changed();
  }

  /** Forget everything: the conversation it belonged to is left. */
  clear() {
    this.#generation += 1;
    this.entries = [];
    this.#failures = 0;
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#on.changed();
  }

  /** Begin or go on sending; a pause between attempts is cut short. */
  start() {
    this.#open = true;
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#next();
  }

  async #next() {
    const entry = this.live[0];
    if (!entry || !this.#open || this.#busy || this.#timer) return;
    const generation = this.#generation;
    this.#busy = true;
    entry.state = "sending";
    entry.tried += 1;
    this.#on.changed();
    const body = entry.button ? { key: entry.key, button: entry.button } : { key: entry.key, text: entry.text };
    const answer = await post(this.#path, body);
    if (generation === this.#generation) await this.#settle(entry, answer);
    this.#busy = false;
    this.#on.changed();
    this.#next();
  }

  async #settle(entry, { status, data, after }) {
    if (status === 200) {
      this.#failures = 0;
      this.entries = this.entries.filter((other) => other !== entry);
      this.#on.delivered(data);
      return;
    }
    if (status === 401 && (await this.#on.gone())) {
      if (entry.button) this.#refuse(entry, words.staleChoice);
      else entry.state = "queued";
      // The new conversation gets the message at once; a second refusal in a row waits like any failure.
      this.#failures += 1;
      if (this.#failures > 1) this.#wait(after);
      return;
    }
    if (status === 401 || status >= 500 || TRY_AGAIN.has(status)) {
      entry.state = "waiting";
      entry.error = status === 401 ? null : (data.error ?? null);
      this.#failures += 1;
      this.#wait(after);
      return;
    }
    this.#failures = 0;
    this.#refuse(entry, data.error ?? "");
  }

  #refuse(entry, error) {
    entry.state = "failed";
    entry.error = error;
    this.#on.refused(error);
  }

  #wait(after) {
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#next();
    }, pause(this.#failures, after));
  }
}
