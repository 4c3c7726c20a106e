/**
 * The explorer in the left sidebar. Its tree is fetched once, when the sidebar is first seen, and
 * moved into each page that instant navigation brings, with its folds, focus order and scroll. Folds
 * are kept for the next visit, the place in the tree for this tab.
 *
 * @typedef {import("./explorer-tree.js").ExplorerTree} ExplorerTree
 */
import { ROOT, memory } from "./memory.js";
import { onPage } from "./page.js";

const wide = matchMedia("(min-width: 76.25em)");

/** Is the explorer a sheet, and open? */
const isOpen = () => !wide.matches && Boolean(document.querySelector("#__explorer:popover-open"));

/** @type {Promise<[ExplorerTree, HTMLElement]> | undefined} */
let loading;
let isThere = false;

/** @returns {Promise<[ExplorerTree, HTMLElement]>} the tree, and what stands above it */
async function load() {
  const [{ ExplorerTree }, { ways }, list] = await Promise.all([
    import("./explorer-tree.js"),
    import("./explorer-ways.js"),
    import("./notes.js").then(({ allNotes }) => allNotes()),
    import("./explorer-keys.js"),
  ]);
  return [new ExplorerTree(list, ROOT, memory("folds", { lasting: true })), ways(list)];
}

function container() {
  return /** @type {HTMLElement | null} */ (document.querySelector("[data-explorer]"));
}

/** Put the tree into the page that is shown now; on failure the link to all notes remains. */
async function fill() {
  if (!container()) return;
  loading ??= load();
  try {
    const [tree, above] = await loading;
    isThere = true;
    const place = container();
    if (!place || place.contains(tree.element)) return;
    place.append(above, tree.element);
    tree.show(place.dataset.current ?? "");
    keepScroll(tree, place);
  } catch {
    loading = undefined;
  }
}

/** @param {ExplorerTree} tree @param {HTMLElement} place */
function keepScroll(tree, place) {
  const box = place.closest(".md-sidebar__scrollwrap");
  if (!box) return;
  const kept = memory("scroll");
  box.scrollTop = Number(kept.get() ?? 0);
  tree.scrollToCurrent(box);
  box.addEventListener("scroll", () => kept.set(box.scrollTop), { passive: true });
}

function whenSeen() {
  if (isThere || isOpen()) fill();
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
