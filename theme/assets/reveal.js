/**
 * What an address points at is never hidden: a card opens its answer, and so does every fold
 * around the target. Browsers and Material do some of it, but not for every kind of navigation,
 * and not for ids beyond ASCII.
 */
import { onPage } from "./page.js";

/** @returns {HTMLElement | null} */
function target() {
  const id = location.hash.slice(1);
  try {
    return document.getElementById(decodeURIComponent(id)) ?? document.getElementById(id);
  } catch {
    return document.getElementById(id);
  }
}

function reveal() {
  const shown = target();
  if (!shown) return;
  let moved = false;
  for (let at = shown.parentElement; at; at = at.parentElement) {
    if (at instanceof HTMLDetailsElement && !at.open) moved = at.open = true;
  }
  const answer = shown.querySelector(":scope > .card-answer");
  if (answer instanceof HTMLDetailsElement) answer.open = true;
  if (moved) shown.scrollIntoView();
}

onPage(reveal);
addEventListener("hashchange", reveal);
addEventListener("popstate", reveal);
// Neither event comes when a link leads to where one is, nor after Material's own pushState.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a[href*='#']");
  if (link) setTimeout(reveal);
});

// Material would fetch the page again to follow this one, and the focus would be lost with the old.
document.addEventListener(
  "click",
  (event) => {
    if (!(event.target instanceof Element) || !event.target.closest(".md-skip")) return;
    event.preventDefault();
    event.stopPropagation();
    document.getElementById("__content")?.focus();
  },
  true,
);
