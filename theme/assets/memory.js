/**
 * A value kept for this tab. A browser that refuses to keep it only forgets.
 *
 * @param {string} key
 */
export function memory(key) {
  return {
    /** @returns {any} */
    get() {
      try {
        return JSON.parse(sessionStorage.getItem(key) ?? "null");
      } catch {
        return null;
      }
    },
    /** @param {unknown} value */
    set(value) {
      try {
        sessionStorage.setItem(key, JSON.stringify(value));
      } catch {
        // Storage is full or blocked.
      }
    },
  };
}
