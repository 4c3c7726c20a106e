/**
 * The index of the search, loaded piece by piece: names of all pages at first, then the shards of
 * words that a query needs, then the blocks of texts that are shown.
 *
 * A page's score is the sum of its scores for each term. The places where a term may stand are so
 * far apart that a title always comes before a heading, a heading before a tag, a tag before text.
 *
 * @typedef {import("./search-query.js").Query} Query
 * @typedef {import("./search-query.js").Condition} Condition
 * @typedef {{title: string, url: string, path: string, tags: string[], names: string[][]}} Entry
 * @typedef {{page: number, score: number, found: number}} Hit
 * @typedef {{
 *   hits: Hit[], isHit: (word: string) => boolean, fits?: (tex: string) => number,
 *   meant: Map<string, string>, missing: string[], similar?: boolean,
 * }} Answer
 * @typedef {[anchor: string, heading: string, text: string]} Section
 * @typedef {Record<string, number[]>} Shard
 * @typedef {{
 *   pages: [string, string, string[]?, string[]?][],
 *   form: number,
 *   words: [string, string][],
 *   tex: string,
 *   text: [number, string][],
 *   common: string[],
 * }} Contents
 */
import { fold, words } from "./search-words.js";

const FORM = 2; // of the files, as `search_files.py` makes them
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
    if (contents.form !== FORM) throw new Error("the search of this site is newer than its scripts");
    this.url = url;
    this.contents = contents;
    this.common = new Set(contents.common);
    /** @type {Entry[]} */
    this.pages = contents.pages.map(([title, address, aliases = [], tags = []]) => ({
      title,
      tags,
      url: address,
      path: pathOf(address),
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

  /** Pages by their names alone, which are here already. @param {Query} query @returns {Answer} */
  byName(query) {
    const means = (/** @type {string} */ word) => Math.max(0, ...query.terms.map((term) => score(word, term)));
    const scores = query.terms.map((term) => this.#inNames((word) => score(word, term)));
    const hits = this.#ranked(query.terms, scores).filter(this.#allowed(query));
    return { hits, isHit: (word) => means(word) > 0, meant: new Map(), missing: [] };
  }

  /**
   * All pages that have all terms, or as many as any page has, best first.
   *
   * `meant` has the words that stand for mistyped terms, `missing` those that no page has.
   *
   * @param {Query} query
   * @returns {Promise<Answer>}
   */
  async search(query) {
    const { terms, tex } = query;
    const formulas = tex ? await import("./search-formula-index.js") : undefined;
    const [found, without, drawn] = await Promise.all([
      Promise.all(terms.map((term, at) => this.#term(term, joined(terms, at)))),
      Promise.all(query.without.map((word) => this.#pagesWith(word))),
      formulas?.byFormula(this, tex),
    ]);
    const allowed = this.#allowed(query);
    const kept = (/** @type {Hit} */ hit) => allowed(hit) && !without.some((pages) => pages.has(hit.page));
    const all = terms.length
      ? this.#ranked(terms, found.map(({ scores }) => scores))
      : this.pages.map((_, page) => ({ page, score: 0, found: 0 }));
    const named = await this.#withPhrases(all.filter(kept), query.phrases);
    const isHit = (/** @type {string} */ word) => found.some(({ means }) => means(word) > 0);
    const meant = new Map(terms.flatMap((term, at) => (found[at].near ? [[term, found[at].near]] : [])));
    const missing = terms.filter((term, at) => !found[at].scores.size && !this.common.has(term));
    if (!formulas || !drawn) return { hits: named, isHit, meant, missing };
    const both = new Set(named.map(({ page }) => page));
    const seen = await formulas.checked(this, drawn.filter(({ page }) => both.has(page)), tex);
    return { ...seen, isHit, fits: formulas.fitting(tex), meant, missing };
  }

  /** Fetch what every formula needs, all at once. */
  prepare() {
    const parts = [import("./search-formula-index.js"), import("./search-formulas.js"), this.#file(this.contents.tex)];
    Promise.all(parts).catch(() => {}); // told by the search
  }

  /** What a page says, by its headings. @param {number} page @returns {Promise<Section[]>} */
  async sections(page) {
    const blocks = this.contents.text;
    const at = last(blocks, ([start]) => start <= page);
    return (await this.#file(blocks[at][1]))[page - blocks[at][0]] ?? [];
  }

  /**
   * Where a term stands: as it is or begun, written together with a neighbour, as two words, or
   * mistyped, whichever is found first.
   *
   * @param {string} term
   * @param {string[]} joined with the term before it and the one after it
   */
  async #term(term, joined = []) {
    const shards = await this.#shardsOf([term, ...joined]);
    const means = (/** @type {string} */ word) => Math.max(score(word, term), ...joined.map((each) => score(word, each)));
    const scores = this.#scores(shards, means);
    if (scores.size || this.common.has(term)) return { means, scores, near: "" };
    return (await this.#apart(term)) ?? this.#mistyped(term);
  }

  /** A term as two words that names have. @param {string} term */
  async #apart(term) {
    const known = new Set(this.pages.flatMap(({ names }) => names.flat()));
    for (let at = 3; at <= term.length - 3; at++) {
      const [one, other] = [term.slice(0, at), term.slice(at)];
      if (!known.has(one) || !known.has(other)) continue;
      const [a, b] = await Promise.all([this.#term(one), this.#term(other)]);
      const both = [...a.scores].filter(([page]) => b.scores.has(page));
      if (!both.length) continue;
      const means = (/** @type {string} */ word) => Math.max(a.means(word), b.means(word));
      return { means, scores: new Map(both), near: `${one} ${other}` };
    }
    return undefined;
  }

  /** @param {string} term */
  async #mistyped(term) {
    const [{ closest }, known] = await Promise.all([import("./search-typos.js"), this.#vocabulary(term)]);
    const words = closest(term, known);
    const means = (/** @type {string} */ word) => (words.has(word) ? TYPO : 0);
    return { means, scores: this.#scores(await this.#shardsOf(words), means), near: [...words][0] ?? "" };
  }

  /** Pages that hold a word as it is. @param {string} word */
  async #pagesWith(word) {
    const exact = (/** @type {string} */ each) => (each === word ? 1 : 0);
    return this.#scores(await this.#shards(word), exact);
  }

  /** Does a page fulfil the conditions on its path, name and tags? @param {Query} query */
  #allowed({ paths, files, tags }) {
    /** @type {(conditions: Condition[], fits: (text: string) => boolean) => boolean} */
    const all = (conditions, fits) => conditions.every(({ text, not }) => fits(text) !== not);
    return (/** @type {Hit} */ { page }) => {
      const entry = this.pages[page];
      const path = fold(entry.path);
      return (
        all(paths, (text) => `${path}/`.includes(text)) &&
        all(files, (text) => fold(entry.title).includes(text)) &&
        all(tags, (text) => entry.tags.some((tag) => `${fold(tag)}/`.startsWith(`${text}/`)))
      );
    };
  }

  /** Those whose name, or text, has the words of each phrase one after the other. @param {Hit[]} hits @param {string[]} phrases */
  async #withPhrases(hits, phrases) {
    if (!phrases.length) return hits;
    const kept = await Promise.all(
      hits.map(async ({ page }) => {
        const texts = [...this.pages[page].names];
        for (const [, heading, text] of await this.sections(page)) texts.push(words(heading), words(text));
        const spoken = texts.map((each) => ` ${each.join(" ")} `);
        return phrases.every((phrase) => spoken.some((each) => each.includes(phrase)));
      }),
    );
    return hits.filter((_, at) => kept[at]);
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
    return this.pieces("words", term, term.length < 2 ? 1 : MOST_SHARDS);
  }

  /**
   * The files with what begins with a key.
   *
   * @param {"words" | "tex"} kind
   * @param {string} key
   * @param {number} most of the files
   * @returns {Promise<Shard[]>}
   */
  async pieces(kind, key, most) {
    /** @type {[string, string][]} */
    const starts = kind === "words" ? this.contents.words : await this.#file(this.contents.tex);
    const from = Math.max(0, last(starts, ([first]) => first <= key));
    let to = from + 1;
    while (to < starts.length && starts[to][0].startsWith(key)) to++;
    const wanted = starts.slice(from, Math.min(to, from + most));
    return Promise.all(wanted.map(([, name]) => this.#file(name)));
  }

  /** @param {Iterable<string>} words @returns {Promise<Shard[]>} */
  async #shardsOf(words) {
    const found = await Promise.all([...words].map((word) => this.#shards(word)));
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

/** The folders of a page and its name. @param {string} address */
function pathOf(address) {
  try {
    return decodeURIComponent(address).replace(/(?:\/|\.html)$/, "");
  } catch {
    return address;
  }
}

/** A term written together with its neighbours. @param {string[]} terms @param {number} at */
function joined(terms, at) {
  const pairs = [terms.slice(Math.max(0, at - 1), at + 1), terms.slice(at, at + 2)];
  return pairs.filter(({ length }) => length === 2).map((pair) => pair.join("")).filter((word) => word.length > 4);
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
