/**
 * What a result shows of its page: the sections that hold what was asked for, cut around it.
 *
 * @typedef {import("./search-index.js").Section} Section
 * @typedef {{isHit: (word: string) => boolean, fits?: (tex: string) => number}} Asked
 * @typedef {{text: string, hit: boolean, tex?: string, fit?: number}} Piece
 * @typedef {{anchor: string, heading: Piece[], text: Piece[], score: number}} Found
 */
import { make } from "./search-dom.js";
import { readable } from "./search-tex.js";
import { fold, texWords, words } from "./search-words.js";

const PIECE = /\ue000[^\ue001]*\ue001?|\n|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*|[^\p{L}\p{N}\ue000\n]+/gu;
const UNSPACED = /^[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]{2,}$/;
const BEFORE = 80; // characters of an excerpt before its first hit
const LONGEST = 220;
const FORMULA = 5; // words that a formula which was asked for weighs
/** @type {Found} */
const NOTHING = { anchor: "", heading: [], text: [], score: 0 };

/**
 * The sections with a hit, best first. Where there is none, the page's beginning.
 *
 * @param {Section[]} sections
 * @param {Asked} asked
 * @param {string} name of the page, which its first heading often repeats
 * @returns {[Found, ...Found[]]}
 */
export function excerpts(sections, asked, name) {
  const all = sections.map(([anchor, heading, text]) => {
    const title = pieces(heading, asked);
    const body = pieces(text, asked);
    const score = 4 * weight(title) + weight(body) + (body.length ? 0.5 : 0);
    const says = fold(plain(title)) !== fold(name);
    return { anchor, heading: says ? title : [], text: cut(body), score };
  });
  const found = all.filter(({ score, heading, text }) => score >= 1 && heading.length + text.length);
  found.sort((a, b) => b.score - a.score);
  const [best = all.find(({ text }) => text.length) ?? NOTHING, ...others] = found;
  return [best, ...others];
}

/** @param {string} text @param {Asked} asked @returns {Piece[]} */
export function pieces(text, asked) {
  return (text.match(PIECE) ?? []).flatMap((part) => {
    if (part.startsWith("\ue000")) return [formula(part.replace(/[\ue000\ue001]/g, ""), asked)];
    if (part === "\n") return [{ text: " · ", hit: false }];
    return UNSPACED.test(part)
      ? signs(part, asked)
      : [{ text: part, hit: words(part).some(asked.isHit) }];
  });
}

/** @param {Piece[]} parts @returns {(Node | string)[]} */
export function nodes(parts) {
  return parts.map(({ text, hit, tex }) => {
    if (tex !== undefined) return make(hit ? "mark" : "span", { "data-tex": tex }, text);
    return hit ? make("mark", {}, text) : text;
  });
}

/** @param {string} tex @param {Asked} asked @returns {Piece} */
function formula(tex, { isHit, fits }) {
  const fit = fits?.(tex) ?? 0;
  return { text: readable(tex), tex, fit, hit: fits ? fit >= 1 : texWords(tex).some(isHit) };
}

/** Signs of a script without blanks, one by one. @param {string} run @param {Asked} asked */
function signs(run, { isHit }) {
  const list = [...run].map((text) => ({ text, hit: false }));
  for (let at = 0; at + 1 < list.length; at++) {
    if (isHit(fold(list[at].text + list[at + 1].text))) list[at].hit = list[at + 1].hit = true;
  }
  return list;
}

/** @param {Piece[]} parts */
function plain(parts) {
  return parts.map(({ text }) => text).join("");
}

/** How many different words were hit, and how well a formula fits. @param {Piece[]} parts */
function weight(parts) {
  const hit = new Set(parts.filter((part) => part.hit && !part.fit).map(({ text }) => fold(text)));
  return hit.size + FORMULA * Math.max(0, ...parts.map(({ fit = 0 }) => fit));
}

/** The part with the most hits, dots where text is left out. @param {Piece[]} parts */
function cut(parts) {
  const from = begin(parts);
  const kept = [];
  let size = 0;
  let at = from;
  for (; at < parts.length && size < LONGEST; at++) {
    const text = parts[at].text.slice(0, LONGEST);
    kept.push({ ...parts[at], text });
    size += text.length;
  }
  if (from > 0 && !isLineEnd(parts[from - 1])) kept.unshift({ text: "… ", hit: false });
  if (at < parts.length && !isLineEnd(parts[at])) kept.push({ text: " …", hit: false });
  return kept;
}

/** The piece that the best excerpt begins with: with its line, if that is near. @param {Piece[]} parts */
function begin(parts) {
  let best = 0;
  let most = 0;
  const hits = parts.flatMap(({ hit, fit }, at) => (hit || fit ? [at] : []));
  for (const at of hits.slice(0, 50)) {
    let size = 0;
    let end = at;
    while (end < parts.length && size < LONGEST - BEFORE) size += parts[end++].text.length;
    const value = weight(parts.slice(at, end)) + (parts[at].fit ?? 0) / 10;
    if (value > most) [most, best] = [value, at];
  }
  let start = best;
  for (let size = 0; start > 0 && size + parts[start - 1].text.length < BEFORE; start--) {
    if (isLineEnd(parts[start - 1])) return start;
    size += parts[start - 1].text.length;
  }
  return start;
}

/** @param {Piece} piece */
function isLineEnd({ text }) {
  return text === " · ";
}
