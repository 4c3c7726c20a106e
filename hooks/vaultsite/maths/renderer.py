"""Formulas to drawings: from the cache where they are known, from the engine where not."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from .cache import Cache
from .crew import Crew
from .engine import Engine, EngineError

if TYPE_CHECKING:
    from concurrent.futures import Future

    from .records import Drawing, Formula, Job

_BATCH = 64
_MOST_KNOWN = 10_000  # drawings in memory, of two kilobytes each

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, eq=False)
class _Batch:
    jobs: Sequence[Job]
    drawings: Future[list[Drawing]]


class Renderer:
    """Draws the formulas of a build. Use it as a context manager.

    ``node`` is the Node.js program, ``modules`` the folder ``node_modules``, ``cache_path`` the
    cache's file (``None``: no cache), ``preamble`` TeX that holds for the whole vault,
    ``time_limit`` seconds for one formula, ``engines`` the most Node processes. Node is only
    started when a formula is not in the cache, a second time only when thousands wait.
    For one thread only.
    """

    def __init__(
        self,
        node: Path,
        modules: Path,
        cache_path: Path | None = None,
        *,
        preamble: str = "",
        time_limit: float = 5.0,
        engines: int = 1,
    ) -> None:
        self._version = f"{_scripts()} {mathjax_version(modules)}"
        self._hash = hashlib.sha256(repr((preamble, self._version)).encode())
        self._cache = Cache(cache_path, version=self._version)
        self._crew = Crew(
            lambda: Engine(node, modules, preamble=preamble, time_limit=time_limit), most=engines
        )
        self._known: dict[Job, Drawing] = {}
        self._asked: set[Job] = set()
        self._waiting: list[Job] = []
        # Batches at work in the order of asking, each under all of its jobs.
        self._running: dict[Job, _Batch] = {}

    def __enter__(self) -> Renderer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._crew.close()
        # What is drawn already serves the next build, even if this one was broken off.
        for batch in list(dict.fromkeys(self._running.values())):
            with contextlib.suppress(EngineError, CancelledError):
                self._keep(batch)
        self._cache.close()

    def rest(self) -> None:
        """All that was asked for is drawn; little more is expected."""
        self._crew.rest()

    def ask(self, formulas: Iterable[Formula]) -> None:
        """Begin to draw ``formulas``, while the caller goes on: `draw` gives the result.

        Call it with the formulas of one note after another; the engines get them in batches.
        """
        for formula in formulas:
            job = formula.job
            if job not in self._asked:
                self._asked.add(job)
                self._waiting.append(job)
        if len(self._waiting) >= _BATCH:
            self._send()

    def draw(
        self, formulas: Iterable[Formula], progress: Progress | None = None
    ) -> dict[Formula, Drawing]:
        """Each formula's drawing. ``progress`` is told (drawn, to draw) of those not known yet.

        Raises ``EngineError`` if Node or MathJax cannot be run; a formula's own fault is in its
        drawing.
        """
        wanted = list(formulas)
        self.ask(wanted)
        self._send()
        done, total = 0, len(self._running)
        while self._running:
            batch = next(iter(self._running.values()))
            self._keep(batch)
            done += len(batch.jobs)
            if progress is not None:
                progress(done, total)
        return {formula: self.drawing(formula) for formula in wanted}

    def drawing(self, formula: Formula) -> Drawing:
        """One formula's drawing; waits for no more than the batch that it is in.

        Formulas asked for early are known early. Raises ``EngineError`` as `draw` does.
        """
        job = formula.job
        known = self._known.get(job)
        if known is None:
            if job not in self._running:
                self._asked.discard(job)  # it may have been known once
                self.ask([formula])
                self._send()
            if job in self._running:
                self._keep(self._running[job])
            known = self._known[job]
        return known

    def _send(self) -> None:
        """Give what the cache does not know to the engines."""
        keys = {job: self._key(job) for job in self._waiting}
        self._waiting.clear()
        cached = self._cache.get(list(keys.values()))
        self._remember({job: cached[key] for job, key in keys.items() if key in cached})
        new = [job for job, key in keys.items() if key not in cached]
        for start in range(0, len(new), _BATCH):
            jobs = new[start : start + _BATCH]
            batch = _Batch(jobs, self._crew.draw(jobs))
            self._running.update(dict.fromkeys(jobs, batch))

    def _keep(self, batch: _Batch) -> None:
        drawings = dict(zip(batch.jobs, batch.drawings.result(), strict=True))
        for job in batch.jobs:
            del self._running[job]
        self._remember(drawings)
        self._cache.put(
            {self._key(job): each for job, each in drawings.items() if not each.passing}
        )

    def _remember(self, drawings: dict[Job, Drawing]) -> None:
        """Know these, at the cost of those learnt first: the cache has them."""
        self._known.update(drawings)
        if self._cache.is_open:
            surplus = len(self._known) - _MOST_KNOWN
            for job in [*islice(self._known, max(surplus, 0))]:
                del self._known[job]

    def _key(self, job: Job) -> bytes:
        labels = tuple((label.name, label.tag, label.anchor) for label in job.labels)
        key = self._hash.copy()
        key.update(repr((job.tex, job.display, job.prelude, labels)).encode())
        return key.digest()


def mathjax_version(modules: Path) -> str:
    """The version installed in ``node_modules``. Raises ``EngineError`` if there is none."""
    try:
        about = json.loads((modules / "mathjax" / "package.json").read_text("utf-8"))
        return str(about["version"])
    except (OSError, ValueError, KeyError) as error:
        raise EngineError(f"MathJax is not installed in {modules}: run `npm ci`") from error


def _scripts() -> str:
    """A hash of the engine's code: drawings made by other code are made anew."""
    code = [file.read_bytes() for file in sorted(Path(__file__).parent.glob("*.mjs"))]
    return hashlib.sha256(b"".join(code)).hexdigest()[:16]
