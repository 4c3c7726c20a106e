/**
 * Days as a reader studies in them: they begin some hours after midnight, where the reader is. A day
 * is a number, that of its date since 1970; so it stays the same day in another time zone, and days
 * are one apart though clocks are changed between them.
 */

const DAY = 86_400_000;

/** @param {number} now ms since 1970 @param {number} dayStart hour @returns {number} */
export function dayOf(now, dayStart) {
  const date = new Date(now);
  const day = Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY;
  return date.getHours() < dayStart ? day - 1 : day;
}

/** When a day begins. @param {number} day @param {number} dayStart hour @returns {number} ms since 1970 */
export function startOf(day, dayStart) {
  const date = new Date(day * DAY);
  return new Date(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), dayStart).getTime();
}

/** @param {number} day @returns {string} YYYY-MM-DD */
export function dateOf(day) {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** @param {string} date YYYY-MM-DD @returns {number} its day, NaN if there is none */
export function dayOfDate(date) {
  const day = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date) / DAY : NaN;
  return Number.isNaN(day) || dateOf(day) !== date ? NaN : day;
}
