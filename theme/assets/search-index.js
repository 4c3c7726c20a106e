/**
 * The index of the search, loaded piece by piece: names of all pages at first, then the shards of
 * words that a query needs, then the blocks of texts that are shown.
 *
 * A page's score is the sum of its scores for each term. The places where a term may stand are so
 * far apart that a title always comes before a heading, a heading before a tag, a tag before text.
 *
 * @typedef {{title: string, url: string, tags: string[], names: string[][]}} Entry
 * @typedef {{page: number, score: number, found: number}} Hit
 * @typedef {[anchor: string, heading: string, text: string]} Section
 * @typedef {Record<string, number[]>} Shard
 * @typedef {{
 *   pages: [string, string, string[]?, string[]?][],
 *   words: [string, string][],
 *   text: [number, string][],
 *   common: string[],
 * }} Contents
 */
import { closest } from "./search-typos.js";
import { words } from "./search-words.js";

const HEADING = 7;
const TAG = 6;
const MOST_SHARDS = 3; // what begins with two letters may be a large part of all words
const EXACT_TITLE = 1000;
const TITLE_BEGINS = 600;
const ALL_IN_TITLE = 300;
const PREFIX = 0.6; // of the score of a whole word
const TYPO = 0.4;

export class SearchIndex {
  /** @type {Map<string, Promise<any>>} */
  #files = new Map();

  /** @param {URL} url of `search/index.json` @param {Contents} contents */
  constructor(url, contents) {
    this.url = url;
    this.contents = contents;
    this.common = new Set(contents.common);
    /** @type {Entry[]} */
    this.pages = contents.pages.map(([title, address, aliases = [], tags = []]) => ({
      title,
      tags,
      url: address,
      names: [title, ...aliases].map((name) => words(name)),
    }));
  }

  /** @param {URL} url @returns {Promise<SearchIndex>} */
  static async open(url) {
    return SearchIndex.read(url, await fetch(url, { cache: "no-cache" }));
  }

  /** @param {URL} url @param {Response} answer @returns {Promise<SearchIndex>} */
  static async read(url, answer) {
    return new SearchIndex(url, await content(answer));
  }

  /** Pages by their names alone, which are here already. @param {string[]} terms */
  byName(terms) {
    return this.#ranked(terms, terms.map((term) => this.#inNames((word) => score(word, term))));
  }

  /**
   * All pages that have all terms, or as many as any page has, best first.
   *
   * @param {string[]} terms
   * @returns {Promise<{hits: Hit[], isHit: (word: string) => boolean}>}
   */
  async search(terms) {
    const meant = await Promise.all(terms.map((term) => this.#term(term)));
    const isHit = (/** @type {string} */ word) => meant.some(({ means }) => means(word) > 0);
    return { hits: this.#ranked(terms, meant.map(({ scores }) => scores)), isHit };
  }

  /** What a page says, by its headings. @param {number} page @returns {Promise<Section[]>} */
  async sections(page) {
    const blocks = this.contents.text;
    const at = last(blocks, ([start]) => start <= page);
    return (await this.#file(blocks[at][1]))[page - blocks[at][0]] ?? [];
  }

  /** @param {string} term */
  async #term(term) {
    const shards = await this.#shards(term);
    let means = (/** @type {string} */ word) => score(word, term);
    let scores = this.#scores(shards, means);
    if (!scores.size && !this.common.has(term)) {
      const near = closest(term, await this.#vocabulary(term));
      means = (word) => (near.has(word) ? TYPO : 0);
      scores = this.#scores(await this.#shardsOf(near), means);
    }
    return { means, scores };
  }

  /** @param {Shard[]} shards @param {(word: string) => number} means */
  #scores(shards, means) {
    const scores = this.#inNames(means);
    for (const shard of shards) {
      for (const word in shard) {
        const fits = means(word);
        if (fits) addPages(scores, shard[word], fits);
      }
    }
    return scores;
  }

  /** @param {(word: string) => number} means @returns {Map<number, number>} */
  #inNames(means) {
    const scores = new Map();
    this.pages.forEach(({ names }, page) => {
      const best = Math.max(...names.map((name) => Math.max(0, ...name.map(means))));
      if (best) scores.set(page, 60 * best);
    });
    return scores;
  }

  /**
   * @param {string[]} terms
   * @param {Map<number, number>[]} scores of each term
   * @returns {Hit[]}
   */
  #ranked(terms, scores) {
    /** @type {Map<number, Hit>} */
    const hits = new Map();
    scores.forEach((pages, at) => {
      // A letter on its own, or what nearly all texts say, is welcome, not asked for.
      const asked = terms.length === 1 || !(terms[at].length === 1 || this.common.has(terms[at]));
      for (const [page, points] of pages) {
        const hit = hits.get(page) ?? { page, score: 0, found: 0 };
        hit.score += points;
        hit.found += asked ? 1 : 0;
        hits.set(page, hit);
      }
    });
    const most = Math.max(0, ...[...hits.values()].map(({ found }) => found));
    const kept = [...hits.values()].filter(({ found }) => found === most && most > 0);
    for (const hit of kept) {
      const { length } = this.pages[hit.page].title; // of like pages, the one with the shorter title
      hit.score += this.#nameBonus(hit.page, terms) - Math.min(length, 99) / 1000;
    }
    return kept.sort((a, b) => b.score - a.score || a.page - b.page);
  }

  /** @param {number} page @param {string[]} terms */
  #nameBonus(page, terms) {
    const query = terms.join(" ");
    return Math.max(
      ...this.pages[page].names.map((name, at) => {
        const whole = [...new Set(name)].join(" ");
        const long = Math.min(whole.length, 99) + (at ? 1 : 0); // an alias comes after a title
        if (whole === query) return EXACT_TITLE - long;
        if (whole.startsWith(query)) return TITLE_BEGINS - long;
        const all = terms.every((term) => name.some((word) => word.startsWith(term)));
        return all ? ALL_IN_TITLE - long : 0;
      }),
    );
  }

