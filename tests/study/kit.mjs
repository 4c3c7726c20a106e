// What the programs of these tests share: a browser's storage, made cards, chance that repeats.
import { Place } from "./study-place.js";
import { schedule } from "./study-schedule.js";
import { Store } from "./study-state.js";

export const MINUTE = 60_000;
export const DAY = 86_400_000;
export const NOW = Date.UTC(2026, 4, 1, 20);
export const NAME = "/repo/:study";

/** As localStorage; `room` is what its texts may have in all. */
export class Storage {
  texts = new Map();
  room = Infinity;
  isBlocked = false;
  #check() {
    if (this.isBlocked) throw new Error("SecurityError");
  }
  get length() {
    return this.texts.size;
  }
  key(number) {
    return [...this.texts.keys()][number] ?? null;
  }
  getItem(key) {
    this.#check();
    return this.texts.get(key) ?? null;
  }
  setItem(key, text) {
    this.#check();
    const others = [...this.texts].filter(([name]) => name !== key);
    const size = others.reduce((sum, [, each]) => sum + each.length, text.length);
    if (size > this.room) throw new Error("QuotaExceededError");
    this.texts.set(key, text);
  }
  removeItem(key) {
    this.#check();
    this.texts.delete(key);
  }
}

export function newStore(storage = new Storage()) {
  return new Store(new Place(NAME, () => storage));
}

/** Units of made cards: `sides` of each. */
export function made(count, { sides = [""], deck = "", first = 1_700_000_000_000 } = {}) {
  const note = { title: "Note", url: "note/", folder: "", deck, tags: [] };
  return Array.from({ length: count }, (_, number) => {
    const key = String(first + number);
    return sides.map((side) => ({ id: side ? `${key}:${side}` : key, key, side, note, tags: [], typed: false, digests: [] }));
  }).flat();
}

/** A generator of numbers from 0 to 1 (mulberry32). */
export function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Progress of some cards that are asked both ways. */
export function some(seed, count = 30, storage = new Storage()) {
  const random = chance(seed);
  const store = newStore(storage);
  for (const unit of made(count, { sides: ["", "r"] })) {
    for (let times = Math.floor(random() * 4); times > 0; times--) {
      const grade = 1 + Math.floor(random() * 4);
      store.grade(unit, grade, NOW + Math.floor(random() * 9 * DAY), { schedule });
    }
  }
  return { store, storage };
}

/** All progress as a text that is the same for equal ones. */
export function said(store) {
  return JSON.stringify(sorted({ ...JSON.parse(store.export(NOW)), settings: {} }));
}

function sorted(value) {
  if (typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}
