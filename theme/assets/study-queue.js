/**
 * What is still to be asked, one after the other: a list that is never changed, and shares its end
 * with those made of it.
 *
 * @typedef {import("./study-data.js").Unit} Unit
 * @typedef {{ unit: Unit, rest: Queue } | undefined} Queue
 */

/** Two lists as one, each spread evenly. @param {Unit[]} first @param {Unit[]} second */
export function mixed(first, second) {
  const placed = [first, second].flatMap((units) => units.map((unit, number) => ({ unit, at: (number + 0.5) / units.length })));
  return placed.sort((a, b) => a.at - b.at).map(({ unit }) => unit);
}

/** @param {Unit[]} units */
export function shuffled(units) {
  const found = [...units];
  for (let last = found.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [found[last], found[other]] = [found[other], found[last]];
  }
  return found;
}

/** @param {Unit[]} units @returns {Queue} */
export function listed(units) {
  return units.reduceRight((/** @type {Queue} */ rest, unit) => ({ unit, rest }), undefined);
}

/** @param {Queue} queue @param {Unit} unit @param {number} place @returns {Queue} */
export function inserted(queue, unit, place) {
  const before = [];
  let node = queue;
  for (; node && before.length < place; node = node.rest) before.push(node.unit);
  return before.reduceRight((/** @type {Queue} */ rest, each) => ({ unit: each, rest }), { unit, rest: node });
}

/** @param {Queue} queue @param {Set<string>} ids @returns {Queue} */
export function without(queue, ids) {
  const kept = [];
  for (let node = queue; node; node = node.rest) if (!ids.has(node.unit.id)) kept.push(node.unit);
  return listed(kept);
}
