/** What scripts say, in the language of the site: the build puts its words here. */
const [LANGUAGE, WORDS] = ["en", {}];

/**
 * The words called `key`, `area.name`, with `values` in the places named so; `count` decides
 * between one and many.
 *
 * @param {string} key
 * @param {Record<string, string | number>} values
 * @returns {string}
 */
export function say(key, values = {}) {
  const entry = /** @type {any} */ (WORDS)[key] ?? key;
  const text = typeof entry === "string" ? entry : entry[values.count === 1 ? "one" : "other"];
  return text.replace(/\{(\w+)\}/g, (/** @type {string} */ _, /** @type {string} */ name) =>
    values[name].toLocaleString(LANGUAGE),
  );
}
