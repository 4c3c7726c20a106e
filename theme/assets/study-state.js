/**
 * A reader's progress on this site, kept in this browser and nowhere else.
 *
 * The browser's copy is the truth: it is read before each change, as other tabs change it, too. What
 * can't be read is set aside; where nothing can be written, studying goes on in memory.
 */
import { ROOT } from "./memory.js";
import { dateOf, dayOf, startOf } from "./study-clock.js";
import { fromFile, toFile } from "./study-file.js";
import { merge } from "./study-merge.js";
import { gone, moved } from "./study-moved.js";
import { Place } from "./study-place.js";
import { DEFAULTS, REVIEW, checkedSettings, empty, pack, read, unpack, write } from "./study-records.js";

/**
 * @typedef {import("./study-data.js").Unit} Unit
 * @typedef {import("./study-records.js").Card} Card
 * @typedef {import("./study-records.js").Settings} Settings
 * @typedef {import("./study-records.js").State} State
 * @typedef {{ part: "cards" | "buried" | "names", key: string, before: any, after: any }} Change
 * @typedef {{ changes: Change[], day: number, counts: number[] }} Undo
 * @typedef {(card: Card | undefined, grade: 1 | 2 | 3 | 4, now: number, settings: Settings) => Card} Schedule
 */

export class Store {
  /** @type {State} */
  #state = empty();
  /** What the browser keeps, as far as is known. @type {string | null} */
  #text = null;
  /** What can't be read, and why; it is set aside before anything is written. @type {[string, string] | undefined} */
  #strange;
  /** There is something that could not be written. */
  #isUnsaved = false;
  /** What this tab wrote: another one may write over it without having seen it. @type {Map<string, number[]>} */
  #own = new Map();
  /** @type {Set<() => void>} */
  #listeners = new Set();
  /** @type {"" | "damaged" | "newer" | "full" | "blocked"} */
  problem = "";

  /** @param {Place} place */
  constructor(place) {
    this.place = place;
    this.#readAgain();
    this.#takeBack();
    globalThis.addEventListener?.("storage", (event) => {
      if (event.key === null || event.key === place.name) this.#readAgain() && this.#tell();
    });
  }

