/** A reader's progress on this site, kept in this browser and nowhere else. */
import { ROOT } from "./memory.js";
import { dateOf, dayOf, startOf } from "./study-clock.js";
import { fromFile, toFile } from "./study-file.js";
import { Kept } from "./study-kept.js";
import { merge } from "./study-merge.js";
import { gone, moved } from "./study-moved.js";
import { Place } from "./study-place.js";
import { DEFAULTS, REVIEW, checkedSettings, pack, unpack } from "./study-records.js";

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
  #kept;
  /** @type {Set<() => void>} */
  #listeners = new Set();

  /** @param {Place} place */
  constructor(place) {
    this.#kept = new Kept(place);
    globalThis.addEventListener?.("storage", (event) => {
      if (event.key === null || event.key === place.name) this.#kept.refresh() && this.#tell();
    });
  }

  /** What is wrong with the browser's copy: what was there can't be read, or nothing can be written. */
  get problem() {
    return this.#kept.problem;
  }

  /** @returns {Settings} */
  get settings() {
    return { ...DEFAULTS, ...this.#kept.state.settings };
  }

  /** Those that may not be stay as they were. @param {Partial<Settings>} settings */
  change(settings) {
    this.#kept.refresh();
    const all = { ...this.settings, ...checkedSettings(settings) };
    const other = Object.entries(all).filter(([name, value]) => value !== DEFAULTS[/** @type {keyof Settings} */ (name)]);
    this.#kept.state.settings = Object.fromEntries(other);
    this.#save();
  }

  /** @param {string} id @returns {(Card & { due: number }) | undefined} due: ms since 1970 */
  card(id) {
    const packed = this.#kept.state.cards[id];
    if (!packed) return undefined;
    const card = unpack(packed);
    const due = card.state === REVIEW ? startOf(card.day, this.settings.dayStart) : card.last + card.wait;
    return { ...card, due };
  }

  /** What is kept of a card, see study-records.js: for those who look at thousands. @param {string} id @returns {number[] | undefined} */
  packed(id) {
    return this.#kept.state.cards[id];
  }

  /** How many cards have been asked, gone ones included. */
  get size() {
    return Object.keys(this.#kept.state.cards).length;
  }

  /**
   * @param {Unit} unit @param {1 | 2 | 3 | 4} grade @param {number} now ms since 1970
   * @param {{ schedule: Schedule, siblings?: string[] }} options siblings: units to bury with it
   * @returns {Undo}
   */
  grade(unit, grade, now, { schedule, siblings = [] }) {
    this.#kept.refresh();
    const { settings } = this;
    const today = dayOf(now, settings.dayStart);
    const before = this.#kept.state.cards[unit.id];
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
    this.#kept.refresh();
    const back = changes.map(({ part, key, before, after }) => ({ part, key, before: after, after: before }));
    this.#do({ changes: back, day, counts: counts.map((count) => -count) });
  }

  /** Do not ask it any more today. @param {string} id @param {number} now @returns {Undo} */
  bury(id, now) {
    this.#kept.refresh();
    const today = dayOf(now, this.settings.dayStart);
    return this.#do({ changes: [this.#changeTo("buried", id, today)], day: today, counts: [] });
  }

  /** @param {string} id @param {number} now @returns {Undo} */
  unbury(id, now) {
    this.#kept.refresh();
    const today = dayOf(now, this.settings.dayStart);
    return this.#do({ changes: [this.#changeTo("buried", id, undefined)], day: today, counts: [] });
  }

  /** @param {string} id @param {number} now */
  isBuried(id, now) {
    const day = this.#kept.state.buried[id];
    return day !== undefined && day >= dayOf(now, this.settings.dayStart);
  }

  /** The units that are buried on a day. @param {number} day @returns {Set<string>} */
  buriedOn(day) {
    return new Set(Object.keys(this.#kept.state.buried).filter((id) => this.#kept.state.buried[id] >= day));
  }

  /** @param {number} now @returns {{ reviews: number, again: number, new: number, due: number }} due: cards in review */
  today(now) {
    return named(this.#kept.state.days[dayOf(now, this.settings.dayStart)]);
  }

  /** @param {number} now @returns {number} cards asked for the first time today */
  newToday(now) {
    return this.today(now).new;
  }

  /** @returns {Map<string, { reviews: number, again: number, new: number, due: number }>} by date, YYYY-MM-DD */
  history() {
    return new Map(Object.entries(this.#kept.state.days).map(([day, counts]) => [dateOf(Number(day)), named(counts)]));
  }

  /** @param {() => void} listener called after each change, in this tab or another @returns {() => void} */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** All progress as a file. @returns {string} JSON */
  export(now = Date.now()) {
    return toFile(this.#kept.state, now);
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
    this.#kept.refresh();
    const before = this.#kept.state.cards;
    this.#kept.state = merge(this.#kept.state, theirs);
    const ids = Object.keys(theirs.cards);
    const added = ids.filter((id) => !before[id]).length;
    const updated = ids.filter((id) => before[id] && this.#kept.state.cards[id] !== before[id]).length;
    this.#save();
    return { added, updated, kept: ids.length - added - updated };
  }

  /** Forget everything but the settings, also what was set aside. */
  reset(now = Date.now()) {
    this.#kept.refresh();
    this.#kept.reset(now);
    this.#tell();
  }

  /** What could not be read and was set aside. @returns {[string, string][]} names and texts */
  aside() {
    return this.#kept.place.aside();
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
    this.#move(moved(units, this.#kept.state.names, others));
    return !gone(units, this.#kept.state.names).length;
  }

  /** @param {[string, string][]} pairs old and new keys */
  #move(pairs) {
    if (!pairs.length) return;
    this.#kept.refresh();
    for (const part of /** @type {const} */ (["cards", "buried", "names"])) {
      /** @type {Record<string, any>} */
      const entries = this.#kept.state[part];
      for (const [old, key] of pairs) {
        for (const id of Object.keys(entries).filter((each) => each === old || each.startsWith(`${old}:`))) {
          const other = key + id.slice(old.length);
          if (!Object.hasOwn(entries, other)) entries[other] = entries[id];
          delete entries[id];
        }
      }
    }
    this.#kept.own.clear();
    this.#save();
  }

  /** @param {Change["part"]} part @param {string} key @param {any} after @returns {Change} */
  #changeTo(part, key, after) {
    return { part, key, before: this.#kept.state[part][key], after };
  }

  /** @param {Undo} done @returns {Undo} */
  #do(done) {
    let isAsSeen = true;
    for (const { part, key, before, after } of done.changes) {
      /** @type {Record<string, any>} */
      const entries = this.#kept.state[part];
      if (JSON.stringify(entries[key]) !== JSON.stringify(before)) {
        isAsSeen &&= part !== "cards";
        continue;
      }
      if (after === undefined) delete entries[key];
      else entries[key] = after;
      if (part !== "cards") continue;
      if (after === undefined) this.#kept.own.delete(key);
      else this.#kept.own.set(key, after);
    }
    if (isAsSeen && done.counts.length) this.#count(done.day, done.counts);
    this.#save();
    return done;
  }

  /** @param {number} day @param {number[]} counts */
  #count(day, counts) {
    const before = this.#kept.state.days[day] ?? [0, 0, 0, 0];
    const after = before.map((count, number) => Math.max(0, count + counts[number]));
    if (after.some(Boolean)) this.#kept.state.days[day] = after;
    else delete this.#kept.state.days[day];
  }

  #save() {
    this.#kept.save();
    this.#tell();
  }

  #tell() {
    this.#listeners.forEach((listener) => listener());
  }
}

/** @param {number[] | undefined} counts */
function named([reviews, again, fresh, due] = [0, 0, 0, 0]) {
  return { reviews, again, new: fresh, due };
}

export const store = new Store(new Place(`${ROOT.pathname}:study`));
