/** What stands around a card while it is asked: where one is, what is left, and what can be done. */
import { ROOT } from "./memory.js";
import { make } from "./search-dom.js";
import { followIn } from "./study-follow.js";
import { count, interval } from "./study-interval.js";
import { say } from "./study-words.js";

/**
 * @typedef {"go" | "undo" | "skip" | "bury" | "source" | "keys" | "leave"} Deed
 * @typedef {import("./study-session.js").Grade} Grade
 * @typedef {(deed: Deed | Grade) => void} Do
 */

/** @param {string} key @param {string} [name] as it is printed */
function keyOf(key, name = key) {
  return { shortcut: key, printed: make("kbd", { "aria-hidden": "true" }, name) };
}

/** @param {string} className @param {string} text @param {ReturnType<typeof keyOf>} key @param {() => void} press */
function button(className, text, { shortcut, printed }, press) {
  const made = /** @type {HTMLButtonElement} */ (
    make("button", { type: "button", class: className, "aria-keyshortcuts": shortcut }, make("span", {}, text), printed)
  );
  made.addEventListener("click", press);
  return made;
}

/**
 * The parts of a session's view, put together.
 *
 * @param {string} title
 * @param {boolean} practise
 * @param {Do} act
 */
export function frameFor(title, practise, act) {
  const counts = make("p", { class: "session-counts" });
  const bar = make("div", { class: "session-done", "aria-hidden": "true" });
  const leave = button("session-leave", say("session.leave"), keyOf("Escape", "Esc"), () => act("leave"));
  const name = make("h1", { class: "session-title" }, make("bdi", {}, title));
  const mode = practise ? [make("p", { class: "session-mode", title: say("session.practise-why") }, say("session.practise"))] : [];
  const head = make("div", { class: "session-head" }, leave, name, ...mode, counts, bar);
  const from = make("p", { class: "session-from" });
  followIn(from);
  const notice = make("p", { class: "session-notice" }, say("session.unsaved"));
  const main = make("div", { class: "session-main" });
  const status = make("p", { class: "study-unseen", role: "status" });
  const foot = footFor(act);
  const root = make("section", { class: "session", "aria-label": say("session.name") }, head, notice, from, main, foot.element, status);
  return { root, notice, main, from, status, counts, bar, foot };
}

/** @param {Do} act */
function footFor(act) {
  const reveal = button("session-reveal", say("session.reveal"), keyOf("Space", say("session.space")), () => act("go"));
  const next = button("session-reveal", say("session.next"), keyOf("Space", say("session.space")), () => act("go"));
  /** @type {[Grade, string][]} */
  const names = [[1, say("session.again")], [2, say("session.hard")], [3, say("session.good")], [4, say("session.easy")]];
  const grades = names.map(([grade, name]) => {
    const made = button("session-grade", name, keyOf(String(grade)), () => act(grade));
    made.dataset.grade = String(grade);
    made.querySelector("span")?.after(make("small"));
    return made;
  });
  const group = make("div", { class: "session-grades", role: "group", "aria-label": say("session.grades") }, ...grades);
  /** @type {[Deed, string, string, string][]} */
  const deeds = [
    ["undo", "z", say("session.undo"), say("session.undo-why")],
    ["skip", "s", say("session.skip"), say("session.skip-why")],
    ["bury", "b", say("session.bury"), say("session.bury-why")],
    ["source", "o", say("session.source"), say("session.source-why")],
    ["keys", "?", say("session.keys"), say("session.keys-why")],
  ];
  const tools = deeds.map(([deed, key, text, why]) => {
    const made = button("session-tool", text, keyOf(key.toUpperCase()), () => act(deed));
    made.title = why;
    made.dataset.deed = deed;
    return made;
  });
  group.hidden = next.hidden = true;
  const choice = make("div", { class: "session-choice" }, reveal, group, next);
  const element = make("div", { class: "session-foot" }, choice, make("div", { class: "session-tools" }, ...tools));
  return { element, reveal, next, grades, group, tools };
}

/** @param {ReturnType<typeof footFor>} foot @param {"reveal" | "grades" | "next"} shown */
export function choose({ reveal, group, next }, shown) {
  reveal.hidden = shown !== "reveal";
  group.hidden = shown !== "grades";
  next.hidden = shown !== "next";
}

/** @param {ReturnType<typeof footFor>} foot @param {{ grade: number, interval: number }[]} previews */
export function printIntervals({ grades }, previews) {
  for (const button of grades) {
    const preview = previews.find(({ grade }) => String(grade) === button.dataset.grade);
    const printed = /** @type {HTMLElement} */ (button.querySelector("small"));
    printed.textContent = preview ? interval(preview.interval) : "";
  }
}

/**
 * @param {{ counts: HTMLElement, bar: HTMLElement }} frame
 * @param {{ new: number, learning: number, due: number }} left
 * @param {{ done: number, practise: boolean }} options
 */
export function printCounts({ counts, bar }, { new: fresh, learning, due }, { done, practise }) {
  const all = done + fresh + learning + due;
  bar.style.setProperty("--done", String(all ? done / all : 1));
  /** @type {[number, string][]} */
  const kinds = practise
    ? [[fresh + learning + due, say("session.left")]]
    : [[fresh, say("session.new")], [learning, say("session.learning")], [due, say("session.due")]];
  const parts = kinds.map(([number, words]) =>
    make("span", { class: `session-count${number ? "" : " is-none"}` }, make("b", {}, count(number)), ` ${words}`),
  );
  counts.replaceChildren(...parts);
}

/**
 * The deck; its note, too, once that gives nothing away.
 *
 * @param {{ from: HTMLElement }} frame @param {import("./study-data.js").Unit} unit @param {string} title of what is studied
 */
export function printSource({ from }, { note }, title) {
  const path = note.deck.split("::").join(" / ");
  const deck = path === title ? "" : path;
  const link = make("a", { href: new URL(note.url, ROOT).href, class: "internal-link" }, make("bdi", {}, note.title));
  from.classList.remove("is-open");
  from.replaceChildren(make("bdi", { class: "session-deck" }, deck), make("span", { class: "session-note" }, link));
}
