// Calls back when conversations have something new: with their ids, once for many that come together.
const GATHER_MILLISECONDS = 400;

export function watchTurns(tell) {
  const source = new EventSource("/staff/live");
  const waiting = new Set();
  let timer = null;
  const flush = () => {
    timer = null;
    const ids = [...waiting];
    waiting.clear();
    tell(ids);
  };
  source.addEventListener("turn", (event) => {
    waiting.add(JSON.parse(event.data).conversation);
    timer ??= setTimeout(flush, GATHER_MILLISECONDS);
  });
  // The sign-in has run out: the page says so when it is loaded again, and keeps quiet until then.
  source.addEventListener("ended", () => source.close());
  let wasDown = false;
  source.addEventListener("error", () => { wasDown = true; });
  source.addEventListener("open", () => {
    if (wasDown) timer ??= setTimeout(flush, GATHER_MILLISECONDS);
    wasDown = false;
  });
}
