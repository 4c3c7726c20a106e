/** The pages that previews are cut from: fetched once, the last few kept. */
const MOST = 12;

/** @type {Map<string, Promise<Document>>} */
const kept = new Map();

/**
 * The page at `url`, whatever its fragment; the one that is open is taken as it is.
 *
 * @param {URL} url
 * @returns {Promise<Document>}
 */
export function pageAt(url) {
  if (url.pathname + url.search === location.pathname + location.search) {
    return Promise.resolve(document);
  }
  const key = url.href.replace(/#.*/, "");
  const known = kept.get(key) ?? load(key);
  kept.delete(key);
  kept.set(key, known);
  if (kept.size > MOST) kept.delete([...kept.keys()][0]);
  known.catch(() => kept.delete(key));
  return known;
}

/** @param {string} address */
async function load(address) {
  const answer = await fetch(address);
  const type = answer.headers.get("content-type") ?? "";
  if (!answer.ok || !type.startsWith("text/html")) {
    throw new Error(`${address}: ${answer.status}`, { cause: answer.status });
  }
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}
