/**
 * The enlarged view of a picture or a formula: fetched with the first one that is opened. Escape, a
 * tap anywhere and the way back close it; two fingers zoom as on any page, and what is wider than the
 * screen scrolls.
 */
import { onPage } from "./page.js";
import { useStyle } from "./style.js";
import { say } from "./words.js";

const [LEAST, MOST] = [1.4, 3]; // times a formula's size in the text

/** @type {HTMLDialogElement | undefined} */
let dialog;
/** @type {HTMLElement | undefined} */
let opener;
// A step in the history, for a telephone's way back: the view takes it back when it closes otherwise.
let isInHistory = false;
let isGoingBack = false;

/** @param {HTMLImageElement} picture */
export async function enlargePicture(picture) {
  const shown = document.createElement("img");
  shown.src = picture.currentSrc || picture.src;
  shown.alt = picture.alt;
  await open(picture, picture.alt || say("lightbox.picture"), shown);
}

/** With its TeX below. @param {HTMLElement} formula */
export async function enlargeFormula(formula) {
  const view = document.createElement("div");
  view.className = "lightbox-formula md-typeset";
  const drawn = /** @type {HTMLElement} */ (formula.cloneNode(true));
  for (const each of [drawn, ...drawn.querySelectorAll("[tabindex]")]) {
    for (const name of ["id", "tabindex", "role", "aria-label"]) each.removeAttribute(name);
  }
  view.append(drawn);
  await open(formula, say("lightbox.formula"), view, source(formula.dataset.tex ?? ""));
  fit(view, drawn);
}

/** @param {string} tex */
function source(tex) {
  const made = document.createElement("div");
  made.className = "lightbox-tex";
  const code = document.createElement("code");
  code.textContent = tex;
  const copy = textButton(say("lightbox.copy"));
  copy.addEventListener("click", async () => {
    await navigator.clipboard?.writeText(tex);
    copy.textContent = say("maths.copied");
  });
  copy.setAttribute("aria-live", "polite");
  made.append(code, copy);
  return made;
}

/** As large as the screen is wide, but within reason. @param {HTMLElement} view @param {HTMLElement} drawn */
function fit(view, drawn) {
  const room = view.clientWidth - 2 * parseFloat(getComputedStyle(view).paddingInlineStart);
  const times = Math.min(Math.max(room / drawn.getBoundingClientRect().width, LEAST), MOST);
  drawn.style.fontSize = `${times}em`;
  if (view.scrollWidth <= view.clientWidth + 1) return;
  view.tabIndex = 0;
  view.setAttribute("role", "group");
  view.setAttribute("aria-label", say("maths.wide"));
}

/** @param {HTMLElement} from @param {string} label @param {HTMLElement[]} content */
async function open(from, label, ...content) {
  await useStyle("lightbox");
  if (dialog?.open) return;
  dialog ??= create();
  dialog.replaceChildren(...content, closeButton());
  dialog.setAttribute("aria-label", label);
  opener = from;
  dialog.showModal();
  history.pushState(history.state, "");
  isInHistory = true;
}

function create() {
  const made = document.createElement("dialog");
  made.className = "lightbox";
  made.addEventListener("click", (event) => {
    const at = event.target;
    if (at instanceof Element && at.closest(".lightbox-tex") && !at.closest(".lightbox-close")) return;
    if (getSelection()?.isCollapsed !== false) made.close();
  });
  made.addEventListener("close", () => {
    made.replaceChildren();
    if (isInHistory) goBack();
    if (opener) focusAgain(opener);
  });
  document.body.append(made);
  return made;
}

function goBack() {
  isInHistory = false;
  isGoingBack = true;
  history.back();
}

addEventListener("popstate", () => {
  if (isInHistory && !isGoingBack) {
    isInHistory = false;
    dialog?.close();
  }
  isGoingBack = false;
});

// Material takes a step back for the way to another page, and would load this one anew.
const material = /** @type {any} */ (window).location$;
if (material) {
  const next = material.next.bind(material);
  material.next = (/** @type {URL} */ url) => (isInHistory || isGoingBack ? undefined : next(url));
}

/** Back to where the reader was, whether that takes the focus or not. @param {HTMLElement} element */
function focusAgain(element) {
  const takesNone = !element.hasAttribute("tabindex");
  if (takesNone) element.tabIndex = -1;
  element.focus({ preventScroll: true });
  if (takesNone) element.addEventListener("blur", () => element.removeAttribute("tabindex"), { once: true });
}

function closeButton() {
  const made = textButton("×");
  made.className = "lightbox-close";
  made.setAttribute("aria-label", say("lightbox.close"));
  return made;
}

/** @param {string} text */
function textButton(text) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  return made;
}

onPage(() => {
  opener = undefined;
  isInHistory = false;
  dialog?.close();
});
