/**
 * Previews of links: what is open, and when it opens and closes.
 *
 * A preview may be entered, and links in it have previews of their own; those have none. A preview
 * that a pointer opened goes when the pointer has left it, one that was opened by a key when the
 * focus has. It is also gone with its page, with its tab, and when its link is scrolled away.
 */
import { onPage } from "./page.js";
import { boxFor } from "./preview-box.js";
import { place } from "./preview-place.js";
import { LINKS } from "./ways.js";

const FETCH = 70; // milliseconds on a link before its page is fetched
const REST = 350; // before it is shown
const GRACE = 280; // to go from link to preview
const DEEPEST = 2;

/** @typedef {{ link: Element, box: HTMLElement, byKey: boolean }} Preview */

/** @type {Preview[]} the second one was opened from within the first */
const previews = [];
/** @type {Element | undefined} the link that is about to be shown */
let wanted;
let turn = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let leaving;

/** A pointer is somewhere else now. @param {PointerEvent} event */
export function over(event) {
  if (event.pointerType === "touch" || event.buttons) return;
  const target = /** @type {Element} */ (event.target);
  leaveAbove(levelOf(target));
  const link = target.closest(LINKS);
  if (link === wanted) return;
  forget();
  if (link && !previews.some((each) => each.link === link)) want(link, event.clientY);
}

/** Show a link's preview and put the focus into it. @param {Element} link */
export async function enter(link) {
  forget();
  const known = previews.find((each) => each.link === link);
  if (known) known.byKey = true;
  else await show(link, boxFor(link), ++turn, { byKey: true });
  previews.find((each) => each.link === link)?.box.focus();
}

/** @param {Element} link @param {number} y */
async function want(link, y) {
  const mine = ++turn;
  wanted = link;
  await pause(FETCH);
  if (mine !== turn) return;
  const box = boxFor(link);
  await pause(REST - FETCH);
  if (mine === turn) await show(link, box, mine, { y });
  if (mine === turn) wanted = undefined;
}

function forget() {
  turn++;
  wanted = undefined;
}

/** @param {number} time */
function pause(time) {
  return new Promise((resolve) => setTimeout(resolve, time));
}

/**
 * @param {Element} link
 * @param {ReturnType<typeof boxFor>} loading
 * @param {number} mine
 * @param {{ byKey?: boolean, y?: number }} how
 */
async function show(link, loading, mine, { byKey = false, y }) {
  const box = await loading;
  const level = levelOf(link, "box") + 1;
  if (!box || mine !== turn || !link.isConnected || level >= DEEPEST) return;
  close(level);
  document.body.append(box);
  box.showPopover?.();
  place(box, link, y);
  box.addEventListener("keydown", tab);
  link.setAttribute("aria-expanded", "true");
  previews.push({ link, box, byKey });
  draw(box);
}

/** What the build leaves to the browser. @param {HTMLElement} box */
function draw(box) {
  /** @type {any} */ (window).MathJax?.typesetPromise?.([box]);
  if (!box.querySelector("[data-plugin=mermaid]:not(:has(.mermaid-drawing))")) return;
  import("./mermaid.js").then(({ drawAll }) => drawAll()).catch(() => {});
}

/**
 * The innermost preview that an element is in; -1 for none. Its link counts as part of it.
 *
 * @param {Node} node @param {"box"} [only]
 */
function levelOf(node, only) {
  return previews.findLastIndex(
    ({ box, link }) => box.contains(node) || (!only && link.contains(node)),
  );
}

/** @param {number} level the previews from here on go */
function close(level) {
  for (const { link, box } of previews.splice(level).reverse()) {
    if (box.contains(document.activeElement)) {
      /** @type {HTMLElement} */ (link).focus({ preventScroll: true });
    }
    link.removeAttribute("aria-expanded");
    box.remove();
  }
}

function closeAll() {
  forget();
  close(0);
}

/** @param {number} level */
function leaveAbove(level) {
  clearTimeout(leaving);
  const first = previews.findIndex(({ byKey }, index) => index > level && !byKey);
  if (first >= 0) leaving = setTimeout(() => close(first), GRACE);
}

/** The Tab key leads through a preview, then on from its link. @param {KeyboardEvent} event */
function tab(event) {
  const box = /** @type {HTMLElement} */ (event.currentTarget);
  if (event.key !== "Tab") return;
  const stops = [...box.querySelectorAll("a[href], button, summary, input, [controls], [tabindex='0']")];
  const seen = stops.filter((each) => each.checkVisibility());
  const at = seen.indexOf(/** @type {Element} */ (document.activeElement));
  if (event.shiftKey ? at > 0 : at < seen.length - 1) return;
  if (event.shiftKey) event.preventDefault();
  close(levelOf(box, "box"));
}

document.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Escape" || !previews.length) return;
    event.preventDefault();
    event.stopPropagation();
    forget();
    close(previews.length - 1);
  },
  { capture: true },
);

for (const name of ["pointerdown", "focusin"]) {
  document.addEventListener(name, ({ target }) => {
    if (name === "pointerdown") forget();
    close(levelOf(/** @type {Node} */ (target)) + 1);
  });
}

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a[href]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) closeAll();
});

document.addEventListener(
  "scroll",
  ({ target }) => {
    const level = target === document ? 0 : levelOf(/** @type {Node} */ (target), "box") + 1;
    const gone = previews.findIndex(({ link }, index) => {
      const { top, bottom } = link.getBoundingClientRect();
      return index >= level && (target !== document || bottom < 0 || top > innerHeight);
    });
    if (gone >= 0) close(gone);
  },
  { capture: true, passive: true },
);

document.documentElement.addEventListener("pointerleave", () => {
  forget();
  leaveAbove(-1);
});
document.addEventListener("visibilitychange", () => document.hidden && closeAll());
addEventListener("resize", closeAll);
onPage(closeAll);
