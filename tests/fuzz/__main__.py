"""`python -m tests.fuzz MINUTES`: as many notes as the time allows, then what was found."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzz.constructs import Note, notes, rubbish
from tests.fuzz.pages import problems

if TYPE_CHECKING:
    from collections.abc import Callable

_BATCH = 500  # notes; between two batches the time is looked at
_PHASES = (Phase.generate, Phase.target, Phase.shrink)
_SETTINGS = settings(
    max_examples=_BATCH,
    deadline=None,
    database=None,
    phases=_PHASES,
    suppress_health_check=list(HealthCheck),
)


class Fuzz:
    """Both kinds of notes in turn, counted."""

    def __init__(self) -> None:
        self.cases = 0

    def batches(self) -> list[Callable[[], None]]:
        @_SETTINGS
        @given(notes())
        def of_constructs(note: Note) -> None:
            self.cases += 1
            assert problems(note.source, note.words) == []

        @_SETTINGS
        @given(rubbish())
        def of_marks(source: str) -> None:
            self.cases += 1
            assert problems(source) == []

        return [of_constructs, of_marks]


def main(minutes: float) -> None:
    start, fuzz = time.monotonic(), Fuzz()
    while True:
        for batch in fuzz.batches():
            batch()
            spent = (time.monotonic() - start) / 60
            if spent >= minutes:
                print(f"{fuzz.cases} notes in {spent:.1f} minutes: nothing found")
                return


if __name__ == "__main__":
    main(float(sys.argv[1]))
