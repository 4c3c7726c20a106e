/** What is said where some cards were asked for, and none of them is to be studied now. */
import { element } from "./graph-dom.js";
import { dayOf, startOf } from "./study-clock.js";
import { addressOf } from "./study-data.js";
import { store } from "./study-state.js";
import { say } from "./study-words.js";

/**
 * @param {string} title
 * @param {import("./study-data.js").Selection} selection
 * @param {import("./study-data.js").Unit[]} units
 */
export function nothingToStudy(title, selection, units) {
  const heading = element("h2", { tabindex: "-1" });
  const panel = element("section", { class: "study-nothing" }, heading);
  if (!units.length) {
    heading.textContent = say("page.no-such-cards");
    panel.append(element("p", {}, say("page.no-such-cards-why")));
    return panel;
  }
  heading.append(say("page.nothing"), " ", element("bdi", {}, title));
  const practise = element("a", { class: "study-go", href: `${addressOf(selection)}&practise=1` });
  practise.textContent = say("page.practise-these", { count: units.length });
  panel.append(element("p", {}, why(units)), element("p", {}, practise));
  return panel;
}

/** @param {import("./study-data.js").Unit[]} units */
function why(units) {
  const now = Date.now();
  const waiting = units.filter(({ id }) => !store.card(id) && !store.isBuried(id, now)).length;
  const dues = units.map(({ id }) => store.card(id)?.due ?? 0).filter((due) => due > now);
  const parts = [];
  if (waiting) parts.push(say("page.new-wait", { count: waiting }));
  const when = dues.length ? moment(Math.min(...dues), now) : "";
  if (when) parts.push(say("page.next-due", { when }));
  return parts.join(" ") || say("page.later");
}

/** The hour of one of today, else how many days until then. @param {number} due @param {number} now */
function moment(due, now) {
  const { lang } = document.documentElement;
  const { dayStart } = store.settings;
  const day = dayOf(due, dayStart);
  const days = day - dayOf(now, dayStart);
  if (!days) return new Intl.DateTimeFormat(lang, { timeStyle: "short" }).format(due);
  const ahead = new Intl.RelativeTimeFormat(lang, { numeric: "auto" }).format(days, "day");
  return `${ahead} (${new Intl.DateTimeFormat(lang, { dateStyle: "medium" }).format(startOf(day, dayStart))})`;
}
