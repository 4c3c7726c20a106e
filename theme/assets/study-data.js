/**
 * The cards of the site, as `study.json` says: see hooks/vaultsite/site/study_index.py.
 *
 * A card is what stands on a page, a unit is one thing that is asked of it.
 *
 * @typedef {{ title: string, url: string, folder: string, deck: string, tags: string[] }} StudyNote
 *   url: from ROOT; folder: "a/b" or ""; deck: "a::b", "" for a note in no folder; tags: its own
 * @typedef {{ id: string, key: string, side: string, note: StudyNote, tags: string[], typed: boolean, digests: string[] }} Unit
 *   side: "" the question, "r" the answer, "c1" a deletion; id: the key, or `${key}:${side}`;
 *   tags: the card's and the note's; typed: the answer is to be typed; digests: of question and answer, if the key is ours (study-moved.js)
 * @typedef {{ deck?: string, in?: string, note?: string, tag?: string }} Selection
 *   note: its url from ROOT; in: a folder, with all below it, and so are decks and tags
 * @typedef {{ name: string, path: string, units: Unit[], decks: Deck[] }} Deck units: with those below it
 * @typedef {{ units: Unit[], byId: Map<string, Unit> }} Index
 */
import { ROOT } from "./memory.js";
import { store } from "./study-state.js";

const VERSION = 1;
const KINDS = /** @type {const} */ (["deck", "in", "note", "tag"]);

/** @type {Promise<Index> | undefined} */
let loading;

/** The cards, fetched once for as long as the site is open; a fetch that failed is tried again. */
export function loadIndex() {
  loading ??= load().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load() {
  const index = indexOf(await read("study.json", "no-cache"));
  if (store.recognise(index.units)) return index;
  // Progress of cards that are gone: since it was made, Anki may have numbered them.
  const names = await read("study-names.json").catch(() => ({ cards: [] }));
  store.recognise(index.units, namesOf(names));
  return index;
}

/** @param {string} name @param {RequestCache} [cache] */
async function read(name, cache = "default") {
  const answer = await fetch(new URL(name, ROOT), { cache });
  const json = answer.ok ? await answer.json() : {};
  if (json.version !== VERSION) throw new Error(`${name} could not be loaded`);
  return json;
}

/** @param {{ cards: string[] }} names @returns {Map<string, string[]>} digests by keys */
export function namesOf({ cards }) {
  const found = new Map();
  for (let at = 0; at < cards.length; at += 3) found.set(cards[at], cards.slice(at + 1, at + 3));
  return found;
}

/** @param {any} json @returns {Index} */
export function indexOf(json) {
  /** @type {string[][]} */
  const tags = json.tags.map((/** @type {string} */ text) => text.split(" ").filter(Boolean));
  const units = json.notes.flatMap((/** @type {any[]} */ [title, url, folder, deck, own, cards]) => {
    const note = {
      title,
      url: url || usual(folder, title, json.end),
      folder,
      deck: json.decks[deck],
      tags: tags[own],
    };
    return cards.flatMap((/** @type {any} */ card) => unitsOf(card, note, tags));
  });
  return { units, byId: new Map(units.map((/** @type {Unit} */ unit) => [unit.id, unit])) };
}

/** @param {string} folder @param {string} title @param {string} end */
function usual(folder, title, end) {
  const path = (folder ? `${folder}/${title}` : title).split("/").map(quoted).join("/");
  return path + end;
}

/** As Python's `quote` does it. @param {string} text */
function quoted(text) {
  const hex = (/** @type {string} */ char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replace(/[!'()*]/g, hex);
}

/** @param {any} card @param {StudyNote} note @param {string[][]} tags @returns {Unit[]} */
function unitsOf(card, note, tags) {
  const [key, own = 0, asks = "", ...digests] = Array.isArray(card) ? card : [card];
  const typed = asks === "t";
  /** @type {string[]} */
  const besides = typed || !asks ? [] : asks.split(" ");
  const sides = asks.startsWith("c") ? besides : ["", ...besides];
  const all = [...new Set([...tags[own], ...note.tags])];
  return sides.map((side) => ({
    id: side ? `${key}:${side}` : key,
    key,
    side,
    note,
    tags: all,
    typed,
    digests,
  }));
}

/** @param {Unit[]} units @param {Selection} selection @returns {Unit[]} those that fit all it says */
export function select(units, selection) {
  const { deck, in: folder, note, tag } = selection;
  const wanted = tag === undefined ? "" : folded(tag);
  return units.filter(
    (unit) =>
      (deck === undefined || (deck ? within(unit.note.deck, deck, "::") : unit.note.deck === "")) &&
      (folder === undefined || !folder || within(unit.note.folder, folder, "/")) &&
      (note === undefined || unit.note.url === note) &&
      (tag === undefined || unit.tags.some((each) => within(folded(each), wanted, "::"))),
  );
}

/** @param {string} path @param {string} outer @param {string} mark */
function within(path, outer, mark) {
  return path === outer || path.startsWith(outer + mark);
}

/** Tags are the same whatever their case, and however they are nested. @param {string} tag */
function folded(tag) {
  const name = tag.replace(/^#/, "").replaceAll("/", "::").normalize("NFD");
  return name.toUpperCase().toLowerCase().normalize("NFC"); // so that ß is ss
}

/** @param {URLSearchParams} params @returns {Selection | undefined} undefined: all cards */
export function selectionOf(params) {
  const found = KINDS.flatMap((kind) => (params.has(kind) ? [[kind, params.get(kind)]] : []));
  return found.length ? Object.fromEntries(found) : undefined;
}

/** @param {Selection} selection @returns {string} what `selectionOf` reads, "?deck=a%3A%3Ab" */
export function addressOf(selection) {
  const said = KINDS.flatMap((kind) => (selection[kind] === undefined ? [] : [`${kind}=${encodeURIComponent(selection[kind])}`]));
  return said.length ? `?${said.join("&")}` : "";
}

/** @param {Unit[]} units @returns {Deck[]} the outermost decks, in the order of the cards */
export function deckTree(units) {
  /** @type {Deck} */
  const top = { name: "", path: "", units: [], decks: [] };
  /** @type {Map<string, Deck>} */
  const decks = new Map();
  for (const unit of units) {
    let above = top;
    let path = "";
    for (const name of unit.note.deck.split("::")) {
      path = path ? `${path}::${name}` : name;
      let deck = decks.get(path);
      if (!deck) {
        deck = { name, path, units: [], decks: [] };
        decks.set(path, deck);
        above.decks.push(deck);
      }
      deck.units.push(unit);
      above = deck;
    }
  }
  return top.decks;
}

/** @param {Unit[]} units @returns {{ tag: string, units: Unit[] }[]} by name, each with those nested in it */
export function tagsOf(units) {
  /** @type {Map<string, { tag: string, units: Unit[] }>} */
  const found = new Map();
  for (const unit of units) {
    const names = new Map(unit.tags.flatMap(withParents).map((name) => [folded(name), name]));
    for (const [key, tag] of names) {
      const entry = found.get(key) ?? { tag, units: [] };
      entry.units.push(unit);
      found.set(key, entry);
    }
  }
  return [...found.values()].sort((a, b) => a.tag.localeCompare(b.tag, undefined, { numeric: true }));
}

/** @param {string} tag */
function withParents(tag) {
  const parts = tag.split("::");
  return parts.map((_, end) => parts.slice(0, end + 1).join("::"));
}
