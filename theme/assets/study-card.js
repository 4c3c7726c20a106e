/** A card as its page has it, taken from there to be asked about. */
import { ROOT } from "./memory.js";
import { settle } from "./preview-copy.js";
import { pageAt } from "./preview-page.js";
import { articleOf } from "./preview-section.js";
import { askFor } from "./study-cloze.js";

const FURNITURE = ".headerlink, .footnote-backref, .md-clipboard, .md-code__nav, script, form";
const NOT_FOUND = 404;

/**
 * @typedef {object} StudyCard
 * @property {HTMLElement} article holds question and answer, and what their formulas share
 * @property {HTMLElement} front the question; of a cloze note, the text with the gap
 * @property {HTMLElement} back the answer; of a cloze note, what stands below the text
 * @property {string} path of its note's page
 * @property {boolean} isTyped the answer is to be typed
 */

/**
 * Nothing if the card is not there any more. Throws what `fetch` throws.
 *
 * @param {import("./study-data.js").Unit} unit
 * @returns {Promise<StudyCard | undefined>}
 */
export async function cardFor(unit) {
  const url = new URL(unit.note.url, ROOT);
  const page = await pageAt(url).catch(throwUnlessGone);
  const found = page?.getElementById(`card-${unit.key}`);
  if (!page || !found) return undefined;
  // Within its own page: nothing is fetched before it has its right address.
  const copy = /** @type {HTMLElement} */ (found.cloneNode(true));
  for (const each of copy.querySelectorAll(FURNITURE)) each.remove();
  const sides = sidesOf(copy, unit.side);
  if (!sides) return undefined;
  const article = page.createElement("div");
  const note = articleOf(page);
  article.className = `session-card ${(note?.className ?? "").replace("md-content__inner", "")}`;
  article.lang = note?.closest("[lang]")?.getAttribute("lang") ?? "";
  article.append(sides.front, sides.back);
  settle(article, page, url);
  // Else they would come when the answer is shown, and move it.
  for (const image of article.querySelectorAll("img")) image.loading = "eager";
  return { article: document.adoptNode(article), ...sides, path: url.pathname, isTyped: unit.typed };
}

/** @param {Error} error @returns {undefined} */
function throwUnlessGone(error) {
  if (error.cause !== NOT_FOUND) throw error;
}

/** @param {HTMLElement} card @param {string} side */
function sidesOf(card, side) {
  const made = (/** @type {string} */ name) =>
    Object.assign(card.ownerDocument.createElement("div"), { className: name });
  const [front, back] = [made("session-front"), made("session-back")];
  const question = card.querySelector(":scope > .card-front");
  const answer = card.querySelector(":scope > .card-answer > .card-back");
  if (side === "r") {
    // Only the second field is asked about, as in Anki.
    const asked = answer?.querySelector(":scope > .card-field") ?? answer;
    front.append(...(asked?.childNodes ?? []));
    back.append(...(question?.childNodes ?? []));
    if (asked !== answer) back.append(...(answer?.children ?? []));
  } else {
    front.append(...(question?.childNodes ?? []));
    back.append(...(answer?.childNodes ?? []));
  }
  if (side.startsWith("c") && !askFor(front, side.slice(1))) return undefined;
  return { front, back };
}
