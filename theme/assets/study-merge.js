/** Two states of the progress as one: whichever is merged into the other, and however often. */

/** @typedef {import("./study-records.js").State} State */

/**
 * The newer review of each card, the larger counts of each day. `ours` says what it was set to.
 *
 * @param {State} ours @param {State} theirs @returns {State}
 */
export function merge(ours, theirs) {
  return {
    cards: both(ours.cards, theirs.cards, newer),
    days: both(ours.days, theirs.days, (a, b) => a.map((count, number) => Math.max(count, b[number]))),
    buried: both(ours.buried, theirs.buried, Math.max),
    names: both(ours.names, theirs.names, (a, b) => (a > b ? a : b)),
    settings: Object.keys(ours.settings).length ? ours.settings : theirs.settings,
    reset: Math.max(ours.reset, theirs.reset),
  };
}

/** Of two reviews at the same time, it does not matter which, but always the same. @param {number[]} a @param {number[]} b */
function newer(a, b) {
  if (a[0] !== b[0]) return a[0] > b[0] ? a : b;
  return JSON.stringify(a) >= JSON.stringify(b) ? a : b;
}

/**
 * @template T
 * @param {Record<string, T>} ours @param {Record<string, T>} theirs @param {(a: T, b: T) => T} choose
 * @returns {Record<string, T>}
 */
function both(ours, theirs, choose) {
  const found = { ...ours };
  for (const [key, value] of Object.entries(theirs)) {
    found[key] = Object.hasOwn(found, key) ? choose(found[key], value) : value;
  }
  return found;
}
