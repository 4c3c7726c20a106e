/**
 * Notes by their formulas: the index has every three neighbouring signs, a query reads the few
 * files with its own. Which formula fits how well is then seen in the texts.
 *
 * @typedef {import("./search-index.js").SearchIndex} SearchIndex
 * @typedef {import("./search-index.js").Hit} Hit
 */
import { commands, fitting, triples } from "./search-formulas.js";

export { fitting };

const MOST_TRIPLES = 12; // of a long query; they are enough to know a formula by
const MOST_FILES = 3; // for a command whose name has just begun
const CHECKED = 12; // notes whose texts are read at once
const MOST_CHECKED = 60;
const ENOUGH = 10;
const LIKE = 0.6; // of the triples, where no note has all
const TEX = /\ue000([^\ue001]*)\ue001/g;

/** @param {SearchIndex} index @param {string} query @returns {Promise<Hit[]>} best first */
export async function byFormula(index, query) {
  const hits = await holding(index, spread(triples(query), MOST_TRIPLES));
  return hits.length ? hits : holding(index, commands(query));
}

/** @param {SearchIndex} index @param {{key: string, begun: boolean}[]} asked @returns {Promise<Hit[]>} */
async function holding(index, asked) {
  const found = await Promise.all(asked.map((triple) => pagesWith(index, triple)));
  /** @type {Map<number, Hit>} */
  const hits = new Map();
  for (const pages of found) {
    for (const [page, rank] of pages) {
      const hit = hits.get(page) ?? { page, score: 7, found: 0 };
      hits.set(page, { page, score: Math.min(hit.score, rank), found: hit.found + 1 });
    }
  }
  const most = Math.max(0, ...[...hits.values()].map((hit) => hit.found));
  const least = most === asked.length ? most : Math.max(1, LIKE * most);
  return [...hits.values()]
    .filter((hit) => hit.found >= least)
    .sort((a, b) => b.found - a.found || b.score - a.score || a.page - b.page);
}

/**
 * The hits in the order in which their formulas fit, as far as a reader will look.
 *
 * Notes without the formula stay where no note has it: theirs are like it.
 *
 * @param {SearchIndex} index
 * @param {Hit[]} hits
 * @param {string} query
 * @returns {Promise<{hits: Hit[], similar: boolean}>}
 */
export async function checked(index, hits, query) {
  const fits = fitting(query);
  /** @type {Hit[]} */
  const looked = [];
  let having = looked;
  // A note without one of the triples has not the whole formula: more of these tell nothing new.
  const whole = hits[0]?.found === spread(triples(query), MOST_TRIPLES).length;
  const most = Math.min(hits.length, whole ? MOST_CHECKED : CHECKED);
  for (let at = 0; at < most && having.length < ENOUGH; at += CHECKED) {
    looked.push(...(await Promise.all(hits.slice(at, at + CHECKED).map((hit) => look(index, hit, fits)))));
    having = looked.filter(({ score }) => score >= 1);
  }
  const similar = !having.length;
  const kept = similar ? looked : having;
  return { hits: [...kept.sort((a, b) => b.score - a.score), ...hits.slice(looked.length)], similar };
}

/** @param {SearchIndex} index @param {Hit} hit @param {(tex: string) => number} fits @returns {Promise<Hit>} */
async function look(index, hit, fits) {
  const texts = (await index.sections(hit.page)).flatMap(([, heading, text]) => [heading, text]);
  const formulas = texts.flatMap((text) => [...text.matchAll(TEX)]).map(([, tex]) => fits(tex));
  const often = formulas.filter((fit) => fit >= 1).length;
  return { ...hit, score: Math.max(0, ...formulas) + Math.min(often, 10) / 200 };
}

/** @param {SearchIndex} index @param {{key: string, begun: boolean}} triple @returns {Promise<Map<number, number>>} the rank of each page */
async function pagesWith(index, { key, begun }) {
  const files = await index.pieces("tex", key, begun ? MOST_FILES : 1);
  const ranks = new Map();
  for (const file of files) {
    for (const each in file) {
      if (begun ? !each.startsWith(key) : each !== key) continue;
      let page = 0;
      for (const step of file[each]) {
        page += step >> 3;
        ranks.set(page, Math.max(ranks.get(page) ?? 0, step & 7));
      }
    }
  }
  return ranks;
}

/** @template T @param {T[]} list @param {number} most */
function spread(list, most) {
  if (list.length <= most) return list;
  return Array.from({ length: most }, (_, at) => list[Math.round((at * (list.length - 1)) / (most - 1))]);
}
