/**
 * One sitting: what is asked next, what a grade does, and how to take it back.
 *
 * Units in learning come when they are due, reviews and new ones are mixed evenly in between. What was
 * done so far is a value that is never changed, so that undoing is going back to an earlier one.
 */
import { dayOf } from "./study-clock.js";
import { toStudy } from "./study-counts.js";
import { inserted, listed, mixed, shuffled, without } from "./study-queue.js";
import { REVIEW } from "./study-records.js";
import { schedule } from "./study-schedule.js";

/**
 * @typedef {import("./study-data.js").Unit} Unit
 * @typedef {import("./study-state.js").Store} Store
 * @typedef {import("./study-state.js").Undo} Undo
 * @typedef {1 | 2 | 3 | 4} Grade again, hard, good, easy
 * @typedef {{ grade: Grade, due: number, interval: number }} Preview ms since 1970, and from now on
 * @typedef {{ unit: Unit, due: number }} Waiting
 * @typedef {import("./study-queue.js").Queue} Queue
 * @typedef {object} Moment
 * @property {Queue} queue reviews, new ones, and those that were skipped
 * @property {Waiting[]} learning by the time they are due
 * @property {Unit | undefined} current taken out of both
 * @property {string[]} skipped once: those are asked again at the end
 * @property {number[]} grades how many of each, from 1
 * @property {string[]} asked ids of what was graded
 * @property {number} milliseconds
 */

const DAY = 86_400_000;
const MINUTE = 60_000;
/** A card that is looked at for longer was not looked at all the time. */
const LONGEST = MINUTE;
/** Cards between a failed one and its return, when practising. */
const APART = 4;
const GRADES = /** @type {const} */ ([1, 2, 3, 4]);

export class Session {
  /** @type {Moment} */
  #moment;
  /** @type {{ moment: Moment, undo: Undo | undefined }[]} */
  #done = [];
  #shown = 0;

