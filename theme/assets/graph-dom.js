/** Elements for what stands around the map. */

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name @param {Record<string, string>} attributes @param {(Node | string)[]} content
 */
export function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

/** @param {string} name @param {[string, string][]} options value and text of each */
export function choice(name, options) {
  const texts = options.map(([value, text]) => element("option", { value }, text));
  const select = element("select", { "aria-label": name }, ...texts);
  return { select, label: element("label", {}, `${name} `, select) };
}

/** @param {Record<string, string>} attributes @param {() => void} act @param {(Node | string)[]} content */
export function button(attributes, act, ...content) {
  const made = element("button", { type: "button", ...attributes }, ...content);
  made.addEventListener("click", act);
  return made;
}
