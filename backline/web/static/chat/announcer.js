// The one live region. What arrives within a moment is read as one announcement, so nothing is cut off or said twice.

const GATHER_MS = 150;

export class Announcer {
  #node;
  #waiting = [];
  #timer = null;

  /** `node`: an element with aria-live that stays in the page. */
  constructor(node) {
    this.#node = node;
  }

  say(text) {
    if (!text) return;
    this.#waiting.push(text);
    if (this.#timer) return;
    // Emptied first: the same words twice in a row are two announcements.
    this.#node.textContent = "";
    this.#timer = setTimeout(() => {
      this.#node.textContent = this.#waiting.join(" ");
      this.#waiting = [];
      this.#timer = null;
    }, GATHER_MS);
  }
}
