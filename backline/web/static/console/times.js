// <time datetime="2026-11-28T14:05:00Z"> shows the reader's own time.
const FORMAT = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

export function showLocalTimes(root) {
  for (const time of root.querySelectorAll("time[datetime]")) {
    const at = new Date(time.dateTime);
    if (!Number.isNaN(at.getTime())) {
      if (time.dataset.short === undefined) time.textContent = FORMAT.format(at);
      else time.title = FORMAT.format(at);
    }
  }
}
