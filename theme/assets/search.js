/**
 * Opens the search box: by its icon, its keys, or an address with `?q=words`.
 *
 * All the rest, script and index, is fetched when it is first opened. Instant navigation keeps the
 * header, so there is one box for as long as the site is read. `?h=words` is an address that leads
 * from a result to its page.
 */
import { onPage } from "./page.js";

const KEYS = ["/", "f", "s"]; // Material's

/** @param {HTMLElement} box @param {HTMLInputElement} toggle */
function prepare(box, toggle) {
  const input = /** @type {HTMLInputElement} */ (box.querySelector("input"));
  const url = new URL(box.dataset.search ?? "", location.href);
  let loading = false;
  const load = async () => {
    if (loading || !toggle.checked) return;
    loading = true;
    try {
      const [{ SearchBox }, index] = await Promise.all([script(), fetch(url, { cache: "no-cache" })]);
      new SearchBox(box, toggle, url, index);
    } catch {
      loading = false; // no connection: the next opening tries again
    }
  };
  toggle.addEventListener("change", load);
  toggle.addEventListener("change", () => toggle.checked && input.focus());
  input.addEventListener("focus", () => toggle.checked || toggle.click());
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping()) return;
    if (toggle.checked || !KEYS.includes(event.key)) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  const query = new URL(location.href).searchParams.get("q");
  if (query === null) return;
  input.value = query;
  input.focus();
}

/** Ask for all modules at once: one after the other, each would cost a slow line its delay. */
async function script() {
  const [box] = await Promise.all([
    import("./search-box.js"),
    import("./search-index.js"),
    import("./search-results.js"),
    import("./search-excerpt.js"),
    import("./search-words.js"),
    import("./search-typos.js"),
    import("./search-tex.js"),
  ]);
  return box;
}

function isTyping() {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement)) return false;
  return active.isContentEditable || /^(?:INPUT|SELECT|TEXTAREA)$/.test(active.tagName);
}

/** Mark what this page was found by. */
async function mark() {
  const query = new URL(location.href).searchParams.get("h");
  const place = document.querySelector(".md-content article");
  if (query === null || !place) return;
  const { highlight } = await import("./search-highlight.js");
  highlight(place, query);
}

const box = /** @type {HTMLElement | null} */ (document.querySelector("[data-search]"));
const toggle = /** @type {HTMLInputElement | null} */ (document.getElementById("__search"));
if (box && toggle) prepare(box, toggle);
onPage(mark);
