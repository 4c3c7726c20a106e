/**
 * Cards that Anki has not numbered have a key made of their note's path and their question. Where
 * one is gone, and there is another one that asks the same in another note, or has the same answer in
 * the same note, or has got a number since, it is that card.
 */

/** @typedef {import("./study-data.js").Unit} Unit */

/** @param {Unit[]} units @param {Record<string, string>} names @returns {string[]} keys that no card has */
export function gone(units, names) {
  const keys = Object.keys(names);
  if (!keys.length) return keys;
  const there = new Set(units.map((unit) => unit.key));
  return keys.filter((key) => !there.has(key));
}

/**
 * @param {Unit[]} units
 * @param {Record<string, string>} names the digests of cards with progress, by their keys
 * @param {Map<string, string[]>} [others] those of cards that Anki has numbered
 * @returns {[string, string][]} old and new keys
 */
export function moved(units, names, others = new Map()) {
  const missed = gone(units, names);
  if (!missed.length) return [];
  const own = units.map(({ key, digests }) => /** @type {const} */ ([key, digests.length ? digests : (others.get(key) ?? [])]));
  const free = own.filter(([key, digests]) => digests.length && !Object.hasOwn(names, key));
  /** @type {[string, string][]} */
  const pairs = [];
  const taken = new Set();
  for (const number of [0, 1]) {
    const keys = new Map(free.map(([key, digests]) => [digests[number], key]));
    for (const old of missed) {
      const key = keys.get(names[old].split(" ")[number]);
      if (key === undefined || taken.has(key) || taken.has(old)) continue;
      pairs.push([old, key]);
      taken.add(key).add(old);
    }
  }
  return pairs;
}
