// Links from replies: only addresses that are safe to open.

import { el, unseen } from "./dom.js";

/** The address if it may be opened from a message (http, https, tel, mailto), else null. */
export function safeAddress(address) {
  try {
    const url = new URL(String(address), location.href);
    return ["http:", "https:", "tel:", "mailto:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** A link; addresses of other sites open in a new tab, which is said. Null where the address is not safe. */
export function link(address, title, attributes = {}, newTab = "") {
  const href = safeAddress(address);
  if (!href) return null;
  const elsewhere = /^https?:/.test(href) && new URL(href).origin !== location.origin;
  const extra = elsewhere ? { target: "_blank", rel: "noopener noreferrer" } : {};
  return el("a", { href, ...extra, ...attributes }, title, elsewhere && newTab ? unseen(` ${newTab}`) : null);
}

export const telephone = (number) => `tel:${String(number).replace(/[^0-9+]/g, "")}`;
