/** Nodes of a canvas that hold more than they show: the keyboard scrolls them, too. */
import { onPage } from "./page.js";
import { say } from "./words.js";

const NODES = ".canvas-content";

const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => mark(target)));

/** @param {Element} node */
function mark(node) {
  const scrolls = node.scrollHeight > node.clientHeight + 1 || node.scrollWidth > node.clientWidth + 1;
  if (scrolls === node.hasAttribute("tabindex")) return;
  for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", say("canvas.scrolls")]]) {
    if (scrolls) node.setAttribute(name, value);
    else node.removeAttribute(name);
  }
}

onPage(() => {
  sizes.disconnect();
  document.querySelectorAll(NODES).forEach((node) => sizes.observe(node));
});
