/** What scripts say, in the language of the site: the build puts its words here. */
export const say = sayer(["en", {}]);

/**
 * A function that says words by their key, `area.name`, with `values` in the places named so;
 * `count` decides between one and many.
 *
 * @param {any[]} words the language, and the words by their keys
 */
export function sayer([language, words]) {
  /** @param {string} key @param {Record<string, string | number>} [values] @returns {string} */
  return (key, values = {}) => {
    const entry = words[key] ?? key;
    const text = typeof entry === "string" ? entry : entry[values.count === 1 ? "one" : "other"];
    return text.replace(/\{(\w+)\}/g, (/** @type {string} */ _, /** @type {string} */ name) =>
      values[name].toLocaleString(language),
    );
  };
}
