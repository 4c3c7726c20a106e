/**
 * Pictures enlarge by click, Enter or the space bar; Escape or a click anywhere closes them again.
 *
 * Pictures in links stay links. Nothing is added to the page before the first picture is opened,
 * so nothing shifts.
 */
import { onPage } from "./page.js";
import { say } from "./words.js";

const PICTURES = ".md-content img.internal-embed";
const SMALLEST = 48; // pixels: what is smaller is a sign in a line, not a picture

/** @param {HTMLImageElement} picture */
function canEnlarge(picture) {
  const width = Number(picture.getAttribute("width") ?? SMALLEST);
  return width >= SMALLEST && !picture.closest("a, summary, button, .lightbox");
}

/** @param {Event} event */
function enlarge(event) {
  const picture = event.target instanceof Element && event.target.closest(PICTURES);
  if (event.defaultPrevented || !(picture instanceof HTMLImageElement) || !canEnlarge(picture)) return;
  event.preventDefault();
  import("./enlarge.js").then((it) => it.enlargePicture(picture)).catch(() => {});
}

document.addEventListener("click", enlarge);

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" || event.key === " ") enlarge(event);
});

onPage(() => {
  for (const picture of document.querySelectorAll(PICTURES)) {
    if (!(picture instanceof HTMLImageElement) || !canEnlarge(picture)) continue;
    picture.tabIndex = 0;
    picture.setAttribute("role", "button");
    picture.setAttribute("aria-haspopup", "dialog");
    picture.setAttribute("aria-label", say("lightbox.enlarge", { name: picture.alt || say("lightbox.picture") }));
  }
});
