/**
 * Progress as it is kept: one JSON text for a site.
 *
 * A card is [last review in ms, when it is due, stability, difficulty, reviews, lapses, state, step];
 * what is missing at the end is 0, 2 (in review), 0. A card in review is due for the whole of a day,
 * the number of which stands here; one that is learned some minutes after its last review.
 *
 * @typedef {number[]} Packed
 * @typedef {{ last: number, day: number, wait: number, stability: number, difficulty: number, reps: number, lapses: number, state: number, step: number }} Card
 *   last: ms since 1970; day: it is due in, if it is in review; wait: ms from `last` on, if not;
 *   state: 1 learned, 2 in review, 3 learned again
 * @typedef {{ newPerDay: number, reviewsPerDay: number | null, retention: number, dayStart: number }} Settings
 * @typedef {{ cards: Record<string, Packed>, days: Record<string, number[]>, buried: Record<string, number>, names: Record<string, string>, settings: Partial<Settings>, reset: number }} State
 *   days: by number, [reviews, again, new, due]; buried: until the end of a day; names: the digests
 *   of cards, by their keys; settings: those that were changed; reset: when all else was forgotten
 */

export const VERSION = 1;
export const REVIEW = 2;

/** @type {Settings} */
export const DEFAULTS = { newPerDay: 20, reviewsPerDay: null, retention: 0.9, dayStart: 4 };

const MINUTE = 60_000;
const MISSING = [0, REVIEW, 0];
const ID = /^[0-9a-f]{1,20}(?::(?:r|c\d{1,6}))?$/;
const KEY = /^[0-9a-f]{1,20}$/;
const NAMES = /^[0-9a-f]{1,64} [0-9a-f]{1,64}$/;

/** @returns {State} */
export function empty() {
  return { cards: {}, days: {}, buried: {}, names: {}, settings: {}, reset: 0 };
}

/** @param {Card} card @returns {Packed} */
export function pack(card) {
  const due = card.state === REVIEW ? card.day : card.wait / MINUTE;
  const packed = [card.last, due, card.stability, card.difficulty, card.reps, card.lapses, card.state, card.step];
  while (packed.length > 5 && packed.at(-1) === MISSING[packed.length - 6]) packed.pop();
  return packed;
}

/** @param {Packed} packed @returns {Card} */
export function unpack([last, due, stability, difficulty, reps, lapses = 0, state = REVIEW, step = 0]) {
  const day = state === REVIEW ? due : 0;
  const wait = state === REVIEW ? 0 : due * MINUTE;
  return { last, day, wait, stability, difficulty, reps, lapses, state, step };
}

/** @param {State} state @returns {string} "" if nothing is known */
export function write(state) {
  const { reset, ...rest } = state;
  const said = Object.entries(rest).filter(([, part]) => Object.keys(part).length);
  if (!said.length && !reset) return "";
  return JSON.stringify({ version: VERSION, ...(reset ? { reset } : {}), ...Object.fromEntries(said) });
}

/**
 * @param {string | null} text
 * @returns {{ state: State, problem: "" | "damaged" | "newer" }} whatever of a damaged one is whole
 */
export function read(text) {
  if (!text) return { state: empty(), problem: "" };
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    return { state: empty(), problem: "damaged" };
  }
  if (!isObject(json) || !isCount(json.version)) return { state: empty(), problem: "damaged" };
  if (json.version > VERSION) return { state: empty(), problem: "newer" };
  const { state, whole } = checked(json);
  return { state, problem: whole ? "" : "damaged" };
}

/** @param {any} json @returns {{ state: State, whole: boolean }} */
export function checked(json) {
  let whole = true;
  /** @param {any} part @param {RegExp} key @param {(value: any) => boolean} fits */
  const only = (part, key, fits) => {
    if (part === undefined) return {};
    const entries = isObject(part) ? Object.entries(part) : [];
    const good = entries.filter(([name, value]) => key.test(name) && fits(value));
    whole &&= isObject(part) && good.length === entries.length;
    return Object.fromEntries(good);
  };
  const state = {
    cards: only(json.cards, ID, isPacked),
    days: only(json.days, /^\d{1,6}$/, isDay),
    buried: only(json.buried, ID, isCount),
    names: only(json.names, KEY, (value) => typeof value === "string" && NAMES.test(value)),
    settings: only(json.settings, /^/, () => true),
    reset: json.reset ?? 0,
  };
  const settings = checkedSettings(state.settings);
  whole &&= Object.keys(settings).length === Object.keys(state.settings).length && isCount(state.reset);
  return { state: { ...state, settings, reset: isCount(state.reset) ? state.reset : 0 }, whole };
}

/** @param {any} settings @returns {Partial<Settings>} those that may be */
export function checkedSettings(settings) {
  /** @type {Record<string, (value: any) => boolean>} */
  const fits = {
    newPerDay: (value) => isCount(value) && value <= 9999,
    reviewsPerDay: (value) => value === null || (isCount(value) && value <= 9999),
    retention: (value) => typeof value === "number" && value >= 0.7 && value <= 0.99,
    dayStart: (value) => isCount(value) && value < 24,
  };
  return Object.fromEntries(Object.entries(settings).filter(([name, value]) => Object.hasOwn(fits, name) && fits[name](value)));
}

/** @param {any} value */
function isPacked(value) {
  if (!Array.isArray(value) || value.length < 5 || value.length > 8) return false;
  return isCard(unpack(value));
}

/** @param {Card} card */
export function isCard({ last, day, wait, stability, difficulty, reps, lapses, state, step }) {
  return (
    [last, day, wait, reps, lapses, state, step].every(isCount) &&
    last < 1e14 &&
    day < 1e6 &&
    wait <= 1440 * MINUTE &&
    state >= 1 && state <= 3 &&
    step < 100 &&
    typeof stability === "number" && stability >= 0.001 && stability <= 36500 &&
    typeof difficulty === "number" && difficulty >= 1 && difficulty <= 10
  );
}

/** @param {any} value */
export function isDay(value) {
  return Array.isArray(value) && value.length === 4 && value.every(isCount);
}

/** @param {any} value */
export function isCount(value) {
  return Number.isSafeInteger(value) && value >= 0;
}

/** @param {any} value */
export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
