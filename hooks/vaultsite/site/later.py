"""Work that a reader does not wait for: done in the background, a moment after it was asked for."""

from __future__ import annotations

from contextlib import suppress
from threading import Lock, Timer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Later:
    """Does what it was given last, ``delay`` seconds after that; what is older may be left out.

    ``OSError`` is taken for the end of the folder that is written to.
    """

    def __init__(self, delay: float) -> None:
        self._delay = delay
        self._timer: Timer | None = None
        self._at_work = Lock()

    def start(self, job: Callable[[], None]) -> None:
        self.stop()
        self._timer = Timer(self._delay, self._run, [job])
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        """Forget what has not begun; wait for what has."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        with self._at_work:
            pass

    def _run(self, job: Callable[[], None]) -> None:
        with self._at_work, suppress(OSError):
            job()
