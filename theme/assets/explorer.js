/**
 * The explorer in the left sidebar. Its tree is fetched once, when the sidebar is first seen, and
 * moved into each page that instant navigation brings, with its folds, focus order and scroll.
 *
 * @typedef {import("./explorer-tree.js").TreeData} TreeData
 */
import { ExplorerTree } from "./explorer-tree.js";
import { memory } from "./memory.js";
import { onPage } from "./page.js";

const wide = matchMedia("(min-width: 76.25em)");

/** Is the explorer a sheet, and open? */
const isOpen = () => !wide.matches && Boolean(document.querySelector("#__explorer:popover-open"));

/** @type {Promise<ExplorerTree> | undefined} */
let loading;
/** @type {ExplorerTree | undefined} */
let tree;

/** @param {URL} url */
async function load(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  const data = /** @type {TreeData} */ (await answer.json());
  return new ExplorerTree(data, url, memory(`${url.pathname}:folds`));
}

function container() {
  return /** @type {HTMLElement | null} */ (document.querySelector("[data-explorer]"));
}

/** Put the tree into the page that is shown now; on failure the link to all notes remains. */
async function fill() {
  const url = container()?.dataset.explorer;
  if (!url) return;
  if (!tree) {
    loading ??= load(new URL(url, location.href));
    try {
      tree = await loading;
    } catch {
      loading = undefined;
      return;
    }
  }
  const place = container();
  if (!place || place.contains(tree.element)) return;
  place.append(tree.element);
  tree.show(place.dataset.current ?? "");
  keepScroll(place, new URL(url, location.href));
}

/**
 * @param {HTMLElement} place
 * @param {URL} url
 */
function keepScroll(place, url) {
  const box = wide.matches ? place.closest(".md-sidebar__scrollwrap") : place;
  if (!box || !tree) return;
  const kept = memory(`${url.pathname}:scroll`);
  box.scrollTop = Number(kept.get() ?? 0);
  tree.scrollToCurrent(box);
  box.addEventListener("scroll", () => kept.set(box.scrollTop), { passive: true });
}

function whenSeen() {
  if (tree || isOpen()) fill();
  else if (wide.matches) (window.requestIdleCallback ?? setTimeout)(() => fill());
}

onPage(whenSeen);
// "toggle" does not bubble.
document.addEventListener(
  "toggle",
  (event) => event.target instanceof Element && event.target.id === "__explorer" && whenSeen(),
  { capture: true },
);
wide.addEventListener("change", whenSeen);
