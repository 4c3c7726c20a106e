/** Progress as a file that says what it is: for a copy, another browser, or another program. */
import { ROOT } from "./memory.js";
import { dateOf, dayOfDate } from "./study-clock.js";
import { REVIEW, checked, checkedSettings, empty, isCard, isCount, isDay, isObject, pack, unpack } from "./study-records.js";
import { say } from "./study-words.js";

/** @typedef {import("./study-records.js").State} State */

export const FORMAT = "vaultsite-progress";
const VERSION = 1;
const MINUTE = 60_000;
const STATES = ["", "learning", "review", "relearning"];
const COUNTS = /** @type {const} */ (["reviews", "again", "new", "due"]);

/** @param {State} state @param {number} now ms since 1970 @returns {string} */
export function toFile(state, now) {
  const file = {
    format: FORMAT,
    version: VERSION,
    site: ROOT.href,
    exported: new Date(now).toISOString(),
    cards: mapped(state.cards, writeCard),
    days: Object.fromEntries(Object.entries(state.days).map(([day, counts]) => [dateOf(Number(day)), writeDay(counts)])),
    names: state.names,
    settings: state.settings,
  };
  return JSON.stringify(file, null, 1);
}

/** @param {string} text @returns {State} throws an Error that says why not */
export function fromFile(text) {
  let file;
  try {
    file = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new Error(say("page.import-unreadable"));
  }
  if (!isObject(file) || file.format !== FORMAT) throw new Error(say("page.import-foreign"));
  if (!isCount(file.version)) throw new Error(say("page.import-damaged"));
  if (file.version > VERSION) throw new Error(say("page.import-newer"));
  const { cards, days, names, settings } = file;
  if (![cards, days, names ?? {}, settings ?? {}].every(isObject)) throw new Error(say("page.import-damaged"));
  const { state, whole } = checked({ cards: mapped(cards, readCard), days: readDays(days), names });
  if (!whole) throw new Error(say("page.import-damaged"));
  return { ...empty(), ...state, settings: checkedSettings(settings ?? {}) };
}

/** @param {number[]} packed */
function writeCard(packed) {
  const { last, day, wait, state, step, ...rest } = unpack(packed);
  const due = state === REVIEW ? dateOf(day) : new Date(last + wait).toISOString();
  return { last: new Date(last).toISOString(), due, ...rest, state: STATES[state], step };
}

/** @param {any} card @returns {number[]} packed; [] if it is damaged */
function readCard(card) {
  if (!isObject(card)) return [];
  const state = STATES.indexOf(card.state);
  const last = Date.parse(card.last);
  const inReview = state === REVIEW;
  const read = {
    last,
    day: inReview ? dayOfDate(String(card.due)) : 0,
    wait: inReview ? 0 : Math.round((Date.parse(card.due) - last) / MINUTE) * MINUTE,
    stability: card.stability,
    difficulty: card.difficulty,
    reps: card.reps,
    lapses: card.lapses,
    state,
    step: card.step ?? 0,
  };
  return isCard(read) ? pack(read) : [];
}

/** @param {number[]} counts */
function writeDay(counts) {
  return Object.fromEntries(COUNTS.map((name, number) => [name, counts[number]]));
}

/** @param {any} days */
function readDays(days) {
  const read = Object.entries(days).map(([date, counts]) => {
    const day = COUNTS.map((name) => (isObject(counts) ? counts[name] : NaN));
    return [String(dayOfDate(date)), isDay(day) ? day : []];
  });
  return Object.fromEntries(read);
}

/** @param {Record<string, any>} part @param {(value: any) => any} change */
function mapped(part, change) {
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, change(value)]));
}