  /**
   * @param {Unit[]} units @param {Store} store
   * @param {{ practise?: boolean, shuffle?: boolean, more?: number, now?: () => number }} [options]
   *   practise: all units are asked, and nothing is written; more: new units beyond the day's number
   */
  constructor(units, store, { practise = false, shuffle = false, more = 0, now = Date.now } = {}) {
    this.units = units;
    this.store = store;
    this.practise = practise;
    this.now = now;
    const { fresh, due, learning } = practise
      ? { fresh: units, due: [], learning: [] }
      : toStudy(units, store, now(), { more });
    const queued = shuffle ? shuffled([...due, ...fresh]) : mixed(due, fresh);
    this.sides = sidesOf(units);
    this.#moment = this.#turn({
      queue: listed(queued),
      learning,
      current: undefined,
      skipped: [],
      grades: [0, 0, 0, 0],
      asked: [],
      milliseconds: 0,
    });
    this.#shown = now();
  }

  /** What is asked; undefined: nothing is left. */
  get current() {
    return this.#moment.current;
  }

  /** What is probably asked next. @returns {Unit | undefined} */
  get next() {
    return this.#turn({ ...this.#moment, current: undefined }).current;
  }

  /** Milliseconds until the current unit is due, if only such are left that are not; else 0. */
  get waiting() {
    const { current } = this.#moment;
    const card = current && !this.practise ? this.store.card(current.id) : undefined;
    return card && card.state !== REVIEW ? Math.max(0, card.due - this.now()) : 0;
  }

  /** What is left, the current one included. @returns {{ new: number, learning: number, due: number }} */
  get counts() {
    const { queue, learning, current, asked } = this.#moment;
    const left = { new: 0, learning: learning.length, due: 0 };
    const seen = new Set(asked);
    /** @param {Unit} unit */
    const kind = ({ id }) => {
      if (this.practise) return seen.has(id) ? "learning" : "new";
      const packed = this.store.packed(id);
      return !packed ? "new" : (packed[6] ?? REVIEW) === REVIEW ? "due" : "learning";
    };
    if (current) left[kind(current)]++;
    for (let node = queue; node; node = node.rest) left[kind(node.unit)]++;
    return left;
  }

  /** What each grade would do: `grade` does the same. Nothing, when practising. @returns {Preview[]} */
  previews() {
    const { current } = this.#moment;
    if (!current) return [];
    const now = this.now();
    if (this.practise) return GRADES.map((grade) => ({ grade, due: now, interval: 0 }));
    const { settings } = this.store;
    const card = this.store.card(current.id);
    return GRADES.map((grade) => {
      const next = schedule(card, grade, now, settings);
      if (next.state !== REVIEW) return { grade, due: next.last + next.wait, interval: next.wait };
      const days = next.day - dayOf(next.last, settings.dayStart);
      return { grade, due: next.due, interval: days * DAY };
    });
  }

  /** @param {Grade} grade */
  grade(grade) {
    const { current, grades, asked, milliseconds } = this.#moment;
    if (!current) return;
    const now = this.now();
    const moment = {
      ...this.#moment,
      current: undefined,
      grades: grades.map((count, number) => count + Number(number === grade - 1)),
      asked: [...asked, current.id],
      milliseconds: milliseconds + Math.min(LONGEST, Math.max(0, now - this.#shown)),
    };
    if (this.practise) {
      const { queue } = moment;
      this.#go(grade === 1 ? { ...moment, queue: inserted(queue, current, APART) } : moment);
      return;
    }
    const siblings = this.#newSiblings(current);
    const undo = this.store.grade(current, grade, now, { schedule, siblings });
    const card = this.store.card(current.id);
    const queue = siblings.length ? without(moment.queue, new Set(siblings)) : moment.queue;
    const waiting = card && card.state !== REVIEW ? [{ unit: current, due: card.due }] : [];
    const learning = [...moment.learning, ...waiting].sort((a, b) => a.due - b.due);
    this.#go({ ...moment, queue, learning }, undo);
  }

  /** Ask it at the end of the session; what is skipped again is not asked any more. */
  skip() {
    const { current, queue, skipped } = this.#moment;
    if (!current) return;
    const isAgain = skipped.includes(current.id);
    this.#go({
      ...this.#moment,
      current: undefined,
      queue: isAgain ? queue : inserted(queue, current, Infinity),
      skipped: [...skipped, current.id],
    });
  }

  /** Do not ask it any more today; when practising, in this session. */
  bury() {
    const { current } = this.#moment;
    if (!current) return;
    const undo = this.practise ? undefined : this.store.bury(current.id, this.now());
    this.#go({ ...this.#moment, current: undefined }, undo);
  }

  /** Take back the last grade, skip or bury. @returns {boolean} false: there is none */
  undo() {
    const last = this.#done.pop();
    if (!last) return false;
    if (last.undo) this.store.undo(last.undo);
    this.#moment = last.moment;
    this.#shown = this.now();
    return true;
  }

  /** What was done. dueTomorrow: units of this session's selection, due by the end of tomorrow. */
  summary() {
    const { grades, asked, milliseconds } = this.#moment;
    const [again, hard, good, easy] = grades;
    const units = new Set(asked).size;
    return { units, reviews: asked.length, again, hard, good, easy, milliseconds, dueTomorrow: this.#dueTomorrow() };
  }

  #dueTomorrow() {
    const tomorrow = dayOf(this.now(), this.store.settings.dayStart) + 1;
    return this.units.filter(({ id }) => {
      const packed = this.store.packed(id);
      return packed && ((packed[6] ?? REVIEW) !== REVIEW || packed[1] <= tomorrow);
    }).length;
  }

  /** @param {Moment} moment @param {Undo} [undo] */
  #go(moment, undo) {
    this.#done.push({ moment: this.#moment, undo });
    this.#moment = this.#turn(moment);
    this.#shown = this.now();
  }

  /** With the unit that is asked next. @param {Moment} moment @returns {Moment} */
  #turn(moment) {
    const now = this.now();
    let { queue } = moment;
    const [first, ...learning] = moment.learning.filter(({ unit }) => !this.#isDone(unit, now));
    if (first && first.due <= now) return { ...moment, current: first.unit, learning };
    while (queue && this.#isDone(queue.unit, now)) queue = queue.rest;
    if (queue) return { ...moment, current: queue.unit, queue: queue.rest };
    if (!first) return { ...moment, current: undefined, queue, learning };
    // None is due yet: rather another one than the same again.
    const early = [first, ...learning].find(({ unit }) => unit.id !== moment.asked.at(-1)) ?? first;
    return { ...moment, current: early.unit, learning: [first, ...learning].filter((each) => each !== early), queue };
  }

  /** Whether it was asked or buried meanwhile, in another tab. @param {Unit} unit @param {number} now */
  #isDone({ id }, now) {
    if (this.practise) return false;
    const packed = this.store.packed(id);
    const isLater = packed && (packed[6] ?? REVIEW) === REVIEW && packed[1] > dayOf(now, this.store.settings.dayStart);
    return isLater || this.store.isBuried(id, now);
  }

  /** The other units of its card that were never asked. @param {Unit} unit */
  #newSiblings({ id, key }) {
    return (this.sides.get(key) ?? []).filter((other) => other !== id && !this.store.packed(other));
  }
}

/** @param {Unit[]} units @returns {Map<string, string[]>} the units of each card, by its key */
function sidesOf(units) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const { id, key } of units) found.set(key, [...(found.get(key) ?? []), id]);
  return found;
}