  /** @returns {Settings} */
  get settings() {
    return { ...DEFAULTS, ...this.#state.settings };
  }

  /** Those that may not be stay as they were. @param {Partial<Settings>} settings */
  change(settings) {
    this.#readAgain();
    const all = { ...this.settings, ...checkedSettings(settings) };
    const other = Object.entries(all).filter(([name, value]) => value !== DEFAULTS[/** @type {keyof Settings} */ (name)]);
    this.#state.settings = Object.fromEntries(other);
    this.#save();
  }

  /** @param {string} id @returns {(Card & { due: number }) | undefined} due: ms since 1970 */
  card(id) {
    const packed = this.#state.cards[id];
    if (!packed) return undefined;
    const card = unpack(packed);
    const due = card.state === REVIEW ? startOf(card.day, this.settings.dayStart) : card.last + card.wait;
    return { ...card, due };
  }

  /** What is kept of a card, see study-records.js: for those who look at thousands. @param {string} id @returns {number[] | undefined} */
  packed(id) {
    return this.#state.cards[id];
  }

  /** How many cards have been asked, gone ones included. */
  get size() {
    return Object.keys(this.#state.cards).length;
  }

  /**
   * @param {Unit} unit @param {1 | 2 | 3 | 4} grade @param {number} now ms since 1970
   * @param {{ schedule: Schedule, siblings?: string[] }} options siblings: units to bury with it
   * @returns {Undo}
   */
  grade(unit, grade, now, { schedule, siblings = [] }) {
    this.#readAgain();
    const { settings } = this;
    const today = dayOf(now, settings.dayStart);
    const before = this.#state.cards[unit.id];
    const card = before && unpack(before);
    const changes = [
      this.#changeTo("cards", unit.id, pack(schedule(card, grade, now, settings))),
      ...siblings.map((id) => this.#changeTo("buried", id, today)),
      ...(unit.digests.length ? [this.#changeTo("names", unit.key, unit.digests.join(" "))] : []),
    ];
    const counts = [1, Number(grade === 1), Number(!card), Number(card?.state === REVIEW)];
    return this.#do({ changes, day: today, counts });
  }

  /** Take back what was done; what another tab has changed since stays. @param {Undo} undo */
  undo({ changes, day, counts }) {
    this.#readAgain();
    const back = changes.map(({ part, key, before, after }) => ({ part, key, before: after, after: before })).reverse();
    this.#do({ changes: back, day, counts: counts.map((count) => -count) });
  }

  /** Do not ask it any more today. @param {string} id @param {number} now @returns {Undo} */
  bury(id, now) {
    this.#readAgain();
    const today = dayOf(now, this.settings.dayStart);
    return this.#do({ changes: [this.#changeTo("buried", id, today)], day: today, counts: [] });
  }

  /** @param {string} id @param {number} now @returns {Undo} */
  unbury(id, now) {
    this.#readAgain();
    const today = dayOf(now, this.settings.dayStart);
    return this.#do({ changes: [this.#changeTo("buried", id, undefined)], day: today, counts: [] });
  }

  /** @param {string} id @param {number} now */
  isBuried(id, now) {
    const day = this.#state.buried[id];
    return day !== undefined && day >= dayOf(now, this.settings.dayStart);
  }

  /** The units that are buried on a day. @param {number} day @returns {Set<string>} */
  buriedOn(day) {
    return new Set(Object.keys(this.#state.buried).filter((id) => this.#state.buried[id] >= day));
  }

  /** @param {number} now @returns {{ reviews: number, again: number, new: number, due: number }} due: cards in review */
  today(now) {
    return named(this.#state.days[dayOf(now, this.settings.dayStart)]);
  }

  /** @param {number} now @returns {number} cards asked for the first time today */
  newToday(now) {
    return this.today(now).new;
  }

  /** @returns {Map<string, { reviews: number, again: number, new: number, due: number }>} by date, YYYY-MM-DD */
  history() {
    return new Map(Object.entries(this.#state.days).map(([day, counts]) => [dateOf(Number(day)), named(counts)]));
  }

  /** @param {() => void} listener called after each change, in this tab or another @returns {() => void} */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** All progress as a file. @returns {string} JSON */
  export(now = Date.now()) {
    return toFile(this.#state, now);
  }

  /**
   * Merge a file into the progress: of each card the newer review stays.
   *
   * @param {string} text
   * @returns {{ added: number, updated: number, kept: number }} cards of the file
   * @throws {Error} its message says why not, in the reader's language
   */
  import(text) {
    const theirs = fromFile(text);
    this.#readAgain();
    const before = this.#state.cards;
    this.#state = merge(this.#state, theirs);
    const ids = Object.keys(theirs.cards);
    const added = ids.filter((id) => !before[id]).length;
    const updated = ids.filter((id) => before[id] && this.#state.cards[id] !== before[id]).length;
    this.#save();
    return { added, updated, kept: ids.length - added - updated };
  }

  /** Forget everything but the settings, also what was set aside. */
  reset(now = Date.now()) {
    this.#readAgain();
    this.#own.clear();
    this.#state = { ...empty(), settings: this.#state.settings, reset: Math.max(now, this.#state.reset + 1) };
    for (const [name] of this.place.aside()) this.place.forget(name);
    this.#strange = undefined;
    this.#save();
  }

  /** What could not be read and was set aside. @returns {[string, string][]} names and texts */
  aside() {
    return this.place.aside();
  }

  /** Ask the browser not to delete anything by itself. @returns {Promise<boolean>} whether it agrees */
  async persist() {
    try {
      return (await navigator.storage.persisted()) || (await navigator.storage.persist());
    } catch {
      return false;
    }
  }

  /**
   * Give cards that were moved, have another question, or a number from Anki, their progress.
   *
   * @param {Unit[]} units @param {Map<string, string[]>} [others] digests of cards with a number
   * @returns {boolean} whether all cards with progress are there
   */
  recognise(units, others) {
    this.#move(moved(units, this.#state.names, others));
    return !gone(units, this.#state.names).length;
  }

  /** @param {[string, string][]} pairs old and new keys */
  #move(pairs) {
    if (!pairs.length) return;
    this.#readAgain();
    for (const part of /** @type {const} */ (["cards", "buried", "names"])) {
      /** @type {Record<string, any>} */
      const entries = this.#state[part];
      for (const [old, key] of pairs) {
        for (const id of Object.keys(entries).filter((each) => each === old || each.startsWith(`${old}:`))) {
          const other = key + id.slice(old.length);
          if (!Object.hasOwn(entries, other)) entries[other] = entries[id];
          delete entries[id];
        }
      }
    }
    this.#own.clear();
    this.#save();
  }

  /** @param {Change["part"]} part @param {string} key @param {any} after @returns {Change} */
  #changeTo(part, key, after) {
    return { part, key, before: this.#state[part][key], after };
  }

  /** @param {Undo} done @returns {Undo} */
  #do(done) {
    let isAsSeen = true;
    for (const { part, key, before, after } of done.changes) {
      /** @type {Record<string, any>} */
      const entries = this.#state[part];
      if (JSON.stringify(entries[key]) !== JSON.stringify(before)) {
        isAsSeen &&= part !== "cards";
        continue;
      }
      if (after === undefined) delete entries[key];
      else entries[key] = after;
      if (part !== "cards") continue;
      if (after === undefined) this.#own.delete(key);
      else this.#own.set(key, after);
    }
    if (isAsSeen && done.counts.length) this.#count(done.day, done.counts);
    this.#save();
    return done;
  }

  /** @param {number} day @param {number[]} counts */
  #count(day, counts) {
    const before = this.#state.days[day] ?? [0, 0, 0, 0];
    const after = before.map((count, number) => Math.max(0, count + counts[number]));
    if (after.some(Boolean)) this.#state.days[day] = after;
    else delete this.#state.days[day];
  }

  #save() {
    this.#isUnsaved = !this.#setAside() || !this.#write();
    this.#tell();
  }

  /** @returns {boolean} */
  #write() {
    const text = write(this.#state);
    const problem = this.place.write(text);
    if (problem) this.problem = problem;
    else {
      this.#text = text || null;
      if (this.problem === "full" || this.problem === "blocked") this.problem = "";
    }
    return !problem;
  }

  /** @returns {boolean} false: it can't be, and nothing may be written over it */
  #setAside() {
    if (this.#strange && this.place.setAside(...this.#strange)) this.#strange = undefined;
    return !this.#strange;
  }

  #tell() {
    this.#listeners.forEach((listener) => listener());
  }

  /** Take in what the browser keeps. @returns {boolean} whether that is something new */
  #readAgain() {
    const text = this.place.read();
    if (text === undefined) {
      this.problem ||= "blocked";
      return false;
    }
    if (text === this.#text) return false;
    this.#text = text;
    const { state, problem } = read(text);
    this.#strange = problem ? [text ?? "", problem] : undefined;
    this.problem = problem || this.problem;
    // Another tab of a newer version writes again and again: copies only of what would be lost.
    if (problem === "damaged") this.#setAside();
    if (state.reset !== this.#state.reset) this.#own.clear();
    this.#prune(state);
    const lost = [...this.#own].filter(([id, packed]) => !state.cards[id] || state.cards[id][0] < packed[0]);
    const isUnseen = this.#isUnsaved || lost.length > 0;
    const reset = this.#state.reset !== state.reset;
    this.#state = isUnseen && !reset ? merge(state, this.#state) : state;
    if (isUnseen && !reset && !this.#isUnsaved) this.#save();
    return true;
  }

  /** What was buried on earlier days may be forgotten. @param {State} state */
  #prune(state) {
    const today = dayOf(Date.now(), { ...DEFAULTS, ...state.settings }.dayStart);
    const entries = Object.entries(state.buried).filter(([, day]) => day >= today);
    state.buried = Object.fromEntries(entries);
  }

  /** A state that was too new has become readable: it is progress, too. */
  #takeBack() {
    for (const [name, text] of this.place.aside()) {
      if (!name.startsWith(`${this.place.name}-newer-`)) continue;
      const { state, problem } = read(text);
      if (problem) continue;
      this.#state = merge(this.#state, state);
      this.#save();
      if (!this.#isUnsaved) this.place.forget(name);
    }
  }
}

/** @param {number[] | undefined} counts */
function named([reviews, again, fresh, due] = [0, 0, 0, 0]) {
  return { reviews, again, new: fresh, due };
}

export const store = new Store(new Place(`${ROOT.pathname}:study`));
