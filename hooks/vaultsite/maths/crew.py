"""The engines of a build, each with a thread: no more of them than there is work for."""

from __future__ import annotations

import threading
from concurrent.futures import CancelledError, Future
from queue import SimpleQueue
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .engine import Engine
    from .records import Drawing, Job

# An engine costs 1.3 s of CPU before it is as fast as can be (V8 compiles), a formula then 1.1 ms.
# So many waiting for each engine make another one worth it: the time until all are drawn gets
# shorter by more than the CPU time grows.
WORTH_ANOTHER = 4000

_Work = tuple["Sequence[Job]", "Future[list[Drawing]]"]


class Crew:
    """Draws batches of jobs, in the order in which they come, by at most ``most`` engines.

    ``recruit`` makes an engine. The first one starts with the first batch, another one when more
    jobs wait than those at work get done soon.
    """

    def __init__(self, recruit: Callable[[], Engine], *, most: int) -> None:
        self._recruit = recruit
        self._most = most
        self._work: SimpleQueue[_Work | None] = SimpleQueue()
        self._futures: list[Future[list[Drawing]]] = []
        self._engines: list[Engine] = []
        self._threads: list[threading.Thread] = []
        self._waiting = 0
        self._lock = threading.Lock()

    def draw(self, jobs: Sequence[Job]) -> Future[list[Drawing]]:
        """The drawings, one for each job; the future raises ``EngineError``."""
        future: Future[list[Drawing]] = Future()
        self._futures = [each for each in self._futures if not each.done()]
        self._futures.append(future)
        self._work.put((jobs, future))
        with self._lock:
            self._waiting += len(jobs)
        if not self._engines or self._waiting > WORTH_ANOTHER * len(self._engines):
            self._grow()
        return future

    def rest(self) -> None:
        """Keep one engine, for the few formulas to come; call it when all are drawn."""
        for _ in self._engines[1:]:
            self._work.put(None)

    def close(self) -> None:
        """What is not drawn yet will not be: its futures are cancelled."""
        for future in self._futures:
            future.cancel()
        for engine in [*self._engines]:
            engine.close()
            self._work.put(None)
        for thread in self._threads:
            thread.join()

    def _grow(self) -> None:
        if len(self._engines) >= self._most:
            return
        engine = self._recruit()
        thread = threading.Thread(target=self._serve, args=(engine,), daemon=True)
        self._engines.append(engine)
        self._threads.append(thread)
        thread.start()

    def _serve(self, engine: Engine) -> None:
        """In a thread of its own, which mostly waits for Node."""
        while (work := self._work.get()) is not None:
            jobs, future = work
            with self._lock:
                self._waiting -= len(jobs)
            if not future.set_running_or_notify_cancel():
                continue
            try:
                drawings = list(engine.draw(jobs))
                if len(drawings) < len(jobs):
                    raise CancelledError  # the crew is being closed
                future.set_result(drawings)
            except BaseException as error:
                future.set_exception(error)
        engine.close()
        self._engines.remove(engine)
