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
