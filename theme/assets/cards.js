/** One button for each section of cards: show all answers, or hide them again. */
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
  bar.append(title, button);

  const closed = () => [...answers].some((answer) => !answer.open);
  // The words change instead of aria-pressed: a name and a state that both turn cancel each other.
  const update = () => {
    button.textContent = say(closed() ? "cards.reveal" : "cards.hide");
  };
  button.addEventListener("click", () => {
    const open = closed();
    for (const answer of answers) answer.open = open;
    update();
  });
  section.addEventListener("toggle", update, { capture: true });
  update();
}

onPage(() => {
  for (const section of document.querySelectorAll("section.cards")) {
    addButton(/** @type {HTMLElement} */ (section));
  }
});
