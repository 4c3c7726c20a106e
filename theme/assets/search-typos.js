/** Words that a mistyped one may mean. */
const SHORTEST = 4; // letters: shorter words are one typo away from too many

/**
 * The words fewest typos away from a term, none of them further than a typo in short words and two
 * in long ones. A term may be the beginning of the word.
 *
 * @param {string} term
 * @param {Iterable<string>} vocabulary
 * @returns {Set<string>}
 */
export function closest(term, vocabulary) {
  let best = term.length < SHORTEST ? 0 : term.length < 7 ? 1 : 2;
  /** @type {Set<string>} */
  let found = new Set();
  if (!best) return found;
  for (const word of vocabulary) {
    if (Math.abs(word.length - term.length) > best && word.length < term.length) continue;
    const typos = Math.min(distance(term, word, best), distance(term, word.slice(0, term.length), best));
    if (typos < best) {
      best = typos;
      found = new Set();
    }
    if (typos <= best) found.add(word);
  }
  return found;
}

/**
 * Letters to add, leave out, replace or swap with their neighbour; above `most` it may be any
 * number above it.
 *
 * @param {string} a
 * @param {string} b
 * @param {number} most
 */
function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  /** @type {number[]} */
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        next[j] = Math.min(next[j], before[j - 2] + 1);
      }
    }
    if (Math.min(...next) > most) return most + 1;
    before = row;
    row = next;
  }
  return row[b.length];
}
