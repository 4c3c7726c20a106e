/** What a reader means by a few letters: names that hold them in this order, the best first. */
import { fold } from "./search-words.js";

/** @typedef {{ score: number, at: number[] }} Match `at` are places in the folded text */

const START = 16; // a letter that begins the name
const WORD = 8; // one that begins a word
const RUN = 6; // one that follows the letter found before
const SKIPPED = 0.2; // each letter between two that were found

/**
 * How well a folded text answers a folded query: all its words, each in one piece. Undefined if it
 * does not.
 *
 * @param {string} text
 * @param {string} query
 * @returns {Match | undefined}
 */
export function match(text, query) {
  const whole = piece(text, query);
  if (whole || !query.includes(" ")) return whole;
  const found = query.split(" ").map((word) => piece(text, word));
  return found.every(Boolean) ? joined(/** @type {Match[]} */ (found)) : undefined;
}

/**
 * The same for the letters of the query, one by one. In a long text any few letters are found.
 *
 * @param {string} text
 * @param {string} query
 */
export function matchLetters(text, query) {
  return scattered(text, query.replaceAll(" ", ""));
}

/** @param {Match[]} found */
function joined(found) {
  const at = [...new Set(found.flatMap((each) => each.at))].sort((a, b) => a - b);
  return { score: found.reduce((sum, each) => sum + each.score, 0) - WORD, at };
}

/** @param {string} text @param {string} piece */
function piece(text, piece) {
  let start = text.indexOf(piece);
  if (start < 0) return undefined;
  for (let at = start; at >= 0 && !beginsWord(text, start); at = text.indexOf(piece, at + 1)) {
    if (beginsWord(text, at)) start = at;
  }
  const at = Array.from(piece, (_, index) => start + index);
  return { score: piece.length * RUN + bonus(text, start) - text.length * SKIPPED, at };
}

/**
 * Letters one after the other, beginnings of words preferred where the rest still follows.
 *
 * @param {string} text @param {string} letters
 */
function scattered(text, letters) {
  const at = [];
  let score = -text.length * SKIPPED;
  let from = 0;
  for (let index = 0; index < letters.length; index++) {
    const next = nextPlace(text, letters, index, from);
    if (next < 0) return undefined;
    score += index && next === from ? RUN : bonus(text, next) - (next - from) * SKIPPED;
    at.push(next);
    from = next + 1;
  }
  return { score: score - letters.length, at };
}

/** @param {string} text @param {string} letters @param {number} index @param {number} from */
function nextPlace(text, letters, index, from) {
  const first = text.indexOf(letters[index], from);
  if (first < 0 || (index && first === from)) return first;
  for (let at = first; at >= 0; at = text.indexOf(letters[index], at + 1)) {
    if (beginsWord(text, at)) return holds(text, letters, index + 1, at + 1) ? at : first;
  }
  return first;
}

/** @param {string} text @param {string} letters @param {number} index @param {number} from */
function holds(text, letters, index, from) {
  for (; index < letters.length; index++) {
    from = text.indexOf(letters[index], from) + 1;
    if (!from) return false;
  }
  return true;
}

/** @param {string} text @param {number} at */
function bonus(text, at) {
  return at === 0 ? START : beginsWord(text, at) ? WORD : 0;
}

/** Folded texts have no capitals; what is not ASCII is mostly letters. @param {string} text @param {number} at */
function beginsWord(text, at) {
  const code = at && text.charCodeAt(at - 1);
  return code < 48 || (code > 57 && code < 97) || (code > 122 && code < 128);
}

/**
 * A text in parts, those whose letters were found and those between.
 *
 * @param {string} text
 * @param {number[]} at
 * @returns {[part: string, found: boolean][]}
 */
export function marked(text, at) {
  const places = new Set(at);
  /** @type {[string, boolean][]} */
  const parts = [];
  let folded = 0;
  for (const letter of text) {
    const length = fold(letter).length;
    const found = places.has(folded) && length > 0;
    const last = parts.at(-1);
    // An accent that stands alone belongs to its letter.
    if (last && (last[1] === found || !length)) last[0] += letter;
    else parts.push([letter, found]);
    folded += length;
  }
  return parts;
}
