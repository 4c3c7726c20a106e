/**
 * The state of the progress as the browser keeps it. That copy is the truth: it is read again before
 * each change, as other tabs change it, too. What can't be read is set aside; where nothing can be
 * written, the state stays in memory until it can.
 */
import { dayOf } from "./study-clock.js";
import { merge } from "./study-merge.js";
import { DEFAULTS, empty, read, write } from "./study-records.js";

/**
 * @typedef {import("./study-place.js").Place} Place
 * @typedef {import("./study-records.js").State} State
 */

export class Kept {
  /** @type {State} */
  state = empty();
  /** @type {"" | "damaged" | "newer" | "full" | "blocked"} */
  problem = "";
  /** What this tab wrote: another one may write over it without having seen it. @type {Map<string, number[]>} */
  own = new Map();
  /** What the browser keeps, as far as is known. @type {string | null} */
  #text = null;
  /** What can't be read, and why; it is set aside before anything is written. @type {[string, string] | undefined} */
  #strange;
  /** There is something that could not be written. */
  #isUnsaved = false;

  /** @param {Place} place */
  constructor(place) {
    this.place = place;
    this.refresh();
    this.#takeBack();
  }

  /** Take in what the browser keeps. @returns {boolean} whether that is something new */
  refresh() {
    const text = this.place.read();
    if (text === undefined) {
      this.problem ||= "blocked";
      return false;
    }
    if (text === this.#text) return false;
    this.#text = text;
    const { state, problem } = read(text);
    this.#strange = problem ? [text ?? "", problem] : undefined;
    this.problem = problem || this.problem;
    // Another tab of a newer version writes again and again: copies only of what would be lost.
    if (problem === "damaged") this.#setAside();
    prune(state);
    this.#takeIn(state);
    return true;
  }

  /** Write the state, if that can be done. */
  save() {
    this.#isUnsaved = !this.#setAside() || !this.#write();
  }

  /** Forget everything but the settings, also what was set aside. @param {number} now ms since 1970 */
  reset(now) {
    const { settings, reset } = this.state;
    this.state = { ...empty(), settings, reset: Math.max(now, reset + 1) };
    this.own.clear();
    this.#strange = undefined;
    for (const [name] of this.place.aside()) this.place.forget(name);
    this.save();
  }

  /** @param {State} state what another tab, or nobody, has changed */
  #takeIn(state) {
    const isForgotten = state.reset !== this.state.reset;
    if (isForgotten) this.own.clear();
    const isLost = [...this.own].some(([id, packed]) => !state.cards[id] || state.cards[id][0] < packed[0]);
    const isMerged = !isForgotten && (this.#isUnsaved || isLost);
    this.state = isMerged ? merge(state, this.state) : state;
    if (isMerged && !this.#isUnsaved) this.save();
  }

  /** @returns {boolean} */
  #write() {
    const text = write(this.state);
    const problem = this.place.write(text);
    if (problem) this.problem = problem;
    else {
      this.#text = text || null;
      if (this.problem === "full" || this.problem === "blocked") this.problem = "";
    }
    return !problem;
  }

  /** @returns {boolean} false: it can't be, and nothing may be written over it */
  #setAside() {
    if (this.#strange && this.place.setAside(...this.#strange)) this.#strange = undefined;
    return !this.#strange;
  }

  /** A state that was too new has become readable: it is progress, too. */
  #takeBack() {
    for (const [name, text] of this.place.aside()) {
      if (!name.startsWith(`${this.place.name}-newer-`)) continue;
      const { state, problem } = read(text);
      if (problem) continue;
      this.state = merge(this.state, state);
      this.save();
      if (!this.#isUnsaved) this.place.forget(name);
    }
  }
}

/** What was buried on earlier days may be forgotten. @param {State} state */
function prune(state) {
  const today = dayOf(Date.now(), { ...DEFAULTS, ...state.settings }.dayStart);
  const entries = Object.entries(state.buried).filter(([, day]) => day >= today);
  state.buried = Object.fromEntries(entries);
}
