// A table of links: j and k go through those with data-row, Enter opens one.
import { takesKeys } from "./keys.js";

document.addEventListener("keydown", (event) => {
  if (!takesKeys(event) || !["j", "k"].includes(event.key)) return;
  const rows = [...document.querySelectorAll("[data-row]")];
  if (rows.length === 0) return;
  event.preventDefault();
  const at = rows.indexOf(document.activeElement);
  const next = at === -1 ? 0 : at + (event.key === "j" ? 1 : -1);
  rows[Math.min(rows.length - 1, Math.max(0, next))].focus();
});
