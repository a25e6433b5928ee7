// Reply text to elements: blank lines part paragraphs, "- " starts a list line, **bold**, and bare addresses.

import { link } from "./address.js";
import { el } from "./dom.js";

const INLINE = /\*\*(.+?)\*\*|(https?:\/\/[^\s<>"]+|mailto:[^\s<>"]+|tel:\+?[0-9][0-9().-]*[0-9])/g;

function inline(text, newTab) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    let whole = match[0];
    let node;
    if (match[1] !== undefined) {
      node = el("strong", {}, ...inline(match[1], newTab));
    } else {
      // A full stop or bracket after an address belongs to the sentence.
      whole = whole.replace(/[.,;:!?'"\])]+$/, "");
      node = link(whole, whole.replace(/^(tel|mailto):/, ""), {}, newTab) ?? whole;
    }
    nodes.push(text.slice(end, match.index), node);
    end = match.index + whole.length;
  }
  nodes.push(text.slice(end));
  return nodes.filter((node) => node !== "");
}

function lines(rows, newTab) {
  return rows.flatMap((row, index) => (index ? [el("br"), ...inline(row, newTab)] : inline(row, newTab)));
}

/** The elements for a reply's text. */
export function renderText(text, newTab) {
  const blocks = [];
  for (const block of String(text).replace(/\r\n?/g, "\n").split(/\n[ \t]*\n/)) {
    let plain = [];
    let items = [];
    const flush = () => {
      if (plain.length) blocks.push(el("p", {}, ...lines(plain, newTab)));
      if (items.length) blocks.push(el("ul", {}, ...items.map((item) => el("li", {}, ...inline(item, newTab)))));
      plain = [];
      items = [];
    };
    for (const row of block.split("\n")) {
      const item = row.match(/^\s*[-•]\s+(.*)$/);
      if (item ? plain.length : items.length) flush();
      if (item) items.push(item[1]);
      else if (row.trim()) plain.push(row);
    }
    flush();
  }
  return blocks;
}

/** The same text as it is read aloud: without the marks. */
export const plainText = (text) => String(text).replace(/\*\*(.+?)\*\*/g, "$1").replace(/\b(tel|mailto):/g, "");
