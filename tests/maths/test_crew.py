"""How many engines work: one, until thousands of formulas wait."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, cast

import pytest

from vaultsite.maths.crew import Crew
from vaultsite.maths.engine import Engine, EngineError
from vaultsite.maths.records import Drawing, Job

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BATCH = [Job("x", False)] * 1000


class Recruits:
    """Engines that wait for ``may_draw``, and the number of them."""

    def __init__(self) -> None:
        self.count = 0
        self.may_draw = threading.Event()

    def __call__(self) -> Engine:
        self.count += 1
        return cast("Engine", _Engine(self.may_draw))


class _Engine:
    def __init__(self, may_draw: threading.Event) -> None:
        self._may_draw = may_draw
        self._closed = False

    def draw(self, jobs: Sequence[Job]) -> Iterator[Drawing]:
        self._may_draw.wait()
        for job in jobs:
            if self._closed:
                return
            yield Drawing(error=job.tex)

    def close(self) -> None:
        self._closed = True
        self._may_draw.set()


@pytest.mark.parametrize(
    ("batches", "most", "engines"), [(0, 2, 0), (1, 2, 1), (4, 2, 1), (7, 2, 2), (20, 2, 2)]
)
def test_another_engine_starts_when_thousands_wait(batches: int, most: int, engines: int) -> None:
    recruits = Recruits()
    crew = Crew(recruits, most=most)
    for _ in range(batches):
        crew.draw(BATCH)
    crew.close()
    assert recruits.count == engines


def test_each_batch_gets_its_own_drawings() -> None:
    recruits = Recruits()
    recruits.may_draw.set()
    crew = Crew(recruits, most=3)
    futures = [crew.draw([Job(str(number), False)] * 1000) for number in range(30)]
    for number, future in enumerate(futures):
        assert future.result() == [Drawing(error=str(number))] * 1000
    crew.close()


def test_closing_does_not_wait_for_what_is_not_drawn() -> None:
    crew = Crew(Recruits(), most=1)
    at_work, waiting = crew.draw(BATCH), crew.draw(BATCH)
    crew.close()
    assert waiting.cancelled()
    assert at_work.cancelled() or at_work.exception() is not None


def test_an_engine_that_cannot_start_is_reported_to_who_waits() -> None:
    class Broken(_Engine):
        def draw(self, jobs: Sequence[Job]) -> Iterator[Drawing]:
            raise EngineError(f"no Node for {len(jobs)}")

    crew = Crew(lambda: cast("Engine", Broken(threading.Event())), most=1)
    with pytest.raises(EngineError, match="no Node for 1000"):
        crew.draw(BATCH).result()
    crew.close()


def test_one_engine_stays_for_the_formulas_to_come() -> None:
    recruits = Recruits()
    crew = Crew(recruits, most=3)
    futures = [crew.draw(BATCH) for _ in range(20)]
    recruits.may_draw.set()
    for future in futures:
        future.result()
    assert recruits.count == 3
    crew.rest()
    while len(crew._engines) > 1:
        time.sleep(0.001)
    assert len(crew.draw(BATCH).result()) == len(BATCH)
    assert recruits.count == 3
    crew.close()
