/**
 * Formulas: copied as TeX, enlarged by a finger, reached by Tab where they scroll, heard as MathML.
 * Here is only what waits for a reader to want that; the rest is fetched then.
 */
import { memory } from "./memory.js";
import { onPage } from "./page.js";
import { say } from "./words.js";

const FORMULA = ".math[data-tex]";
const DRAWN = ".md-content .math > mjx-container[aria-hidden]";
const SCROLLERS = ":is(.math-block, .math-scroll)";
// What a click or a tap does something else to.
const OCCUPIED = "a, summary, button, label, dialog";

/** Does this reader want MathML? Remembered, as nobody can ask a browser who listens. */
const asked = memory("mathml", { lasting: true });
/** @type {typeof import("./maths-copy.js") | undefined} */
let copying;
let pointer = "mouse";

const loadCopying = async () => (copying ??= await import("./maths-copy.js"));

/** @param {Event} event @returns {HTMLElement | null} */
function formulaOf(event) {
  const at = event.target instanceof Element ? event.target : null;
  return at?.closest(OCCUPIED) ? null : (at?.closest(FORMULA) ?? null);
}

// A copy is made at once or never: what makes it is fetched when there is something to copy.
document.addEventListener("selectionchange", () => {
  if (!copying && !getSelection()?.isCollapsed && document.querySelector(FORMULA)) loadCopying().catch(() => {});
});

document.addEventListener("copy", (event) => {
  if (!getSelection()?.isCollapsed) return copying?.copySelection(event);
  const formula = document.activeElement?.closest(FORMULA);
  if (!(formula instanceof HTMLElement) || event.defaultPrevented) return;
  event.preventDefault();
  event.clipboardData?.setData("text/plain", formula.dataset.tex ?? "");
  tell(formula);
});

document.addEventListener("pointerdown", (event) => {
  pointer = event.pointerType;
  if (pointer === "mouse" && formulaOf(event)) loadCopying().catch(() => {});
});

document.addEventListener("click", (event) => {
  const formula = event.defaultPrevented ? null : formulaOf(event);
  if (!formula || !getSelection()?.isCollapsed) return;
  if (pointer !== "mouse") import("./enlarge.js").then((it) => it.enlargeFormula(formula)).catch(() => {});
  else if (!event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey) copy(formula);
});

document.addEventListener("keydown", (event) => {
  const formula = event.key === "Enter" && event.target === document.activeElement ? formulaOf(event) : null;
  if (formula) copy(formula);
});

/** @param {HTMLElement} formula */
function copy(formula) {
  navigator.clipboard?.writeText(formula.dataset.tex ?? "").then(
    () => tell(formula),
    () => {},
  );
}

/** @param {HTMLElement} formula */
const tell = (formula) => loadCopying().then((it) => it.tell(formula)).catch(() => {});

// Only what really scrolls is reached by Tab. A display is laid out when it comes near the screen.
const widths = new ResizeObserver((entries) => entries.forEach(({ target }) => look(target)));
/** @type {Set<Element>} */
const waiting = new Set();

document.addEventListener(
  "contentvisibilityautostatechange",
  ({ target }) => target instanceof Element && target.matches(SCROLLERS) && look(target),
  true,
);

/** Let what scrolls be reached in what has come to the page, too. @param {Element} place */
export function watch(place) {
  place.querySelectorAll(SCROLLERS).forEach((each) => widths.observe(each));
}

/** @param {Element} scroller */
function look(scroller) {
  if (waiting.size === 0) requestAnimationFrame(markAll);
  waiting.add(scroller);
}

/** All are measured before any is changed, or the page would be laid out for each of them. */
function markAll() {
  const found = [...waiting].map((each) => ({ each, wide: each.scrollWidth > each.clientWidth + 1 }));
  waiting.clear();
  for (const { each, wide } of found) if (wide !== each.hasAttribute("tabindex")) mark(each, wide);
}

/** @param {Element} scroller @param {boolean} wide */
function mark(scroller, wide) {
  for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", say("maths.wide")]]) {
    if (wide) scroller.setAttribute(name, value);
    else scroller.removeAttribute(name);
  }
  // What has the focus cannot be hidden from whom the rest is read to: its pictures are.
  const container = scroller.closest("mjx-container[aria-hidden]");
  container?.querySelectorAll("svg").forEach((svg) => svg.setAttribute("aria-hidden", "true"));
  container?.removeAttribute("aria-hidden");
}

/** How far a formula goes on beyond its edges, as far as its fading shows it. */
document.addEventListener(
  "scroll",
  ({ target: at }) => {
    if (!(at instanceof HTMLElement) || !at.matches(SCROLLERS)) return;
    at.style.setProperty("--math-left", `${Math.min(at.scrollLeft, 32)}px`);
    at.style.setProperty("--math-right", `${Math.min(at.scrollWidth - at.clientWidth - at.scrollLeft, 32)}px`);
  },
  { capture: true, passive: true },
);

function offerMathml() {
  const button = document.createElement("button");
  button.className = "math-offer";
  button.textContent = say(asked.get() ? "maths.tex" : "maths.mathml");
  button.addEventListener("click", () => {
    asked.set(!asked.get());
    button.textContent = say(asked.get() ? "maths.tex" : "maths.mathml");
    hear();
  });
  // Before the note, not in it: all of its elements would have their looks worked out again.
  document.getElementById("__content")?.after(button);
}

const hear = () => import("./maths-heard.js").then((it) => it.hear(Boolean(asked.get()))).catch(() => {});

onPage(() => {
  widths.disconnect();
  document.querySelectorAll(".md-content").forEach(watch);
  if (!document.querySelector(DRAWN) || document.querySelector(".math-heard, .math-offer")) return;
  offerMathml();
  if (asked.get()) hear();
});
