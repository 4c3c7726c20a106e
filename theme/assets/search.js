/**
 * Opens the search: by its button, its keys, or an address with `?q=words`.
 *
 * All the rest, script, style and index, is fetched when it is first opened. Instant navigation
 * keeps the dialog, so there is one for as long as the site is read. `?h=words` is an address that
 * leads from a result to its page.
 */
import { onKey } from "./keys.js";
import { ROOT } from "./memory.js";
import { onPage } from "./page.js";

const INDEX = new URL("search/index.json", ROOT);

/** @type {Promise<import("./search-dialog.js").SearchDialog> | undefined} */
let loading;

/** @param {string} [query] */
async function open(query) {
  loading ??= load();
  const typed = typeAhead();
  try {
    const dialog = await loading;
    dialog.open(typed.end() || query);
  } catch {
    loading = undefined; // no connection: the next opening tries again
  } finally {
    typed.end();
  }
}

/** Letters that come before the dialog does are meant for it: they are no keys of the site. */
function typeAhead() {
  let text = "";
  /** @param {KeyboardEvent} event */
  const take = (event) => {
    if (event.key.length > 1 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    text += event.key;
  };
  addEventListener("keydown", take, true);
  const end = () => {
    removeEventListener("keydown", take, true);
    return text;
  };
  return { end };
}

/** Ask for all modules at once: one after the other, each would cost a slow line its delay. */
async function load() {
  // The index is asked for again whenever the site has changed; its parts have names of their own.
  const index = fetch(INDEX, { cache: "no-cache" });
  index.catch(() => {}); // told when the dialog reads it
  // Plain is better than not at all.
  const style = import("./style.js").then(({ useStyle }) => useStyle("search")).catch(() => {});
  const [{ SearchDialog }] = await Promise.all([
    import("./search-dialog.js"),
    import("./search-query.js"),
    import("./search-index.js"),
    import("./search-results.js"),
    import("./search-excerpt.js"),
    import("./search-words.js"),
    import("./search-dom.js"),
    import("./search-tex.js"),
    style,
  ]);
  return new SearchDialog(INDEX, index);
}

/** Mark what this page was found by. */
async function mark() {
  const query = new URL(location.href).searchParams.get("h");
  const place = document.querySelector(".md-content article");
  if (query === null || !place) return;
  const { highlight } = await import("./search-highlight.js");
  highlight(place, query);
}

document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-search-open]")) open();
});
onKey(["/", "f", "s"], "search.title", () => open());
onPage(mark);
const query = new URL(location.href).searchParams.get("q");
if (query !== null) open(query);
