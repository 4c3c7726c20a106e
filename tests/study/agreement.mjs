// Reviews through sessions on one side, the same through ts-fsrs alone on the other.
//
// ts-fsrs counts days in UTC. Its times are those of the reader's clock, less the hours before a day
// begins, as if they were in UTC; Intl says what that clock shows, as it is not what is tested.
import { createEmptyCard, fsrs } from "../fsrs/index.mjs";
import { DAY, MINUTE, chance, made, newStore } from "./kit.mjs";
import { Session } from "./study-session.js";

const NUMBER = "numeric";
const DATE = { year: NUMBER, month: NUMBER, day: NUMBER };
const SHOWN = { ...DATE, hour: NUMBER, minute: NUMBER, second: NUMBER, hourCycle: "h23" };

export function agreement({ seed, reviews, retention, dayStart }, storage = undefined) {
  const clock = new Intl.DateTimeFormat("en", SHOWN);

  function shown(now) {
    const part = Object.fromEntries(clock.formatToParts(now).map(({ type, value }) => [type, Number(value)]));
    const date = Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
    return date - dayStart * 60 * MINUTE;
  }

  const random = chance(seed);
  const store = newStore(storage);
  store.change({ newPerDay: 9999, retention, dayStart });
  const units = made(120);
  const reference = fsrs({ request_retention: retention, enable_fuzz: false });
  const cards = new Map();
  const found = { reviews: 0, previews: 0, worst: 0, wrong: [], states: [0, 0, 0, 0] };
  let now = Date.UTC(2026, 0, 5, 12);

  while (found.reviews < reviews) {
    const session = new Session(units, store, { now: () => now });
    while (session.current && found.reviews < reviews) {
      const { id } = session.current;
      const before = cards.get(id) ?? createEmptyCard(new Date(shown(now)));
      const all = reference.repeat(before, new Date(shown(now)));
      const previews = session.previews();
      const grade = [1, 2, 3, 3, 3, 4][Math.floor(random() * 6)];
      found.states[before.state]++;
      session.grade(grade);
      const ours = store.card(id);
      for (const preview of previews) {
        const { card } = all[preview.grade];
        const interval = card.state === 2 ? card.scheduled_days * DAY : card.due.getTime() - shown(now);
        found.previews += Number(preview.interval === interval);
      }
      const theirs = all[grade].card;
      cards.set(id, theirs);
      const same = ["state", "reps", "lapses"].every((name) => ours[name] === theirs[name]);
      const isDue =
        theirs.state === 2
          ? ours.day === Math.floor(theirs.due.getTime() / DAY)
          : ours.wait === theirs.due.getTime() - shown(now);
      const isPreviewed = previews[grade - 1].due === ours.due;
      found.worst = Math.max(found.worst, apart(ours.stability, theirs.stability), apart(ours.difficulty, theirs.difficulty));
      if (!same || !isDue || !isPreviewed) found.wrong.push({ id, grade, ours, theirs });
      found.reviews++;
      now += Math.floor(random() * 3 * MINUTE);
    }
    // Another sitting: in a while, tomorrow, or after weeks, at any hour.
    now += Math.floor([1 / 24, 1, 1, 3, 30][Math.floor(random() * 5)] * random() * 2 * DAY);
  }
  found.wrong = found.wrong.slice(0, 3);
  return found;
}

/** How far two numbers are apart, as a part of the larger one. */
function apart(a, b) {
  return a === b ? 0 : Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
}
