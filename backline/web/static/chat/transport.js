// Requests to the server, and the pause between attempts.

const TIMEOUT_MS = 25000;

/** What a request came to. `status` 0: no answer arrived. */
export async function post(path, body) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      signal: abort.signal,
    });
    const data = await response.json().catch(() => null);
    // An answer that cannot be read (a proxy's error page, a cut-off body) tells nothing: treat it as none.
    if (response.ok && !data) return { status: 0, data: {}, after: 0 };
    return { status: response.status, data: data ?? {}, after: Number(response.headers.get("Retry-After")) || 0 };
  } catch {
    return { status: 0, data: {}, after: 0 };
  } finally {
    clearTimeout(timer);
  }
}

/** Milliseconds to wait after the given number of failures: doubling from 1 to 30 s, the upper half at random. */
export function pause(failures, atLeastSeconds = 0) {
  const ceiling = Math.min(30, 2 ** failures);
  const seconds = Math.max(1, ceiling / 2 + (Math.random() * ceiling) / 2, atLeastSeconds);
  return seconds * 1000;
}

/** A random UUID, also where the page is not served over https. */
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
