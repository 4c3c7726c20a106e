/**
 * A session: one card at a time, asked, shown and graded, by keys, buttons and fingers.
 *
 * @typedef {import("./study-data.js").Unit} Unit
 * @typedef {import("./study-card.js").StudyCard} StudyCard
 * @typedef {import("./study-frame.js").Deed} Deed
 * @typedef {import("./study-session.js").Grade} Grade
 * @typedef {object} Options
 * @property {boolean} [practise] nothing is written, and all cards are asked
 * @property {boolean} [shuffle]
 * @property {number} [more] new cards beyond the day's number
 * @property {string} [title] of what is studied
 * @property {() => void} [onEnd] the reader leaves
 */
import { takeKeys } from "./keys.js";
import { ROOT } from "./memory.js";
import { onPage } from "./page.js";
import { make } from "./search-dom.js";
import { Ahead } from "./study-ahead.js";
import { CardView, swiped } from "./study-card-view.js";
import { toStudy } from "./study-counts.js";
import { endFor } from "./study-end.js";
import { choose, frameFor, printCounts, printIntervals, printSource } from "./study-frame.js";
import { onSwipe } from "./study-gestures.js";
import { Session } from "./study-session.js";
import { keysFor } from "./study-session-keys.js";
import { store } from "./study-state.js";
import { say } from "./study-words.js";
import { useStyle } from "./style.js";

const [AGAIN, GOOD] = /** @type {const} */ ([1, 3]);
const MORE = 10; // new cards for who has not had enough
const PATIENCE = 250; // milliseconds before it is said that a card is being fetched

/** @type {SessionView | undefined} */
let running;

/**
 * Ask the cards in this place until the reader leaves.
 *
 * @param {HTMLElement} place
 * @param {Unit[]} units
 * @param {Options} [options]
 */
export function startSession(place, units, options = {}) {
  running?.stop();
  running = new SessionView(place, units, options);
  running.start();
}

/** Another part of the page takes the place of a session that runs. */
export function stopSession() {
  running?.stop();
}

// The page that it was on has gone.
onPage(() => {
  if (running && !running.place.isConnected) running.stop();
});

class SessionView {
  /** @type {"fetching" | "question" | "answer" | "missing" | "end"} */
  #state = "fetching";
  /** @type {CardView | undefined} */
  #card;
  #ahead = new Ahead();
  /** @type {Set<Unit>} what was graded */
  #asked = new Set();
  /** @type {Set<Unit>} what could not be shown */
  #missing = new Set();
  /** How many in a row. */
  #missed = 0;
  #turn = 0;
  #giveBack = () => {};

  /** @param {HTMLElement} place @param {Unit[]} units @param {Options} options */
  constructor(place, units, { practise = false, shuffle = false, more = 0, title = "", onEnd = () => {} }) {
    this.place = place;
    this.units = units;
    this.options = { practise, title, onEnd };
    this.session = new Session(units, store, { practise, shuffle, more });
    this.frame = frameFor(title, practise, (deed) => this.#do(deed));
    onSwipe(this.frame.main, {
      canStart: () => this.#state === "answer",
      drag: (way, share) => this.#drag(way, share),
      done: (way) => {
        swiped.set(true);
        this.#grade(way === "left" ? AGAIN : GOOD);
      },
    });
    this.frame.main.addEventListener("click", (event) => this.#tap(event));
    this.frame.root.addEventListener("keydown", (event) => {
      // A key that is held down presses no button twice.
      if (event.repeat && (event.key === " " || event.key === "Enter")) event.preventDefault();
    });
  }

  async start() {
    this.#giveBack = takeKeys(keysFor((deed) => this.#do(deed)));
    const first = this.session.current;
    if (first) this.#ahead.fetch(first); // at once with the style
    await useStyle("study-session").catch(() => {});
    if (running === this) this.#next();
  }

  /** Give back what the session has taken; what it has graded is kept. */
  stop() {
    this.#turn++;
    this.#giveBack();
    if (running === this) running = undefined;
  }

  /** @param {Deed | Grade} deed */
  #do(deed) {
    if (typeof deed === "number") return this.#grade(deed);
    const deeds = {
      go: () => this.#go(),
      undo: () => this.#undo(),
      skip: () => this.#pass(() => this.session.skip(), say("session.skipped")),
      bury: () => this.#pass(() => this.session.bury(), say("session.buried")),
      source: () => this.#source(),
      keys: () => import("./keys-list.js").then(({ open }) => open()).catch(() => {}),
      leave: () => this.#leave(),
    };
    deeds[deed]();
  }

  /** What is next: the answer, or a good grade for it. */
  #go() {
    if (this.#state === "question") this.#reveal();
    else if (this.#state === "answer") this.#grade(GOOD);
    else if (this.#state === "missing") this.#pass(() => this.session.skip());
  }

  /** @param {string} [before] what is said of the card before */
  async #next(before = "") {
    const turn = ++this.#turn;
    const unit = this.session.current;
    this.#state = "fetching";
    this.#drag("", 0);
    if (!unit) return this.#end();
    const slow = setTimeout(() => turn === this.#turn && this.#wait(), PATIENCE);
    const card = await this.#ahead.take(unit).then(
      (found) => found ?? say("session.gone"),
      () => say("session.offline"),
    );
    clearTimeout(slow);
    if (turn !== this.#turn) return;
    this.frame.main.classList.remove("is-waiting");
    this.#print(unit);
    if (typeof card === "string") this.#miss(unit, card);
    else await this.#ask(unit, card, before);
    const { next } = this.session;
    if (next) this.#ahead.fetch(next);
  }

  #wait() {
    const { root, main } = this.frame;
    if (!root.isConnected) this.place.replaceChildren(root);
    if (!main.hasChildNodes()) main.append(lineOf(say("session.fetching")));
    main.classList.add("is-waiting");
    this.#say(say("session.fetching"));
  }

  /** What stands around the card. @param {Unit} unit */
  #print(unit) {
    const { root, notice } = this.frame;
    if (!root.isConnected) this.place.replaceChildren(root);
    const { practise, title } = this.options;
    notice.hidden = practise || !["full", "blocked"].includes(store.problem);
    printCounts(this.frame, this.session.counts, { done: this.session.summary().reviews, practise });
    printSource(this.frame, unit, title);
  }

  /** @param {Unit} unit @param {StudyCard} card @param {string} before */
  async #ask(unit, card, before) {
    const turn = this.#turn;
    this.#missing.delete(unit);
    this.#missed = 0;
    this.#card = new CardView(card, () => this.#reveal());
    await this.#card.showIn(this.frame.main);
    if (turn !== this.#turn) return;
    this.#state = "question";
    choose(this.frame.foot, "reveal");
    this.#say(before, this.#where());
    scrollTo({ top: 0, behavior: "instant" });
    this.#card.focus();
  }

  /** Which question it is, and what is left. */
  #where() {
    const { new: fresh, learning, due } = this.session.counts;
    const number = this.session.summary().reviews + 1;
    return say("session.where", { number, left: fresh + learning + due });
  }

