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
const drawer = /** @type {HTMLInputElement | null} */ (document.getElementById("__drawer"));

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

/** Small screens have no right sidebar: the drawer also leads through the note that is open. */
function addOutline() {
  const place = document.querySelector(".explorer__body");
  const list = document.querySelector(".md-sidebar--secondary [data-md-component=toc]");
  if (!place || !list || place.querySelector(".explorer__toc")) return;
  const fold = document.createElement("details");
  fold.className = "explorer__toc";
  const title = document.createElement("summary");
  title.textContent = list.closest("nav")?.getAttribute("aria-label") ?? "";
  const copy = /** @type {Element} */ (list.cloneNode(true));
  // Without Material's names: in the drawer they mean panels that slide over each other.
  for (const nav of copy.querySelectorAll("nav")) nav.replaceWith(...nav.children);
  for (const each of copy.querySelectorAll("[class^=md-nav]")) each.removeAttribute("class");
  const outline = document.createElement("ul");
  outline.append(...copy.children);
  fold.append(title, outline);
  place.prepend(fold);
}

function whenSeen() {
  if (drawer?.checked) addOutline();
  if (tree || drawer?.checked) fill();
  else if (wide.matches) (window.requestIdleCallback ?? setTimeout)(() => fill());
}

onPage(whenSeen);
drawer?.addEventListener("change", whenSeen);
wide.addEventListener("change", whenSeen);
