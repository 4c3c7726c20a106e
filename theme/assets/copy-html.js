/** Copied content as HTML for word processors and mail: no classes, whole addresses, formulas as TeX. */
import { LEFT_OUT } from "./copy-markdown.js";

/** @param {DocumentFragment} content */
export function htmlOf(content) {
  const copy = /** @type {DocumentFragment} */ (content.cloneNode(true));
  for (const formula of copy.querySelectorAll(".math[data-tex]")) formula.replaceWith(texOf(formula));
  for (const each of copy.querySelectorAll(LEFT_OUT)) each.remove();
  for (const each of copy.querySelectorAll("*")) tidy(each);
  const holder = document.createElement("div");
  holder.append(copy);
  return holder.innerHTML;
}

/** @param {Element} formula */
function texOf(formula) {
  const display = formula.classList.contains("math-block");
  const marks = display ? "$$" : "$";
  const made = document.createElement(display ? "p" : "span");
  made.textContent = marks + (formula.getAttribute("data-tex") ?? "").trim() + marks;
  return made;
}

const KEPT = new Set(["href", "src", "alt", "title", "start", "colspan", "rowspan", "dir", "lang", "open"]);

/** @param {Element} element */
function tidy(element) {
  if (element instanceof HTMLAnchorElement && element.hasAttribute("href")) element.setAttribute("href", element.href);
  if (element instanceof HTMLImageElement) element.setAttribute("src", element.src);
  for (const { name } of [...element.attributes]) if (!KEPT.has(name)) element.removeAttribute(name);
}
