/**
 * The reviews of the last year, a square for each day. It is a table with one tab stop: arrow keys
 * go from day to day, and the day's figures are said below it.
 */
import { element } from "./graph-dom.js";
import { dateOf, dayOf } from "./study-clock.js";
import { store } from "./study-state.js";
import { say } from "./study-words.js";

/** @typedef {{ date: number, reviews: number, again: number, new: number }} Day */

const WEEKS = 53;
const WEEK = 7;
const DAY = 86_400_000;
/** The least reviews of each shade but the lightest, as parts of the most on one day. */
const SHADES = [0, 0.25, 0.5, 0.75];
const STEPS = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -WEEK, ArrowRight: WEEK };

export function yearPart() {
  const section = element("section", { class: "study-year", "aria-labelledby": "__study-year" });
  let shown = "";
  const update = () => {
    const days = lastDays(dayOf(Date.now(), store.settings.dayStart));
    const state = JSON.stringify([days[0].date, days.map(({ reviews, again }) => [reviews, again])]);
    if (state === shown) return;
    shown = state;
    const reviews = sum(days);
    section.hidden = !reviews;
    section.replaceChildren(...(reviews ? content(days, reviews) : []));
    const box = section.querySelector(".study-weeks");
    if (box) box.scrollLeft = getComputedStyle(box).direction === "rtl" ? -box.scrollWidth : box.scrollWidth;
  };
  return { element: section, update };
}

/** @param {Day[]} days */
const sum = (days) => days.reduce((all, day) => all + day.reviews, 0);

/** The days of 53 weeks, the last of which is the current one. @param {number} today @returns {Day[]} */
function lastDays(today) {
  const history = store.history();
  const ahead = (new Date(today * DAY).getUTCDay() - firstWeekday() + WEEK) % WEEK;
  const past = WEEK * (WEEKS - 1) + ahead;
  return Array.from({ length: past + 1 }, (_, index) => {
    const day = today - past + index;
    const known = history.get(dateOf(day)) ?? { reviews: 0, again: 0, new: 0 };
    return { date: day * DAY, ...known };
  });
}

/** @param {Intl.DateTimeFormatOptions} options @returns {(date: number) => string} */
function formatter(options) {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { ...options, timeZone: "UTC" });
  return (date) => format.format(date);
}

/** As `Date` counts them: 0 is Sunday. */
function firstWeekday() {
  const locale = /** @type {any} */ (new Intl.Locale(document.documentElement.lang || "en"));
  return (locale.getWeekInfo?.() ?? locale.weekInfo ?? { firstDay: 1 }).firstDay % WEEK;
}

/** @param {Day[]} days @param {number} reviews */
function content(days, reviews) {
  const active = days.filter((day) => day.reviews).length;
  const summary = say("page.year-summary", { reviews, days: active });
  const said = element("p", { class: "study-day" }, summary);
  const box = element("div", { class: "study-weeks" }, grid(days, summary, said));
  return [element("h2", { id: "__study-year" }, say("page.year")), box, said];
}

/** @param {Day[]} days @param {string} summary @param {HTMLElement} said */
function grid(days, summary, said) {
  const most = Math.max(...days.map((day) => day.reviews));
  const written = formatter({ dateStyle: "full" });
  const texts = days.map((day) => figures(day, written));
  const cells = days.map((day, index) => cell(day, most, texts[index]));
  const rows = Array.from({ length: WEEK }, (_, weekday) => {
    const name = weekdayName(days[weekday].date);
    const own = cells.filter((_, index) => index % WEEK === weekday);
    const head = element("th", { scope: "row" }, element("span", { title: name.long }, name.short));
    return element("tr", {}, head, ...own);
  });
  const caption = element("caption", { class: "study-unseen" }, summary);
  const made = element("table", { class: "study-grid", role: "grid", "aria-readonly": "true" }, caption, months(days), element("tbody", {}, ...rows));
  const last = cells.length - 1;
  cells[last].tabIndex = 0;
  const tell = (/** @type {EventTarget | null} */ target) => {
    const index = cells.indexOf(/** @type {HTMLTableCellElement} */ (target));
    said.textContent = texts[index] ?? summary;
  };
  made.addEventListener("keydown", (event) => go(event, cells));
  made.addEventListener("focusin", (event) => tell(event.target));
  made.addEventListener("focusout", () => tell(null));
  made.addEventListener("pointerover", (event) => tell(event.target));
  made.addEventListener("pointerleave", () => tell(document.activeElement));
  return made;
}

/** @param {Day} day @param {number} most @param {string} text */
function cell(day, most, text) {
  const made = element("td", { role: "gridcell", tabindex: "-1", "aria-label": text });
  if (day.reviews) made.className = `study-shade-${SHADES.findLastIndex((part) => day.reviews > part * most) + 1}`;
  return made;
}

/** @param {KeyboardEvent} event @param {HTMLTableCellElement[]} cells */
function go(event, cells) {
  const at = cells.indexOf(/** @type {HTMLTableCellElement} */ (event.target));
  const rtl = getComputedStyle(cells[0]).direction === "rtl" && event.key.match(/Left|Right/);
  const step = STEPS[/** @type {keyof typeof STEPS} */ (event.key)] * (rtl ? -1 : 1);
  const to = { Home: 0, End: cells.length - 1 }[event.key] ?? at + step;
  if (at < 0 || !cells[to]) return;
  event.preventDefault();
  cells[at].tabIndex = -1;
  cells[to].tabIndex = 0;
  cells[to].focus();
}

/** Those that begin in a week, above it. @param {Day[]} days */
function months(days) {
  const format = formatter({ month: "short" });
  const month = (/** @type {number} */ week) => new Date(days[week * WEEK].date).getUTCMonth();
  const heads = [element("td")];
  for (let week = 0; week < WEEKS; ) {
    let until = week + 1;
    while (until < WEEKS && month(until) === month(week)) until++;
    const name = until - week > 2 ? format(days[week * WEEK].date) : "";
    heads.push(element("td", { colspan: `${until - week}` }, name));
    week = until;
  }
  return element("thead", { "aria-hidden": "true" }, element("tr", {}, ...heads));
}

/** @param {number} date */
function weekdayName(date) {
  return { short: formatter({ weekday: "short" })(date), long: formatter({ weekday: "long" })(date) };
}

/** What was done on a day, in words. @param {Day} day @param {(date: number) => string} written */
function figures({ date, reviews, again, new: fresh }, written) {
  const day = written(date);
  return reviews ? say("page.day", { day, count: reviews, again, fresh }) : say("page.day-none", { day });
}
