/**
 * The keys of the site, in one place: none may mean two things, and the list of keys shows all.
 *
 * Material has `/ f s` for the search, `p ,` and `n .` for the notes beside this one.
 *
 * @typedef {{ keys: string[], words: string, run: (event: KeyboardEvent) => unknown }} Binding
 */

/** @type {Set<Binding>[]} those of the site; above them those of what has taken the keyboard */
const layers = [new Set()];

/**
 * Have `run` called when one of `keys` is pressed, but never while something is typed.
 *
 * @param {string[]} keys as in `event.key`; `Mod+` stands for Ctrl, on a Mac for Command
 * @param {string} words what the key does, as `say` knows it
 * @param {Binding["run"]} run
 * @returns {() => void} gives the keys back
 */
export function onKey(keys, words, run) {
  const binding = { keys, words, run };
  layers[0].add(binding);
  return () => layers[0].delete(binding);
}

/**
 * Have only these bindings, and none of the site's, until they are given back.
 *
 * @param {Binding[]} bindings their words as they are read
 * @returns {() => void} gives the keyboard back
 */
export function takeKeys(bindings) {
  const layer = new Set(bindings);
  layers.push(layer);
  return () => void (layers.includes(layer) && layers.splice(layers.indexOf(layer), 1));
}

/** @returns {readonly Binding[]} */
export function allKeys() {
  return [...(layers.at(-1) ?? [])];
}

/** Are these keys another's than the site's? */
export const areTaken = () => layers.length > 1;

/** @param {Element | null} place @param {string} key */
function isTaken(place, key) {
  const typing = "input, select, textarea, [contenteditable], [role=tree], [data-search]";
  const pressed = key === " " || key === "Enter" ? ", a[href], button, summary" : "";
  return place?.closest(typing + pressed) || document.querySelector("dialog:modal");
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.isComposing) return;
  const key = (event.ctrlKey || event.metaKey ? "Mod+" : "") + event.key;
  const binding = allKeys().find(({ keys }) => keys.includes(key));
  if (!binding || isTaken(/** @type {Element | null} */ (event.target), key)) return;
  event.preventDefault();
  binding.run(event);
});
