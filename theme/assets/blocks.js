/**
 * Blocks that the keyboard and screen readers need help with: on pages with code, tables, canvases.
 *
 * Wide tables and full nodes of a canvas scroll by keyboard. The button that copies code is no
 * landmark: Material puts each into a <nav> without a name.
 */
import { onPage } from "./page.js";
import { say } from "./words.js";

const SCROLLERS = ":is(.canvas-content, .md-typeset__scrollwrap)";

const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => mark(target)));
const added = new MutationObserver(find);

/** @param {Element} place */
function mark(place) {
  const scrolls =
    place.scrollHeight > place.clientHeight + 1 || place.scrollWidth > place.clientWidth + 1;
  if (scrolls === place.hasAttribute("tabindex")) return;
  for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", say("blocks.scrolls")]]) {
    if (scrolls) place.setAttribute(name, value);
    else place.removeAttribute(name);
  }
}

/** Let what scrolls be reached in what has come to the page, too. @param {Element} place */
export function watch(place) {
  place.querySelectorAll(`${SCROLLERS}, pre > code`).forEach((each) => sizes.observe(each));
}

/** Material wraps tables and adds its buttons when it likes. */
function find() {
  document.querySelectorAll(`.md-content ${SCROLLERS}`).forEach((place) => sizes.observe(place));
  for (const nav of document.querySelectorAll(".md-code__nav:not([role])")) {
    nav.setAttribute("role", "none");
  }
}

onPage(() => {
  sizes.disconnect();
  added.disconnect();
  const article = document.querySelector(".md-content article");
  if (article) added.observe(article, { childList: true, subtree: true });
  find();
});