  /** The shards of words that begin with a term. @param {string} term @returns {Promise<Shard[]>} */
  #shards(term) {
    const starts = this.contents.words;
    const from = Math.max(0, last(starts, ([first]) => first <= term));
    let to = from + 1;
    while (to < starts.length && starts[to][0].startsWith(term)) to++;
    const few = term.length < 2 ? 1 : MOST_SHARDS;
    const wanted = starts.slice(from, Math.min(to, from + few));
    return Promise.all(wanted.map(([, name]) => this.#file(name)));
  }

  /** @param {Set<string>} near @returns {Promise<Shard[]>} */
  async #shardsOf(near) {
    const found = await Promise.all([...near].map((word) => this.#shards(word)));
    return [...new Set(found.flat())];
  }

  /** Words that a mistyped term may mean. @param {string} term */
  async #vocabulary(term) {
    const shards = await this.#shards(term.slice(0, 3));
    const names = this.pages.flatMap((page) => page.names.flat());
    return new Set([...names, ...shards.flatMap((shard) => Object.keys(shard))]);
  }

  /** @param {string} name @returns {Promise<any>} */
  #file(name) {
    let loading = this.#files.get(name);
    if (!loading) {
      loading = fetch(new URL(name, this.url)).then(content);
      loading.catch(() => this.#files.delete(name));
      this.#files.set(name, loading);
    }
    return loading;
  }
}

/** How well a word fits a term: 1 is the word itself. @param {string} word @param {string} term */
function score(word, term) {
  if (word === term) return 1;
  if (word.startsWith(term)) return PREFIX + (0.2 * term.length) / word.length;
  const isPlural = term.length > 3 && term.endsWith("s") && word === term.slice(0, -1);
  return isPlural ? 0.9 : 0;
}

/** @param {Map<number, number>} scores @param {number[]} steps @param {number} fits */
function addPages(scores, steps, fits) {
  let page = 0;
  for (const step of steps) {
    page += step >> 3;
    const rank = step & 7;
    const place = rank === HEADING ? 25 : rank === TAG ? 14 : 2 + rank;
    scores.set(page, Math.max(scores.get(page) ?? 0, place * fits));
  }
}

/** The last place in a sorted list that still fits; -1: none. @template T @param {T[]} list @param {(item: T) => boolean} fits */
function last(list, fits) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(list[middle])) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** @param {Response} answer @returns {Promise<any>} */
async function content(answer) {
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  return answer.json();
}
