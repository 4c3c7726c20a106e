/** What a page's own scripts do for what is on it when it comes, done for a card or a note. */
import { watch } from "./maths.js";
import { memory } from "./memory.js";
import { make } from "./search-dom.js";

const DRAWN = ".math > mjx-container[aria-hidden]";

/**
 * Nothing to wait for, unless MathJax runs in the browser.
 *
 * @param {HTMLElement} place in the page, and all of it laid out
 * @param {string} path of the page that it is from
 * @returns {Promise<unknown> | undefined}
 */
export function drawn(place, path) {
  for (const table of place.querySelectorAll("table:not([class])")) wrap(table);
  watch(place);
  if (place.querySelector(".canvas-content, .md-typeset__scrollwrap, pre")) {
    import("./blocks.js").then((it) => it.watch(place)).catch(() => {});
  }
  if (place.querySelector("[data-plugin=mermaid]")) {
    import("./mermaid.js").then(({ drawAll }) => drawAll()).catch(() => {});
  }
  if (place.querySelector(DRAWN) && memory("mathml", { lasting: true }).get()) {
    import("./maths-heard.js").then(({ hearIn }) => hearIn(place, path)).catch(() => {});
  }
  return typeset(place);
}

/** A table scrolls in itself, as Material has it. @param {Element} table */
function wrap(table) {
  const inner = make("div", { class: "md-typeset__table" });
  table.replaceWith(make("div", { class: "md-typeset__scrollwrap" }, inner));
  inner.append(table);
}

/** @param {HTMLElement} place */
function typeset(place) {
  const { MathJax } = /** @type {any} */ (window);
  const formulas = place.querySelectorAll(".arithmatex:not(:has(mjx-container))");
  if (!MathJax?.typesetPromise || !formulas.length) return undefined;
  for (const formula of formulas) formula.classList.add("is-heard"); // MathJax says what it draws
  return MathJax.typesetPromise([place]).catch(() => {});
}
