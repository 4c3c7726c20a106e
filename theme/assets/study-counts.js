/**
 * What there is to study. The limits of a day are those of the site: whatever was asked of other
 * decks today counts, too. Of the units of one card, only one is new on a day, as in Anki.
 */
import { dayOf, startOf } from "./study-clock.js";
import { REVIEW } from "./study-records.js";

/**
 * @typedef {import("./study-data.js").Unit} Unit
 * @typedef {import("./study-state.js").Store} Store
 */

/**
 * The units to be studied, each list in its order: those being learned by the time they are due, those in
 * review by the day, new ones as they stand in their notes.
 *
 * @param {Unit[]} units @param {Store} store @param {number} now ms since 1970
 * @param {{ more?: number }} [options] more: new ones beyond the day's number
 * @returns {{ fresh: Unit[], due: Unit[], learning: { unit: Unit, due: number }[] }}
 */
export function toStudy(units, store, now, { more = 0 } = {}) {
  const { newPerDay, reviewsPerDay, dayStart } = store.settings;
  const today = dayOf(now, dayStart);
  const night = startOf(today + 1, dayStart);
  const buried = store.buriedOn(today);
  const asked = store.today(now);
  /** @type {{ unit: Unit, due: number }[]} */
  const learning = [];
  /** @type {{ unit: Unit, due: number }[]} */
  const due = [];
  /** @type {Unit[]} */
  const fresh = [];
  for (const unit of units) {
    const packed = store.packed(unit.id);
    if (buried.has(unit.id)) continue;
    if (!packed) fresh.push(unit);
    else if ((packed[6] ?? REVIEW) === REVIEW) {
      if (packed[1] <= today) due.push({ unit, due: packed[1] });
    } else {
      const time = packed[0] + packed[1] * 60_000;
      if (time < night) learning.push({ unit, due: time });
    }
  }
  const inTurn = (/** @type {{ due: number }} */ a, /** @type {{ due: number }} */ b) => a.due - b.due;
  const dueUnits = due.sort(inTurn).map(({ unit }) => unit);
  const reviews = reviewsPerDay === null ? dueUnits : dueUnits.slice(0, Math.max(0, reviewsPerDay - asked.due));
  const taken = new Set([...reviews, ...learning.map(({ unit }) => unit)].map((unit) => unit.key));
  const limit = Math.max(0, newPerDay - asked.new) + more;
  return { fresh: firstOfCards(fresh, taken, limit), due: reviews, learning: learning.sort(inTurn) };
}

/** @param {Unit[]} units @param {Set<string>} taken keys of cards that are asked anyway @param {number} limit */
function firstOfCards(units, taken, limit) {
  const found = [];
  for (const unit of units) {
    if (found.length >= limit) break;
    if (taken.has(unit.key)) continue;
    taken.add(unit.key);
    found.push(unit);
  }
  return found;
}

/**
 * How many there are to be studied now; `learning` with those that will be due later today.
 *
 * @param {Unit[]} units @param {Store} store @param {number} now ms since 1970
 * @returns {{ new: number, due: number, learning: number, total: number }} total: of these
 */
export function counts(units, store, now) {
  const { fresh, due, learning } = toStudy(units, store, now);
  const total = fresh.length + due.length + learning.length;
  return { new: fresh.length, due: due.length, learning: learning.length, total };
}
