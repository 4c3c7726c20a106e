/** Above each section of cards: the way to study them, and a button that shows all answers. */
import { onPage } from "./page.js";
import { say } from "./words.js";

/** @param {HTMLElement} section */
function addButton(section) {
  const answers = /** @type {NodeListOf<HTMLDetailsElement>} */ (
    section.querySelectorAll(".card-answer")
  );
  const title = section.querySelector(".cards-title");
  if (!answers.length || !title || section.querySelector(".cards-toggle")) return;

  const button = document.createElement("button");
  button.type = "button";
  button.className = "cards-toggle";
  const bar = document.createElement("div");
  bar.className = "cards-bar";
  title.replaceWith(bar);
  bar.append(title, ...studyLinks(), button);

  const closed = () => [...answers].some((answer) => !answer.open);
  // The words change instead of aria-pressed: a name and a state that both turn cancel each other.
  const update = () => {
    button.textContent = say(closed() ? "cards.reveal" : "cards.hide");
  };
  button.addEventListener("click", () => {
    const open = closed();
    for (const answer of answers) answer.open = open;
    if (!open) for (const gap of gapsIn(section)) gap.checked = false;
    update();
  });
  section.addEventListener("toggle", update, { capture: true });
  update();
}

/** The link at the head of a note that has cards, once more. */
function studyLinks() {
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector(".note-study"));
  if (!link) return [];
  const copy = /** @type {HTMLAnchorElement} */ (link.cloneNode());
  copy.className = "cards-study";
  const count = document.querySelectorAll(".card[id]").length;
  copy.textContent = say("cards.study", { count });
  return [copy];
}

/**
 * The boxes that show what a cloze note hides.
 *
 * @param {Element} part
 * @returns {NodeListOf<HTMLInputElement>}
 */
const gapsIn = (part) => part.querySelectorAll(".card-gap > input");

// A box is ticked by the space bar, as everywhere, and by Enter, as it looks like a button.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
  if (event.target.matches(".card-gap > input")) event.target.click();
});

// What a gap shows hides again when it is pressed.
document.addEventListener("click", (event) => {
  const pressed = event.target instanceof Element ? event.target : null;
  const shown = pressed?.closest(".card-hidden, a, summary, .card-gap");
  const gap = shown?.matches(".card-hidden") && shown.previousElementSibling?.querySelector("input");
  if (gap && getSelection()?.isCollapsed !== false) gap.checked = false;
});

onPage(() => {
  for (const section of document.querySelectorAll("section.cards")) {
    addButton(/** @type {HTMLElement} */ (section));
  }
});
