/** Formulas of results as their pages draw them: those pages are fetched for what is in sight. */
import { settle } from "./preview-copy.js";
import { pageAt } from "./preview-page.js";

/** @type {WeakMap<Element, () => void>} */
const waiting = new WeakMap();
const seen = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    waiting.get(target)?.();
  }
});

/**
 * Replace the formulas in `result`, plain signs so far, when it is seen.
 *
 * @param {HTMLElement} result
 * @param {URL} url of its page
 */
export function drawWhenSeen(result, url) {
  const formulas = /** @type {HTMLElement[]} */ ([...result.querySelectorAll("[data-tex]")]);
  waiting.set(result, () => draw(result, formulas, url).catch(() => {})); // the signs remain
  seen.observe(result);
}

/** @param {HTMLElement} result @param {HTMLElement[]} formulas @param {URL} url */
async function draw(result, formulas, url) {
  const page = await pageAt(url);
  const drawn = new Map();
  for (const each of page.querySelectorAll(".arithmatex[data-tex]")) {
    drawn.set(squeezed(/** @type {HTMLElement} */ (each).dataset.tex ?? ""), each.querySelector("mjx-container"));
  }
  const found = formulas.filter(({ dataset }) => drawn.get(dataset.tex)?.querySelector("svg"));
  for (const formula of found) {
    const copy = document.importNode(drawn.get(formula.dataset.tex), true);
    for (const picture of copy.querySelectorAll("svg")) fit(picture);
    formula.setAttribute("role", "img");
    formula.setAttribute("aria-label", formula.textContent ?? "");
    formula.replaceChildren(copy);
    formula.classList.add("math", "search__formula");
  }
  if (!found.length) return;
  settle(result, page, url);
}

/** Let a picture be narrower than it was made. @param {SVGElement} picture */
function fit(picture) {
  const { width, height } = /** @type {SVGSVGElement} */ (picture).viewBox.baseVal;
  if (!width || !height) return;
  picture.style.width = `calc(${picture.style.height} * ${width / height})`;
  picture.style.height = "auto";
}

/** As the index has it. @param {string} tex */
function squeezed(tex) {
  return tex.trim().split(/\s+/).join(" ");
}
