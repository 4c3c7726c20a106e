/** Spans of time, in the site's language. */
const HOUR = 60;
const DAY = 24 * HOUR;
const MONTH = (365.25 / 12) * DAY;
const YEAR = 12 * MONTH;

const language = document.documentElement.lang || undefined;

/** @param {number} number @param {string} unit @param {number} [digits] */
function said(number, unit, digits = 0) {
  const options = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: digits };
  return new Intl.NumberFormat(language, /** @type {Intl.NumberFormatOptions} */ (options)).format(number);
}

/** How long until a card comes again: “10 min”, “4 days”. @param {number} milliseconds */
export function interval(milliseconds) {
  const minutes = milliseconds / 60_000;
  if (minutes < HOUR - 0.5) return said(Math.max(1, Math.round(minutes)), "minute");
  if (minutes < DAY - HOUR / 2) return said(Math.round(minutes / HOUR), "hour");
  if (minutes < MONTH - DAY / 2) return said(Math.round(minutes / DAY), "day");
  if (minutes < YEAR * 0.99) return said(minutes / MONTH, "month", 1);
  return said(minutes / YEAR, "year", 1);
}

/** How long something took: “3 min 20 sec”. @param {number} milliseconds */
export function duration(milliseconds) {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  const parts = [said(seconds % 60, "second")];
  if (seconds >= 60) parts.unshift(said(Math.floor(seconds / 60) % HOUR, "minute"));
  if (seconds >= 3600) parts.splice(0, 2, said(Math.floor(seconds / 3600), "hour"), parts[0]);
  return parts.join(" ");
}

/** @param {number} share from 0 to 1 */
export function percent(share) {
  return new Intl.NumberFormat(language, { style: "percent" }).format(share);
}

/** @param {number} number */
export function count(number) {
  return number.toLocaleString(language);
}
