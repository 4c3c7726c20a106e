/** Cloze notes: one gap is asked about, and the text of all others is shown. */
import { make } from "./search-dom.js";
import { say } from "./study-words.js";

/**
 * Leave a text only the deletions of this number, as gaps that show their hint.
 *
 * @param {HTMLElement} text
 * @param {string} number
 * @returns {boolean} is there such a one?
 */
export function askFor(text, number) {
  let found = false;
  for (const cloze of text.querySelectorAll(".card-cloze")) {
    const hidden = cloze.querySelector(":scope > .card-hidden");
    const gap = cloze.querySelector(":scope > .card-gap");
    const hint = gap?.querySelector(".card-hint");
    gap?.remove();
    if (cloze.getAttribute("data-cloze") !== number) {
      cloze.replaceWith(...(hidden?.childNodes ?? []));
    } else {
      found = true;
      cloze.className = "session-cloze";
      cloze.prepend(gapWith(hint));
    }
  }
  return found;
}

/** @param {Element | null | undefined} hint */
function gapWith(hint) {
  const said = make("span", { class: "study-unseen" }, hint ? `${say("session.gap")}, ` : say("session.gap"));
  const shown = make("span", hint ? {} : { "aria-hidden": "true" }, ...(hint?.childNodes ?? ["…"]));
  return make("span", { class: "session-gap" }, said, shown);
}
