// Single keys: a control with data-key is pressed, or focused where it takes text. Keys that a page handles itself are
// named in the help by data-also-key. All of them can be turned off (WCAG 2.1.4).
const OFF = "backline-keys-off";

const isOff = () => localStorage.getItem(OFF) === "yes";
const takesText = (element) =>
  element.matches("textarea, select, [contenteditable]") ||
  (element.matches("input") && !["checkbox", "radio", "button", "submit"].includes(element.type));
const isShown = (element) => element.getClientRects().length > 0;

function controls() {
  const found = new Map();
  for (const element of document.querySelectorAll("[data-key]")) {
    if (isShown(element) && !found.has(element.dataset.key)) found.set(element.dataset.key, element);
  }
  return found;
}

// Whether a single key may do something: nobody types, no dialog is open, and keys are not turned off.
export function takesKeys(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isOff()) return false;
  return !takesText(event.target) && !document.querySelector("dialog[open]");
}

function press(event) {
  if (event.key === "Escape" && takesText(document.activeElement)) {
    document.activeElement.blur();
    return;
  }
  if (!takesKeys(event)) return;
  const control = controls().get(event.key);
  if (!control) return;
  event.preventDefault();
  if (takesText(control)) control.focus();
  else {
    control.focus();
    control.click();
  }
}

function showHelp(dialog) {
  const list = dialog.querySelector("#keys-list");
  list.replaceChildren();
  const entries = [...controls()];
  for (const other of document.querySelectorAll("[data-also-key]")) entries.push([other.dataset.alsoKey, other]);
  for (const [key, control] of entries) {
    const name = document.createElement("dt");
    const keyboard = document.createElement("kbd");
    keyboard.textContent = key;
    name.append(keyboard);
    const help = document.createElement("dd");
    help.textContent = control.dataset.keyHelp || control.textContent.trim();
    list.append(name, help);
  }
  dialog.querySelector("#keys-off").checked = isOff();
  dialog.showModal();
}

export function startKeys() {
  document.addEventListener("keydown", press);
  const dialog = document.getElementById("keys");
  if (!dialog) return;
  document.getElementById("keys-open").addEventListener("click", () => showHelp(dialog));
  dialog.querySelector("#keys-off").addEventListener("change", (event) => {
    if (event.target.checked) localStorage.setItem(OFF, "yes");
    else localStorage.removeItem(OFF);
  });
}
