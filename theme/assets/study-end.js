/** The end of a session: how many, how well, how long, and what comes tomorrow. */
import { make } from "./search-dom.js";
import { count, duration, percent } from "./study-interval.js";
import { say } from "./study-words.js";

/**
 * @typedef {object} Summary
 * @property {number} units different ones
 * @property {number} reviews
 * @property {number} again
 * @property {number} hard
 * @property {number} good
 * @property {number} easy
 * @property {number} milliseconds
 * @property {number} dueTomorrow
 *
 * @typedef {object} Ways
 * @property {boolean} practise
 * @property {number} fresh how many new cards there are beyond the day's number
 * @property {number} missing how many could not be shown
 * @property {() => void} leave
 * @property {() => void} undo
 * @property {() => void} more study those new cards
 * @property {() => void} again practise the same cards
 */

/** @param {Summary} summary @param {Ways} ways */
export function endFor(summary, ways) {
  const { reviews, units, milliseconds } = summary;
  const heading = make("h1", { tabindex: "-1" }, reviews ? say("session.done") : say("session.nothing"));
  const screen = make("section", { class: "session session-end", "aria-label": say("session.name") }, heading);
  if (reviews) {
    const took = say("session.took", { count: units, time: duration(milliseconds) });
    screen.append(make("p", { class: "session-took" }, took), ...shares(summary));
  }
  screen.append(...after(summary, ways).map((text) => make("p", {}, text)), buttons(summary, ways));
  return screen;
}

/** @param {Summary} summary @param {Ways} ways @returns {string[]} */
function after({ reviews, dueTomorrow }, { practise, missing }) {
  const lost = missing ? [say("session.missing", { count: missing })] : [];
  if (practise) return [...lost, say("session.practised")];
  if (!reviews) return [...lost, say("session.nothing-why")];
  return [...lost, dueTomorrow ? say("session.tomorrow", { count: dueTomorrow }) : say("session.tomorrow-none")];
}

/** @param {Summary} summary */
function shares({ reviews, again, hard, good, easy }) {
  const kinds = /** @type {[string, number, string][]} */ ([
    ["again", again, say("session.again")],
    ["hard", hard, say("session.hard")],
    ["good", good, say("session.good")],
    ["easy", easy, say("session.easy")],
  ]);
  const bar = make("div", { class: "session-shares", "aria-hidden": "true" });
  const list = make("ul", { class: "session-grade-list", "aria-label": say("session.grades") });
  for (const [kind, number, name] of kinds) {
    if (!number) continue;
    const part = make("span", { class: `is-${kind}` });
    part.style.flexGrow = String(number);
    bar.append(part);
    const share = make("small", {}, percent(number / reviews));
    list.append(make("li", { class: `is-${kind}` }, `${name} `, make("b", {}, count(number)), " ", share));
  }
  return [bar, list];
}

/** @param {Summary} summary @param {Ways} ways */
function buttons({ reviews }, { fresh, leave, more, again, undo }) {
  const button = (/** @type {string} */ text, /** @type {() => void} */ press, /** @type {string} */ kind = "") => {
    const made = make("button", { type: "button", class: `session-way ${kind}` }, text);
    made.addEventListener("click", press);
    return made;
  };
  const ways = [button(say("session.back"), leave, "is-first")];
  if (fresh) ways.push(button(say("session.more", { count: fresh }), more));
  ways.push(button(reviews ? say("session.practise-again") : say("session.practise-all"), again));
  if (reviews) ways.push(button(say("session.undo-last"), undo));
  return make("div", { class: "session-ways" }, ...ways);
}
