/**
 * The keys of the site, in one place: none may mean two things, and the list of keys shows all.
 *
 * Material has `/ f s` for the search, `p ,` and `n .` for the notes beside this one.
 *
 * @typedef {{ keys: string[], words: string, run: (event: KeyboardEvent) => unknown }} Binding
 */

/** @type {Set<Binding>} */
const bindings = new Set();

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
  bindings.add(binding);
  return () => bindings.delete(binding);
}

/** @returns {readonly Binding[]} */
export function allKeys() {
  return [...bindings];
}

/** @param {Element | null} place */
function isTaken(place) {
  const typing = "input, select, textarea, [contenteditable], [role=tree], [data-search]";
  return place?.closest(typing) || document.querySelector("dialog:modal");
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.isComposing) return;
  const key = (event.ctrlKey || event.metaKey ? "Mod+" : "") + event.key;
  const binding = allKeys().find(({ keys }) => keys.includes(key));
  if (!binding || isTaken(/** @type {Element | null} */ (event.target))) return;
  event.preventDefault();
  binding.run(event);
});
