/** The site's own address; everything it keeps in a browser is named by it. */
export const ROOT = new URL("../..", import.meta.url);

/**
 * A value kept for this tab, or for as long as the browser likes. A browser that refuses to keep it
 * only forgets.
 *
 * @param {string} name
 * @param {{ lasting?: boolean }} [options]
 */
export function memory(name, { lasting = false } = {}) {
  const key = `${ROOT.pathname}:${name}`;
  const storage = () => (lasting ? localStorage : sessionStorage);
  return {
    /** @returns {any} */
    get() {
      try {
        return JSON.parse(storage().getItem(key) ?? "null");
      } catch {
        return null;
      }
    },
    /** @param {unknown} value */
    set(value) {
      try {
        storage().setItem(key, JSON.stringify(value));
      } catch {
        // Storage is full or blocked.
      }
    },
  };
}
