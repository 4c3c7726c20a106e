/** A selection with formulas, copied as Markdown and as HTML, both with TeX. */
import { htmlOf } from "./copy-html.js";
import { markdownOf } from "./copy-markdown.js";
import { useStyle } from "./style.js";
import { say } from "./words.js";

const SHOWN = 1600; // milliseconds

/** @param {ClipboardEvent} event */
export function copySelection(event) {
  const selection = getSelection();
  if (event.defaultPrevented || !selection?.rangeCount || inField()) return;
  const content = contentOf(selection.getRangeAt(0));
  if (!content) return;
  event.preventDefault();
  event.clipboardData?.setData("text/plain", markdownOf(content));
  event.clipboardData?.setData("text/html", htmlOf(content));
}

const inField = () => document.activeElement?.matches("input, textarea");

/**
 * What is selected, with the whole of each formula in which the selection begins or ends, and
 * without what nobody sees. Nothing if there is no formula in it: then the browser knows best.
 *
 * @param {Range} selected
 */
function contentOf(selected) {
  const range = selected.cloneRange();
  const [first, last] = [range.startContainer, range.endContainer].map(formulaAround);
  if (first) range.setStartBefore(first);
  if (last) range.setEndAfter(last);
  const content = range.cloneContents();
  if (!content.querySelector(".math[data-tex]")) return null;
  for (const folded of content.querySelectorAll("details:not([open])")) {
    for (const child of [...folded.children]) if (!child.matches("summary")) child.remove();
  }
  return content;
}

/** @param {Node} node */
const formulaAround = (node) =>
  (node instanceof Element ? node : node.parentElement)?.closest(".math[data-tex]");

/** @type {HTMLElement | undefined} */
let told;
let timer = 0;

/** Say that a formula's TeX is copied: above it, and to whom the page is read. @param {HTMLElement} formula */
export async function tell(formula) {
  await useStyle("maths-copy");
  const { top, left, width } = formula.getBoundingClientRect();
  const sign = (told ??= document.body.appendChild(statusElement()));
  sign.textContent = "";
  sign.style.insetBlockStart = `${Math.max(top, 48)}px`;
  sign.style.left = `${Math.min(Math.max(left + width / 2, 64), innerWidth - 64)}px`;
  clearTimeout(timer);
  // A region that changes right after it has come, or to the same, is not read.
  timer = setTimeout(() => {
    sign.textContent = say("maths.copied");
    timer = setTimeout(() => (sign.textContent = ""), SHOWN);
  }, 60);
}

function statusElement() {
  const made = document.createElement("div");
  made.className = "math-told";
  made.setAttribute("role", "status");
  return made;
}
