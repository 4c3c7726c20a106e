/**
 * The reviews of the last year, a square for each day. It is a table with one tab stop: arrow keys
 * go from day to day, and the day's figures are said below it.
 */
import { element } from "./graph-dom.js";
import { store } from "./study-state.js";
import { say } from "./study-words.js";

/** @typedef {{ date: Date, reviews: number, again: number, new: number }} Day */

const WEEKS = 53;
const WEEK = 7;
/** The least reviews of each shade but the lightest, as parts of the most on one day. */
const SHADES = [0, 0.25, 0.5, 0.75];
const STEPS = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -WEEK, ArrowRight: WEEK };

export function yearPart() {
  const section = element("section", { class: "study-year", "aria-labelledby": "__study-year" });
  let shown = "";
  const update = () => {
    const days = lastDays(new Date(Date.now() - store.settings.dayStart * 3_600_000));
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

/** The days of 53 weeks, the last of which is the current one. @param {Date} today @returns {Day[]} */
function lastDays(today) {
  const history = store.history();
  const ahead = (today.getDay() - firstWeekday() + WEEK) % WEEK;
  return Array.from({ length: WEEK * (WEEKS - 1) + ahead + 1 }, (_, index) => {
    const past = WEEK * (WEEKS - 1) + ahead - index;
    const date = new Date(today.getFullYear(), today.getMonth(), today.getDate() - past);
    const known = history.get(date.toLocaleDateString("sv")); // year-month-day, of this place
    return { date, ...(known ?? { reviews: 0, again: 0, new: 0 }) };
  });
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
  const cells = days.map((day) => cell(day, most));
  const rows = Array.from({ length: WEEK }, (_, weekday) => {
    const name = weekdayName(days[weekday].date);
    const own = cells.filter((_, index) => index % WEEK === weekday);
    const head = element("th", { scope: "row", "aria-label": name.long }, weekday % 2 ? name.short : "");
    return element("tr", {}, head, ...own);
  });
  const caption = element("caption", { class: "study-unseen" }, summary);
  const made = element("table", { class: "study-grid", role: "grid", "aria-readonly": "true" }, caption, months(days), element("tbody", {}, ...rows));
  const last = cells.length - 1;
  cells[last].tabIndex = 0;
  const tell = (/** @type {EventTarget | null} */ target) => {
    const index = cells.indexOf(/** @type {HTMLTableCellElement} */ (target));
    said.textContent = index < 0 ? summary : figures(days[index]);
  };
  made.addEventListener("keydown", (event) => go(event, cells));
  made.addEventListener("focusin", (event) => tell(event.target));
  made.addEventListener("focusout", () => tell(null));
  made.addEventListener("pointerover", (event) => tell(event.target));
  made.addEventListener("pointerleave", () => tell(document.activeElement));
  return made;
}

/** @param {Day} day @param {number} most */
function cell(day, most) {
  const made = element("td", { role: "gridcell", tabindex: "-1", "aria-label": figures(day) });
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
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { month: "short" });
  const heads = [element("td")];
  for (let week = 0; week < WEEKS; ) {
    const { date } = days[week * WEEK];
    let until = week + 1;
    while (until < WEEKS && days[until * WEEK].date.getMonth() === date.getMonth()) until++;
    const name = until - week > 2 ? format.format(date) : "";
    heads.push(element("td", { colspan: `${until - week}` }, name));
    week = until;
  }
  return element("thead", { "aria-hidden": "true" }, element("tr", {}, ...heads));
}

/** @param {Date} date */
function weekdayName(date) {
  const { lang } = document.documentElement;
  const name = (/** @type {"short" | "long"} */ weekday) => new Intl.DateTimeFormat(lang, { weekday }).format(date);
  return { short: name("short"), long: name("long") };
}

/** What was done on a day, in words. @param {Day} day */
function figures({ date, reviews, again, new: fresh }) {
  const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "full" }).format(date);
  if (!reviews) return say("page.day-none", { day: when });
  return say("page.day", { day: when, count: reviews, again, fresh });
}
