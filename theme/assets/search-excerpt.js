/**
 * What a result shows of its page: the sections that hold what was asked for, cut around it.
 *
 * @typedef {import("./search-index.js").Section} Section
 * @typedef {(word: string) => boolean} IsHit
 * @typedef {{text: string, hit: boolean}} Piece
 * @typedef {{anchor: string, heading: Piece[], text: Piece[], score: number}} Found
 */
import { readable } from "./search-tex.js";
import { fold, texWords, words } from "./search-words.js";

const PIECE = /\ue000[^\ue001]*\ue001?|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*|[^\p{L}\p{N}\ue000]+/gu;
const UNSPACED = /^[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]{2,}$/;
const BEFORE = 60; // characters of an excerpt before its first hit
const LONGEST = 220;

/**
 * The sections with a hit, best first; the first item is the page's beginning, hit or not.
 *
 * @param {Section[]} sections
 * @param {IsHit} isHit
 * @returns {[Found, ...Found[]]}
 */
export function excerpts(sections, isHit) {
  const all = sections.map(([anchor, heading, text]) => {
    const title = pieces(heading, isHit);
    const body = pieces(text, isHit);
    const score = 4 * kinds(title) + kinds(body);
    return { anchor, heading: title, text: cut(body), score };
  });
  const [first = { anchor: "", heading: [], text: [], score: 0 }, ...others] = all;
  const found = others.filter(({ anchor, score }) => anchor && score > 0);
  return [first, ...found.sort((a, b) => b.score - a.score)];
}

/** @param {string} text @param {IsHit} isHit @returns {Piece[]} */
export function pieces(text, isHit) {
  return (text.match(PIECE) ?? []).flatMap((part) => {
    if (part.startsWith("\ue000")) {
      const tex = part.replace(/[\ue000\ue001]/g, "");
      return [{ text: readable(tex), hit: texWords(tex).some(isHit) }];
    }
    return UNSPACED.test(part) ? signs(part, isHit) : [{ text: part, hit: words(part).some(isHit) }];
  });
}

/** @param {Piece[]} parts @returns {Node[]} */
export function nodes(parts) {
  return parts.map(({ text, hit }) => {
    if (!hit) return document.createTextNode(text);
    const mark = document.createElement("mark");
    mark.textContent = text;
    return mark;
  });
}

/** Signs of a script without blanks, one by one. @param {string} run @param {IsHit} isHit */
function signs(run, isHit) {
  const list = [...run].map((text) => ({ text, hit: false }));
  for (let at = 0; at + 1 < list.length; at++) {
    if (isHit(fold(list[at].text + list[at + 1].text))) list[at].hit = list[at + 1].hit = true;
  }
  return list;
}

/** How many different words were hit. @param {Piece[]} parts */
function kinds(parts) {
  return new Set(parts.filter(({ hit }) => hit).map(({ text }) => fold(text))).size;
}

/** The part with the most hits, dots where text is left out. @param {Piece[]} parts */
function cut(parts) {
  const from = begin(parts);
  const kept = [];
  let size = 0;
  let at = from;
  for (; at < parts.length && size < LONGEST; at++) {
    const text = parts[at].text.slice(0, LONGEST);
    kept.push({ text, hit: parts[at].hit });
    size += text.length;
  }
  if (from > 0) kept.unshift({ text: "… ", hit: false });
  if (at < parts.length) kept.push({ text: " …", hit: false });
  return kept;
}

/** The piece that the best excerpt begins with. @param {Piece[]} parts */
function begin(parts) {
  let best = 0;
  let most = 0;
  const hits = parts.flatMap(({ hit }, at) => (hit ? [at] : []));
  for (const at of hits.slice(0, 50)) {
    let size = 0;
    let end = at;
    while (end < parts.length && size < LONGEST - BEFORE) size += parts[end++].text.length;
    const value = kinds(parts.slice(at, end));
    if (value > most) [most, best] = [value, at];
  }
  for (let size = 0; best > 0 && size + parts[best - 1].text.length < BEFORE; best--) {
    size += parts[best - 1].text.length;
  }
  return best;
}
