// The list: j and k go through the lines, and new turns appear by themselves.
import { watchTurns } from "./live.js";
import { takesKeys } from "./keys.js";

function move(step) {
  const lines = [...document.querySelectorAll("a.line")];
  if (lines.length === 0) return;
  const at = lines.indexOf(document.activeElement);
  lines[at === -1 ? 0 : Math.min(lines.length - 1, Math.max(0, at + step))].focus();
}

document.addEventListener("keydown", (event) => {
  if (!takesKeys(event) || !["j", "k"].includes(event.key)) return;
  event.preventDefault();
  move(event.key === "j" ? 1 : -1);
});

const lines = document.getElementById("lines");
if (lines?.dataset.live) {
  // The focus stays: htmx finds the line again by its id.
  watchTurns(() => {
    window.htmx.ajax("GET", lines.dataset.live, { target: lines, swap: "innerHTML" });
    window.htmx.trigger(document.body, "news"); // counts anew
  });
}

// An address that can be read and shared: without the filters that were left alone.
document.querySelector("form.search")?.addEventListener("formdata", (event) => {
  for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
});
