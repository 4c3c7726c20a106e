"""Formulas to drawings: from the cache where they are known, from the engine where not."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from .cache import Cache
from .engine import Engine, EngineError

if TYPE_CHECKING:
    from .records import Drawing, Formula, Job

_BATCH = 64

Progress = Callable[[int, int], None]


class Renderer:
    """Draws the formulas of a build. Use it as a context manager.

    ``node`` is the Node.js program, ``modules`` the folder ``node_modules``, ``cache_path`` the
    cache's file (``None``: no cache), ``preamble`` TeX that holds for the whole vault,
    ``time_limit`` seconds for one formula, ``engines`` the number of Node processes. Node is only
    started when a formula is not in the cache.
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
        self._preamble = preamble
        self._version = f"{_scripts()} {mathjax_version(modules)}"
        self._cache = Cache(cache_path, version=self._version)
        self._engines = [
            Engine(node, modules, preamble=preamble, time_limit=time_limit) for _ in range(engines)
        ]
        self._known: dict[Job, Drawing] = {}

    def __enter__(self) -> Renderer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        for engine in self._engines:
            engine.close()
        self._cache.close()

    def draw(
        self, formulas: Iterable[Formula], progress: Progress | None = None
    ) -> dict[Formula, Drawing]:
        """Each formula's drawing. ``progress`` is told (drawn, to draw) of those not known yet.

        Raises ``EngineError`` if Node or MathJax cannot be run; a formula's own fault is in its
        drawing.
        """
        jobs = {formula: formula.job for formula in formulas}
        wanted = [job for job in dict.fromkeys(jobs.values()) if job not in self._known]
        keys = {job: self._key(job) for job in wanted}
        cached = self._cache.get(list(keys.values()))
        self._known.update({job: cached[key] for job, key in keys.items() if key in cached})
        self._draw_new([job for job in wanted if job not in self._known], progress, keys)
        return {formula: self._known[job] for formula, job in jobs.items()}

    def _draw_new(
        self, jobs: Sequence[Job], progress: Progress | None, keys: dict[Job, bytes]
    ) -> None:
        done = 0
        for batch, drawings in self._batches(jobs):
            new = dict(zip(batch, drawings, strict=True))
            self._known.update(new)
            self._cache.put({keys[job]: new[job] for job in new if not new[job].passing})
            done += len(batch)
            if progress is not None:
                progress(done, len(jobs))

    def _batches(self, jobs: Sequence[Job]) -> Iterator[tuple[Sequence[Job], list[Drawing]]]:
        """Batches as they are done. Each engine has a thread, which mostly waits for Node."""
        batches = [jobs[start : start + _BATCH] for start in range(0, len(jobs), _BATCH)]
        idle = list(self._engines)

        def run(batch: Sequence[Job]) -> list[Drawing]:
            engine = idle.pop()
            try:
                return list(engine.draw(batch))
            finally:
                idle.append(engine)

        with ThreadPoolExecutor(len(self._engines)) as pool:
            yield from zip(batches, pool.map(run, batches), strict=True)

    def _key(self, job: Job) -> bytes:
        text = json.dumps([job.message(), self._preamble, self._version], sort_keys=True)
        return hashlib.sha256(text.encode()).digest()


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
