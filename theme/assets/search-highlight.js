/** Marks on a page what its reader had asked for, and shows it if it is out of sight. */
import { parse } from "./search-query.js";
import { fold } from "./search-words.js";

const NAME = "search";
const FOUND = "is-found"; // the class of a formula that was asked for
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

/** @param {Element} place @param {string} query; nothing is marked for an empty one */
export async function highlight(place, query) {
  const { terms, tex } = parse(query);
  const words = terms.length ? markWords(place, terms) : [];
  const formulas = tex ? await markFormulas(place, tex) : [];
  show([...formulas, ...words]);
}

/** @param {Element} place @param {string[]} terms */
function markWords(place, terms) {
  const found = [];
  const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = /** @type {Text} */ (texts.currentNode);
    for (const word of node.data.matchAll(WORD)) {
      const plain = fold(word[0]);
      if (!terms.some((term) => plain.startsWith(term))) continue;
      const range = new Range();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      found.push(range);
    }
  }
  // Firefox before 140 and Safari before 17.2 have no highlights.
  if ("highlights" in CSS) CSS.highlights.set(NAME, new Highlight(...found));
  return found;
}

/** @param {Element} place @param {string} tex */
async function markFormulas(place, tex) {
  const { fitting } = await import("./search-formulas.js");
  const fits = fitting(tex);
  const all = /** @type {HTMLElement[]} */ ([...place.querySelectorAll(".arithmatex[data-tex]")]);
  const found = all.filter(({ dataset }) => fits(dataset.tex ?? "") >= 1);
  for (const formula of found) formula.classList.add(FOUND);
  return found;
}

/** Scroll to the first of the places below the heading that the address names. @param {(Range | Element)[]} places */
function show(places) {
  const heading = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!heading) return;
  const top = heading.getBoundingClientRect().top;
  const first = places.find((place) => place.getBoundingClientRect().top >= top - 1);
  if (!first || first.getBoundingClientRect().bottom < innerHeight) return;
  const element = first instanceof Range ? first.startContainer.parentElement : first;
  element?.scrollIntoView({ block: "center" });
}
