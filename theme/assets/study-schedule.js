/**
 * When a card is asked again: FSRS, by ts-fsrs.
 *
 * ts-fsrs takes the days between two reviews from their dates in UTC, and adds whole days of 24 hours.
 * So it is told noon of the reader's own day as if that were in UTC; whatever the time zone, and
 * however long a day was, it counts days as the reader does.
 */
import { State, createEmptyCard, fsrs } from "../fsrs/index.mjs";
import { dayOf, startOf } from "./study-clock.js";

/** @typedef {import("./study-state.js").Card} Card */

const DAY = 86_400_000;

/** @type {Map<number, any>} a scheduler for each retention that was asked for */
const schedulers = new Map();

/**
 * What becomes of a card that is graded.
 *
 * @param {Card | undefined} card undefined: it was never asked
 * @param {1 | 2 | 3 | 4} grade again, hard, good, easy
 * @param {number} now ms since 1970
 * @param {{ retention: number, dayStart: number }} settings
 * @returns {Card & { due: number }} due: ms since 1970
 */
export function schedule(card, grade, now, { retention, dayStart }) {
  // A clock that was set back must not make time run backwards.
  const time = card ? Math.max(now, card.last) : now;
  const today = dayOf(time, dayStart);
  const next = schedulerOf(retention).next(asked(card, today, dayStart), noon(today), grade).card;
  const inReview = next.state === State.Review;
  const day = inReview ? today + next.scheduled_days : 0;
  const wait = inReview ? 0 : next.due.getTime() - noon(today).getTime();
  return {
    last: time,
    due: inReview ? startOf(day, dayStart) : time + wait,
    day,
    wait,
    stability: next.stability,
    difficulty: next.difficulty,
    reps: next.reps,
    lapses: next.lapses,
    state: next.state,
    step: next.learning_steps,
  };
}

/** @param {number} retention */
function schedulerOf(retention) {
  const known = schedulers.get(retention);
  if (known) return known;
  const made = fsrs({ request_retention: retention, enable_fuzz: false });
  schedulers.set(retention, made);
  return made;
}

/** @param {Card | undefined} card @param {number} today @param {number} dayStart */
function asked(card, today, dayStart) {
  if (!card) return createEmptyCard(noon(today));
  return {
    due: noon(today),
    stability: card.stability,
    difficulty: card.difficulty,
    elapsed_days: 0,
    scheduled_days: 0,
    reps: card.reps,
    lapses: card.lapses,
    learning_steps: card.step,
    state: card.state,
    last_review: noon(dayOf(card.last, dayStart)),
  };
}

/** @param {number} day */
function noon(day) {
  return new Date(day * DAY + DAY / 2);
}
