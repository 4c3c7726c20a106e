/**
 * Material puts the button that copies a block of code into a <nav>: with several on a page, a
 * screen reader would tell of as many landmarks without a name.
 */
import { onPage } from "./page.js";

function quieten() {
  for (const nav of document.querySelectorAll(".md-code__nav:not([role])")) {
    nav.setAttribute("role", "none");
  }
}

const added = new MutationObserver(quieten);

onPage(() => {
  added.disconnect();
  const article = document.querySelector(".md-content article");
  if (article) added.observe(article, { childList: true, subtree: true });
  quieten();
});
