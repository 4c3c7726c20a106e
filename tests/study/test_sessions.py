"""A session: what is asked, in which order, how much of it on a day, and the way back."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.study.scripts import Scripts

# The ids of units in a session's order, each graded as `grade` says.
ASKED = """
  const asked = (session, grade = () => 4) => {
    const ids = [];
    for (let unit = session.current; unit && ids.length < 99; unit = session.current) {
      ids.push(unit.id);
      session.grade(grade(unit));
    }
    return ids;
  };
"""


def test_new_cards_come_as_they_stand_and_no_more_than_a_day_takes(scripts: Scripts) -> None:
    lines = (
        ASKED
        + """
      const store = newStore();
      store.change({ newPerDay: 3 });
      const units = made(8);
      const order = (ids) => ids.map((id) => units.findIndex((unit) => unit.id === id));
      const sit = (now, options) =>
        order(asked(new Session(units, store, { now: () => now, ...options })));
      return {
        first: sit(NOW),
        again: sit(NOW + MINUTE),
        more: sit(NOW + MINUTE, { more: 2 }),
        late: store.newToday(NOW),
        tomorrow: sit(NOW + DAY),
      };
    """
    )
    found = scripts.ask(lines)
    assert found == {
        "first": [0, 1, 2],
        "again": [],
        "more": [3, 4],
        "late": 5,
        "tomorrow": [5, 6, 7],
    }


def test_the_days_number_of_new_cards_is_one_for_all_decks(scripts: Scripts) -> None:
    lines = (
        ASKED
        + """
      const store = newStore();
      store.change({ newPerDay: 5 });
      const units = [...made(4, { deck: "a" }), ...made(4, { deck: "b::c", first: 10 })];
      const [a, b] = [select(units, { deck: "a" }), select(units, { deck: "b" })];
      const fresh = (units) => counts(units, store, NOW).new;
      const before = [fresh(a), fresh(b), fresh(units)];
      asked(new Session(a, store, { now: () => NOW }));
      return [...before, fresh(a), fresh(b), fresh(units)];
    """
    )
    assert scripts.ask(lines) == [4, 4, 5, 0, 1, 1]


def test_reviews_are_limited_if_the_reader_wants_it(scripts: Scripts) -> None:
    lines = (
        ASKED
        + """
      const store = newStore();
      const units = made(10);
      asked(new Session(units, store, { now: () => NOW }));
      const later = NOW + 30 * DAY;
      const due = () => counts(units, store, later).due;
      const all = due();
      store.change({ reviewsPerDay: 4 });
      const limited = due();
      asked(new Session(units.slice(0, 3), store, { now: () => later }));
      return [all, limited, due(), store.today(later).due];
    """
    )
    assert scripts.ask(lines) == [10, 4, 1, 3]


def test_reviews_and_new_cards_are_mixed_and_learning_comes_in_between(scripts: Scripts) -> None:
    lines = (
        ASKED
        + """
      const store = newStore();
      const [old, fresh] = [made(4), made(2, { first: 10 })];
      asked(new Session(old, store, { now: () => NOW }));
      let now = NOW + 30 * DAY;
      const session = new Session([...old, ...fresh], store, { now: () => now });
      const left = session.counts;
      const kinds = [];
      for (let times = 0; session.current && times < 20; times++) {
        const { id } = session.current;
        const card = store.card(id);
        kinds.push(card ? (card.state === 2 ? "due" : "learning") : "new");
        // The second card is failed: it comes back as soon as its minutes have passed.
        session.grade(times === 1 ? 1 : 4);
        now += 30_000;
      }
      return [left, kinds];
    """
    )
    left, kinds = scripts.ask(lines)
    assert left == {"new": 2, "learning": 0, "due": 4}
    assert kinds == ["due", "new", "due", "due", "learning", "new", "due"]


def test_the_order_is_the_same_again(scripts: Scripts) -> None:
    lines = (
        ASKED
        + """
      const orders = [1, 2].map(() => {
        const { store } = some(5, 40);
        const units = made(40, { sides: ["", "r"] });
        return asked(new Session(units, store, { now: () => NOW + 60 * DAY })).join();
      });
      return [orders[0] === orders[1], orders[0].length > 100];
    """
    )
    assert scripts.ask(lines) == [True, True]


def test_nobody_is_kept_waiting_for_the_last_card(scripts: Scripts) -> None:
    lines = """
      const store = newStore();
      const session = new Session(made(1), store, { now: () => NOW });
      session.grade(3);
      return [session.current?.id === made(1)[0].id, session.waiting, session.counts];
    """
    here, waiting, left = scripts.ask(lines)
    assert here
    assert waiting == 600_000
    assert left == {"new": 0, "learning": 1, "due": 0}


def test_of_the_last_cards_the_same_does_not_come_twice(scripts: Scripts) -> None:
    lines = """
      const session = new Session(made(3), newStore(), { now: () => NOW });
      const seen = [];
      for (const grade of [3, 3, 1, 1, 1, 1]) {
        seen.push(made(3).findIndex(({ id }) => id === session.current.id));
        session.grade(grade);
      }
      return seen;
    """
    seen = scripts.ask(lines)
    assert seen[:3] == [0, 1, 2]
    assert all(one != other for one, other in pairwise(seen))


def test_of_one_card_only_one_side_is_new_on_a_day(scripts: Scripts) -> None:
    lines = (
        ASKED
        + """
      const store = newStore();
      const units = made(3, { sides: ["c1", "c2", "c3"] });
      const days = [0, 1, 2, 3].map((day) => {
        const now = NOW + day * DAY;
        const before = counts(units, store, now).new;
        const session = new Session(units, store, { now: () => now });
        const ids = asked(session).filter((id) => store.card(id).reps === 1);
        return [before, ids.map((id) => id.split(":")[1]).join(" "), counts(units, store, now).new];
      });
      return days;
    """
    )
    assert scripts.ask(lines) == [
        [3, "c1 c1 c1", 0],
        [3, "c2 c2 c2", 0],
        [3, "c3 c3 c3", 0],
        [0, "", 0],
    ]


def test_skipped_cards_come_at_the_end_and_buried_ones_tomorrow(scripts: Scripts) -> None:
    lines = """
      const store = newStore();
      const [one, two, three] = made(3);
      const session = new Session([one, two, three], store, { now: () => NOW });
      const seen = [];
      const see = () => seen.push([one, two, three].indexOf(session.current));
      see();
      session.skip();
      see();
      session.bury();
      see();
      session.grade(4);
      see();
      session.skip();
      see();
      const fresh = (now) => counts([one, two, three], store, now).new;
      return { seen, size: store.size, today: fresh(NOW), tomorrow: fresh(NOW + DAY) };
    """
    assert scripts.ask(lines) == {"seen": [0, 1, 2, 0, -1], "size": 1, "today": 1, "tomorrow": 2}


def test_another_tab_may_have_asked_a_card_meanwhile(scripts: Scripts) -> None:
    lines = """
      const storage = new Storage();
      const [store, other] = [newStore(storage), newStore(storage)];
      const [one, two, three] = made(3);
      const session = new Session([one, two, three], store, { now: () => NOW });
      other.grade(two, 4, NOW, { schedule });
      session.grade(4);
      return [one, two, three].indexOf(session.current);
    """
    assert scripts.ask(lines) == 2


def test_practising_asks_everything_and_writes_nothing(scripts: Scripts) -> None:
    """A card that was not known comes again, a few cards later."""
    lines = (
        ASKED
        + """
      const { store, storage } = some(6, 10);
      const units = made(10, { sides: ["", "r"] });
      const now = NOW + 9 * DAY;
      for (const unit of units.slice(5, 9)) store.bury(unit.id, now);
      const before = storage.getItem(NAME);
      let told = 0;
      store.subscribe(() => told++);
      const session = new Session(units, store, { practise: true, now: () => now });
      const failed = new Set();
      const ids = asked(session, ({ id }) => {
        if (id !== units[3].id || failed.has(id)) return 3;
        failed.add(id);
        return 1;
      });
      session.undo();
      const [skipped, previews] = [session.current.id, session.previews()];
      session.bury();
      session.undo();
      return {
        order: ids.map((id) => units.findIndex((unit) => unit.id === id)),
        same: storage.getItem(NAME) === before,
        told,
        back: skipped === units.at(-1).id,
        intervals: previews.map(({ interval }) => interval),
        sum: session.summary(),
      };
    """
    )
    found = scripts.ask(lines)
    assert found["order"] == [0, 1, 2, 3, 4, 5, 6, 7, 3, *range(8, 20)]
    assert found["same"]
    assert found["told"] == 0
    assert found["back"]
    assert found["intervals"] == [0, 0, 0, 0]
    assert found["sum"]["again"] == 1
    assert found["sum"]["reviews"] == 20


def test_practising_shuffled_asks_each_card_once(scripts: Scripts) -> None:
    lines = (
        ASKED
        + """
      const units = made(50);
      const options = { practise: true, shuffle: true };
      const [a, b] = [1, 2].map(() => asked(new Session(units, newStore(), options)));
      return [new Set(a).size, a.length, a.join() !== b.join()];
    """
    )
    assert scripts.ask(lines) == [50, 50, True]


def test_the_end_says_how_it_went(scripts: Scripts) -> None:
    lines = """
      const store = newStore();
      let now = NOW;
      const session = new Session(made(4), store, { now: () => now });
      for (const grade of [4, 1, 3, 2, 3, 4, 4, 4]) {
        now += 10_000;
        session.grade(grade);
      }
      now += 10 * MINUTE;
      session.undo();
      now += 10 * MINUTE;
      session.grade(4);
      return session.summary();
    """
    found = scripts.ask(lines)
    assert found == found | {"units": 4, "reviews": 8, "again": 1, "hard": 1, "good": 2, "easy": 4}
    assert found["milliseconds"] == 70_000 + 60_000  # nobody looks at a card for ten minutes


@pytest.mark.parametrize("seed", range(1, 13))
def test_undoing_all_leaves_everything_as_it_was(scripts: Scripts, seed: int) -> None:
    """Whatever was done, byte for byte; and each step back shows what was shown then."""
    lines = """
      const random = chance(seed);
      const { store, storage } = some(seed, 12);
      const sides = seed % 2 ? ["", "r"] : ["c1", "c2", "c5"];
      const units = [...made(12, { sides: ["", "r"] }), ...made(9, { sides, first: 10 })];
      for (const unit of units.slice(-20)) unit.digests = ["ab12", "cd34"];
      let now = NOW + 12 * DAY;
      const session = new Session(units, store, { practise: seed % 4 === 3, now: () => now });
      const look = () => JSON.stringify([
        storage.getItem(NAME), session.current?.id, session.counts, session.next?.id,
        session.previews().map(({ grade, interval }) => [grade, interval]),
        { ...session.summary(), dueTomorrow: 0 },
      ]);
      const seen = [];
      const wrong = [];
      const back = () => {
        const before = seen.pop();
        now = before.now;
        if (!session.undo() || look() !== before.look) wrong.push(seen.length);
      };
      let deepest = 0;
      for (let times = 0; times < 300 && session.current; times++) {
        if (seen.length && random() < 0.15) {
          back();
          continue;
        }
        seen.push({ look: look(), now });
        const choice = random();
        if (choice < 0.1) session.skip();
        else if (choice < 0.2) session.bury();
        else session.grade(1 + Math.floor(random() * 4));
        deepest = Math.max(deepest, seen.length);
        now += Math.floor(random() * 4 * MINUTE);
      }
      while (seen.length) back();
      return { wrong, deepest, more: session.undo() };
    """
    found = scripts.ask(lines, seed=seed)
    assert found["wrong"] == []
    assert found["deepest"] > 15
    assert not found["more"]


def test_counting_looks_at_each_card_once(scripts: Scripts) -> None:
    lines = """
      const looks = [1000, 2000].map((count) => {
        const store = newStore();
        let looked = 0;
        const packed = store.packed.bind(store);
        store.packed = (id) => (looked++, packed(id));
        counts(made(count), store, NOW);
        return looked;
      });
      return looks;
    """
    assert scripts.ask(lines) == [1000, 2000]