  /** @param {Unit} unit @param {string} why */
  #miss(unit, why) {
    this.#state = "missing";
    this.#missing.add(unit);
    this.#missed++;
    this.#card = undefined;
    this.frame.main.replaceChildren(lineOf(why));
    choose(this.frame.foot, "next");
    this.#say(why);
    this.frame.foot.next.focus({ preventScroll: true });
  }

  #reveal() {
    if (this.#state !== "question" || !this.#card) return;
    this.#state = "answer";
    const { foot, from } = this.frame;
    printIntervals(foot, this.options.practise ? [] : this.session.previews());
    choose(foot, "grades");
    from.classList.add("is-open");
    foot.grades[GOOD - 1].focus({ preventScroll: true });
    this.#card.reveal(foot.element);
    this.#say(say("session.revealed"));
  }

  /** @param {Grade} grade */
  #grade(grade) {
    const unit = this.session.current;
    if (this.#state !== "answer" || !unit) return;
    this.#asked.add(unit);
    this.session.grade(grade);
    this.#next();
  }

  /** Go on without a grade. @param {() => void} way @param {string} [said] */
  #pass(way, said) {
    if (this.#state === "fetching" || this.#state === "end") return;
    const { new: fresh, learning, due } = this.session.counts;
    // Of those that are left, none can be shown: they are for another time.
    if (this.#state === "missing" && this.#missed >= fresh + learning + due) return this.#end();
    way();
    this.#next(said);
  }

  #undo() {
    if (this.session.undo()) this.#next(say("session.undone"));
    else this.#say(say("session.nothing-to-undo"));
  }

  #source() {
    const unit = this.session.current;
    if (!unit || this.#state === "end") return;
    const url = new URL(`${unit.note.url}#card-${unit.key}`, ROOT);
    import("./study-source.js")
      .then(({ openNote }) => openNote(url, { card: unit.key }))
      .catch(() => this.#say(say("session.offline")));
  }

  #leave() {
    this.stop();
    this.options.onEnd();
  }

  #end() {
    this.#state = "end";
    const { practise } = this.options;
    const fresh = practise ? 0 : toStudy(this.units, store, Date.now(), { more: MORE }).fresh.length;
    const practised = this.#asked.size ? [...this.#asked] : this.units;
    const screen = endFor(this.session.summary(), {
      practise,
      fresh,
      missing: this.#missing.size,
      leave: () => this.#leave(),
      undo: () => this.#undo(),
      more: () => this.#restart(this.units, { more: MORE }),
      again: () => this.#restart(practised, { practise: true, shuffle: true }),
    });
    this.place.replaceChildren(screen);
    scrollTo({ top: 0, behavior: "instant" });
    screen.querySelector("h1")?.focus({ preventScroll: true });
  }

  /** @param {Unit[]} units @param {Options} options */
  #restart(units, options) {
    startSession(this.place, units, { ...this.options, practise: false, ...options });
  }

  /** A click on the card shows the answer, unless it has a meaning of its own. @param {MouseEvent} event */
  #tap(event) {
    if (this.#state !== "question" || event.defaultPrevented || !getSelection()?.isCollapsed) return;
    if (!this.#card?.isFree(event.target)) return;
    event.preventDefault();
    this.#reveal();
  }

  /** @param {"left" | "right" | ""} way @param {number} share */
  #drag(way, share) {
    const { main } = this.frame;
    main.dataset.way = way;
    main.classList.toggle("is-far", Math.abs(share) >= 1);
    main.style.setProperty("--drag", String(share));
  }

  /** For who cannot see it. @param {string[]} sentences */
  #say(...sentences) {
    this.frame.status.textContent = sentences.filter(Boolean).join(" ");
  }
}

/** @param {string} words */
const lineOf = (words) => make("p", { class: "session-line" }, words);
