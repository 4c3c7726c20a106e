/**
 * Cards that Anki has not numbered have a key made of their note's path and their question. Where
 * one is gone, and there is a new one that asks the same in another note, or has the same answer in
 * the same note, it is that card.
 */

/**
 * @param {import("./study-data.js").Unit[]} units
 * @param {Record<string, string>} names the digests of cards with progress, by their keys
 * @returns {[string, string][]} old and new keys
 */
export function moved(units, names) {
  if (!Object.keys(names).length) return [];
  const there = new Set(units.map((unit) => unit.key));
  const gone = Object.keys(names).filter((key) => !there.has(key));
  const fresh = units.filter((unit) => unit.digests.length && !Object.hasOwn(names, unit.key));
  /** @type {[string, string][]} */
  const pairs = [];
  const taken = new Set();
  for (const number of [0, 1]) {
    const keys = new Map(fresh.map((unit) => [unit.digests[number], unit.key]));
    for (const old of gone) {
      const key = keys.get(names[old].split(" ")[number]);
      if (key === undefined || taken.has(key) || taken.has(old)) continue;
      pairs.push([old, key]);
      taken.add(key).add(old);
    }
  }
  return pairs;
}
