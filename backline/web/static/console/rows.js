// Going through a list by key: buttons with data-step move the focus among links with data-row.
const rows = () => [...document.querySelectorAll("[data-row]")];
let last = -1;

document.addEventListener("focusin", (event) => {
  const at = rows().indexOf(event.target);
  if (at >= 0) last = at;
});

for (const button of document.querySelectorAll("[data-step]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const all = rows();
    if (!all.length) return;
    const next = last < 0 ? 0 : last + Number(button.dataset.step);
    all[Math.min(Math.max(next, 0), all.length - 1)].focus();
  });
}
