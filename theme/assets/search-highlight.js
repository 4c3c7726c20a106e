/** Marks on a page what its reader had asked for, without a change to the page. */
import { fold, termsOf } from "./search-words.js";

const NAME = "search";
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

/** @param {Element} place @param {string} query; nothing is marked for an empty one */
export function highlight(place, query) {
  if (!("highlights" in CSS)) return; // Firefox before 140, Safari before 17.2
  const terms = termsOf(query);
  CSS.highlights.delete(NAME);
  if (!terms.length) return;
  const found = new Highlight();
  const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = /** @type {Text} */ (texts.currentNode);
    for (const word of node.data.matchAll(WORD)) {
      const plain = fold(word[0]);
      if (!terms.some((term) => plain.startsWith(term))) continue;
      const range = new Range();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      found.add(range);
    }
  }
  CSS.highlights.set(NAME, found);
}
