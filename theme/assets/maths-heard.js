/** MathML beside the pictures of formulas, from the file beside the page: see site/mathml.py. */

/** @returns {string} */
function fileOfThisPage() {
  const path = location.pathname;
  return `${path.endsWith("/") ? `${path}index` : path.replace(/\.html$/, "")}.mathml.json`;
}

/** Let formulas be heard as MathML, or as TeX again. @param {boolean} wanted */
export async function hear(wanted) {
  if (!wanted) return document.querySelectorAll(".math:has(> .math-heard)").forEach(withdraw);
  const place = fileOfThisPage();
  const response = await fetch(place);
  /** @type {Record<string, string[]>} */
  const forms = response.ok ? await response.json() : {};
  if (place !== fileOfThisPage()) return; // another page by now
  for (const formula of document.querySelectorAll(".math[data-tex]:not(.is-heard)")) {
    if (formula instanceof HTMLElement) insert(formula, forms);
  }
}

/** @param {HTMLElement} formula @param {Record<string, string[]>} forms */
function insert(formula, forms) {
  const { tex = "", form = "0" } = formula.dataset;
  const display = formula.classList.contains("math-block");
  const said = forms[(display ? "$$" : "$") + tex]?.[Number(form)];
  if (!said) return;
  const heard = document.createElement("span");
  heard.className = "math-heard";
  heard.innerHTML = `<math${display ? " display=block" : ""}>${said}</math>`;
  formula.prepend(heard);
  formula.classList.add("is-heard");
}

/** @param {Element} formula */
function withdraw(formula) {
  formula.querySelector(".math-heard")?.remove();
  formula.classList.remove("is-heard");
}
