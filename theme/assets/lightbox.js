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

/** @type {HTMLDialogElement | undefined} */
let dialog;
/** @type {HTMLElement | undefined} */
let opener;

/** @param {HTMLImageElement} picture */
function canEnlarge(picture) {
  const width = Number(picture.getAttribute("width") ?? SMALLEST);
  return width >= SMALLEST && !picture.closest("a, summary, button, .lightbox");
}

function create() {
  const made = document.createElement("dialog");
  made.className = "lightbox";
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "×";
  close.setAttribute("aria-label", say("lightbox.close"));
  made.append(document.createElement("img"), close);
  made.addEventListener("click", () => made.close());
  made.addEventListener("close", () => opener?.focus({ preventScroll: true }));
  document.body.append(made);
  return made;
}

/** @param {HTMLImageElement} picture */
function enlarge(picture) {
  dialog ??= create();
  const shown = /** @type {HTMLImageElement} */ (dialog.querySelector("img"));
  shown.src = picture.currentSrc || picture.src;
  shown.alt = picture.alt;
  dialog.setAttribute("aria-label", picture.alt || say("lightbox.picture"));
  opener = picture;
  dialog.showModal();
}

/** @param {Event} event */
function pictureOf(event) {
  const picture = event.target instanceof Element && event.target.closest(PICTURES);
  return picture instanceof HTMLImageElement && canEnlarge(picture) ? picture : undefined;
}

document.addEventListener("click", (event) => {
  const picture = pictureOf(event);
  if (picture && !event.defaultPrevented) enlarge(picture);
});

document.addEventListener("keydown", (event) => {
  const picture = event.key === "Enter" || event.key === " " ? pictureOf(event) : undefined;
  if (!picture) return;
  event.preventDefault();
  enlarge(picture);
});

onPage(() => {
  opener = undefined;
  dialog?.close();
  for (const picture of document.querySelectorAll(PICTURES)) {
    if (!(picture instanceof HTMLImageElement) || !canEnlarge(picture)) continue;
    picture.tabIndex = 0;
    picture.setAttribute("role", "button");
    picture.setAttribute("aria-haspopup", "dialog");
    picture.setAttribute("aria-label", say("lightbox.enlarge", { name: picture.alt || say("lightbox.picture") }));
  }
});
