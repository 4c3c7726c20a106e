/**
 * The page where cards are studied. The address says which: `?deck= ?in= ?note= ?tag=`, with
 * `&practise=1` for a session that writes nothing; without any of them, the decks are shown.
 *
 * @typedef {import("./study-data.js").Unit} Unit
 * @typedef {import("./study-data.js").Selection} Selection
 */
import { element } from "./graph-dom.js";
import { memory } from "./memory.js";
import { onPage } from "./page.js";
import { dayOf } from "./study-clock.js";
import { counts } from "./study-counts.js";
import { loadIndex, select, selectionOf } from "./study-data.js";
import { DecksView } from "./study-decks.js";
import { nothingToStudy } from "./study-nothing.js";
import { progressPart } from "./study-progress.js";
import { loadSession } from "./study-session-load.js";
import { settingsPart } from "./study-settings.js";
import { store } from "./study-state.js";
import { say } from "./study-words.js";
import { yearPart } from "./study-year.js";
import { useStyle } from "./style.js";

/** Was the address that is shown reached from the decks? Then Back leads there. */
let came = false;
/** That of the page. */
let path = "";
/** The link that led away from the decks. */
let left = "";
/** @type {typeof import("./study-session-view.js") | undefined} */
let session;
/** What is shown is brought up to date by these. @type {(() => void)[]} */
let parts = [];

const placeOf = () => /** @type {HTMLElement | null} */ (document.querySelector(".study"));

/** @param {HTMLElement} place @param {boolean} running */
function frame(place, running) {
  place.closest("article")?.classList.toggle("study-running", running);
}

async function show() {
  const place = placeOf();
  parts = [];
  session?.stopSession();
  if (!place) return;
  path = location.pathname;
  place.dataset.shown = location.search;
  if (location.search) loadSession().catch(() => {}); // told when it is begun
  let units;
  try {
    [{ units }] = await Promise.all([loadIndex(), useStyle("study")]);
  } catch {
    return fail(place);
  }
  if (place !== placeOf()) return;
  const asked = new URLSearchParams(location.search);
  const selection = selectionOf(asked);
  const chosen = selection && select(units, selection);
  const practise = asked.has("practise");
  if (chosen?.length && (practise || isAnything(chosen))) {
    run(place, chosen, practise, titleOf(/** @type {Selection} */ (selection), chosen));
  } else {
    overview(place, units, selection, chosen);
  }
}

/** @param {HTMLElement} place */
function fail(place) {
  frame(place, false);
  place.replaceChildren(element("p", { class: "study-notice" }, say("page.failed")));
}

/** @param {Unit[]} units */
function isAnything(units) {
  const { new: fresh, learning, due } = counts(units, store, Date.now());
  return fresh + learning + due > 0;
}

/** @param {Selection} selection @param {Unit[]} units */
function titleOf({ deck, in: folder, note, tag }, units) {
  if (note !== undefined) return units[0]?.note.title ?? "";
  return tag ?? (deck?.split("::").join(" / ") || folder?.split("/").join(" / ") || say("page.all"));
}

/** @param {HTMLElement} place @param {Unit[]} units @param {boolean} practise @param {string} title */
async function run(place, units, practise, title) {
  try {
    session = await loadSession();
  } catch {
    return fail(place);
  }
  if (place !== placeOf()) return;
  const box = element("div", { class: "study-box" });
  frame(place, true);
  place.replaceChildren(box);
  session.startSession(box, units, { practise, shuffle: practise, title, onEnd: leave });
}

/** Once there is something to lose, and not more often than once a day: some browsers ask the reader. */
function askToKeep() {
  const asked = memory("study-asked", { lasting: true });
  const today = dayOf(Date.now(), store.settings.dayStart);
  if (!store.size || asked.get() === today) return;
  asked.set(today);
  store.persist();
}

/** From a session to the decks. */
function leave() {
  askToKeep();
  if (!location.search) return void show();
  if (came) return history.back();
  history.replaceState(history.state, "", location.pathname);
  show();
}

/**
 * @param {HTMLElement} place
 * @param {Unit[]} units
 * @param {Selection} [selection] what was asked for, of which nothing is to be studied
 * @param {Unit[]} [chosen]
 */
function overview(place, units, selection, chosen) {
  frame(place, false);
  const decks = new DecksView(units);
  const year = yearPart();
  const settings = settingsPart();
  const asked = selection && nothingToStudy(titleOf(selection, chosen ?? []), selection, chosen ?? []);
  const notice = element("div", { role: "status" });
  place.replaceChildren(notice, ...(asked ? [asked] : []), decks.element, year.element, settings.element, progressPart());
  // What will be wanted next.
  (window.requestIdleCallback ?? setTimeout)(() => void loadSession().catch(() => {}));
  const offline = import("./study-offline.js");
  offline.then(({ offlinePanel }) => place.contains(notice) && place.append(offlinePanel()), () => {});
  const warn = () => notice.replaceChildren(...problem());
  parts = [warn, () => decks.update(), year.update, settings.update];
  for (const part of parts) part();
  if (asked) asked.querySelector("h2")?.focus();
  else if (left && document.activeElement === document.body) decks.focus(left);
}

function problem() {
  const texts = {
    damaged: say("page.damaged"),
    newer: say("page.newer"),
    full: say("page.full"),
    blocked: say("page.blocked"),
  };
  const { problem: name } = store;
  return name ? [element("p", { class: "study-notice" }, texts[name])] : [];
}

const update = () => parts.forEach((part) => part());

/** A link within this page, which no other script need follow. @param {MouseEvent} event */
function follow(event) {
  const link = event.target instanceof Element && event.target.closest("a");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const { origin, pathname, search, hash } = new URL(link.href, location.href);
  if (!placeOf() || origin + pathname !== location.origin + location.pathname || hash) return;
  event.preventDefault();
  event.stopPropagation();
  if (search === location.search) return;
  came = !location.search;
  left = search;
  history.pushState(null, "", pathname + search);
  show();
}

/** Back and forth within this page. The first time, Material brings it anew, too. */
function back() {
  // An enlarged picture takes its own step back when it closes.
  if (location.pathname !== path || placeOf()?.dataset.shown === location.search) return;
  came = false;
  show();
}

document.addEventListener("click", follow, { capture: true });
addEventListener("popstate", back);
document.addEventListener("visibilitychange", () => document.hidden || update());
store.subscribe(update);
onPage(show);
