/** MathML beside the pictures of formulas, from the file beside the page: see site/mathml.py. */

/** @param {string} path that of a page */
function fileOf(path) {
  return `${path.endsWith("/") ? `${path}index` : path.replace(/\.html$/, "")}.mathml.json`;
}

/** Let formulas be heard as MathML, or as TeX again. @param {boolean} wanted */
export async function hear(wanted) {
  if (!wanted) return document.querySelectorAll(".math:has(> .math-heard)").forEach(withdraw);
  const { pathname } = location;
  const forms = await formsOf(pathname);
  if (pathname === location.pathname) insertAll(document, forms); // else it is another page by now
}

/** Let those in a part of another page be heard as MathML. @param {Element} part @param {string} path that page's */
export async function hearIn(part, path) {
  insertAll(part, await formsOf(path));
}

/** @param {string} path @returns {Promise<Record<string, string[]>>} */
async function formsOf(path) {
  const response = await fetch(fileOf(path));
  return response.ok ? response.json() : {};
}

/** @param {ParentNode} place @param {Record<string, string[]>} forms */
function insertAll(place, forms) {
  for (const formula of place.querySelectorAll(".math[data-tex]:not(.is-heard)")) {
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
