"""Cards come back when FSRS says, and in the reader's own days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.study.scripts import Scripts


@pytest.mark.parametrize(
    ("seed", "retention", "zone", "day_start"),
    [
        (1, 0.9, "UTC", 0),
        (2, 0.7, "UTC", 0),
        (3, 0.97, "America/Los_Angeles", 4),
        (4, 0.85, "Pacific/Auckland", 4),
        (5, 0.9, "Asia/Kathmandu", 23),
    ],
)
def test_reviews_in_sessions_are_those_of_the_scheduler(
    scripts: Scripts, seed: int, retention: float, zone: str, day_start: int
) -> None:
    given = {"seed": seed, "reviews": 2000, "retention": retention, "dayStart": day_start}
    found = scripts.ask("return agreement(given);", zone=zone, given=given)
    assert found["wrong"] == []
    assert found["reviews"] == 2000
    assert found["previews"] == 4 * 2000  # each button says what it would have done
    assert found["worst"] == 0
    new, learned, reviewed, relearned = found["states"]
    assert min(new, learned, reviewed, relearned) > 50  # else it says little


def test_whatever_is_kept_of_a_card_can_be_graded(scripts: Scripts) -> None:
    """The bounds that are checked where progress is read are those that the scheduler needs."""
    lines = """
      const random = chance(1);
      const upTo = (most) => Math.floor(random() * (most + 1));
      const pick = (...values) => values[upTo(values.length - 1)];
      const wrong = [];
      let checked = 0;
      for (let times = 0; times < 5000; times++) {
        const state = 1 + upTo(2);
        const card = {
          last: pick(0, NOW, NOW + DAY, upTo(1e13)),
          day: state === 2 ? pick(0, 20000, upTo(999999)) : 0,
          wait: state === 2 ? 0 : upTo(1440) * MINUTE,
          stability: pick(0.001, 36500, random() * 40 + 0.001),
          difficulty: pick(1, 10, 1 + random() * 9),
          reps: upTo(99),
          lapses: upTo(9),
          state,
          step: upTo(99),
        };
        if (!isCard(card)) continue;
        checked++;
        const again = unpack(pack(card));
        if (JSON.stringify(again) !== JSON.stringify(card)) wrong.push(card);
        const settings = { retention: pick(0.7, 0.9, 0.99), dayStart: upTo(23) };
        const next = schedule(card, 1 + upTo(3), pick(NOW, NOW + 5000 * DAY), settings);
        const fits = isCard(next) && next.reps === card.reps + 1 && next.due > next.last - DAY;
        if (!fits) wrong.push([card, next]);
      }
      return { wrong: wrong.slice(0, 3), checked };
    """
    assert scripts.ask(lines) == {"wrong": [], "checked": 5000}
