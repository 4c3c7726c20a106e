/** The next card, fetched while the one before it is looked at. */
import { cardFor } from "./study-card.js";

/** @typedef {import("./study-data.js").Unit} Unit */

export class Ahead {
  /** @type {{ unit: Unit, card: ReturnType<typeof cardFor> } | undefined} */
  #known;

  /** The card, and none twice: it is changed when it is shown. @param {Unit} unit */
  take(unit) {
    const card = this.fetch(unit);
    this.#known = undefined;
    return card;
  }

  /** @param {Unit} unit */
  fetch(unit) {
    if (this.#known?.unit === unit) return this.#known.card;
    const known = { unit, card: cardFor(unit) };
    this.#known = known;
    // Whoever waits for it is told; who comes later tries again.
    known.card.catch(() => this.#known === known && (this.#known = undefined));
    return known.card;
  }
}
