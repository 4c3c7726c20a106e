/** The words of queries and of texts, split as `vaultsite/site/search_words.py` splits them. */
const WORD = /[\p{L}\p{N}]+/gu;
const UNSPACED = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+/g;
const ARG = /\\?\barg\s*(?:\\[,;:! ]|[{}~])*\s*\\?(max|min)/g;
const FONT =
  /\\(mathbb|mathcal|mathbf|mathfrak|mathscr|mathrm|boldsymbol|bm)\s*\{?\s*([a-z0-9])(?![a-z0-9])/g;
const LONGEST = 40;

/** A text whatever its case and its accents. @param {string} text */
export function fold(text) {
  const plain = text.toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ");
  return plain.normalize("NFKD").replace(/\p{M}/gu, "");
}

/** @param {string} text @returns {string[]} */
export function words(text) {
  return (fold(text).match(WORD) ?? []).flatMap((word) => split(word));
}

/** The words of a formula: `\mathbb{R}` is `mathbbr`. @param {string} tex @returns {string[]} */
export function texWords(tex) {
  const plain = fold(tex).replace(ARG, " arg$1").replace(FONT, " $1$2 ");
  return (plain.match(WORD) ?? [])
    .filter((word) => word.length > 1)
    .map((word) => word.slice(0, LONGEST));
}

/** Every two neighbours of a script without blanks are a word. @param {string} word */
function split(word) {
  const parts = [];
  let end = 0;
  for (const run of word.matchAll(UNSPACED)) {
    if (run.index > end) parts.push(word.slice(end, run.index));
    end = run.index + run[0].length;
    const signs = [...run[0]];
    for (let at = 0; at < Math.max(1, signs.length - 1); at++) {
      parts.push(signs.slice(at, at + 2).join(""));
    }
  }
  if (end < word.length) parts.push(word.slice(end));
  return parts.map((part) => part.slice(0, LONGEST));
}
