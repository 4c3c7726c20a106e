"""The browser in which the note is open: when it shows something, and whether it keeps its place.

Asking again and again is all that the pages' Content-Security-Policy leaves: Playwright's own
waiting evaluates text in the page.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from playwright.sync_api import Error

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

LONGEST = 600.0  # seconds
_PAUSE = 5  # ms, the error of what is measured
_SETTLED = 2.0  # seconds in which a page that is loaded again finds its place
_NEAR = 2  # px

_SHOWS = "word => document.querySelector('article')?.textContent.includes(word) ?? false"
_LINKS = """([name, kind]) => [...document.querySelectorAll('article .internal-link')]
  .some(link => link.dataset.href === name && link.matches(kind))"""
_PLACE = "() => window.scrollY"
_TO_THE_MIDDLE = "() => window.scrollTo(0, document.documentElement.scrollHeight / 2)"


class Reader:
    """A page that is open, scrolled to its middle."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, url: str) -> None:
        self.page.goto(url)
        self.page.evaluate(_TO_THE_MIDDLE)
        self.page.wait_for_timeout(300)

    def shows(self, word: str) -> bool:
        return bool(self._ask(_SHOWS, word))

    def links_to(self, name: str) -> bool:
        """Does a link to the note of that name lead somewhere?"""
        return bool(self._ask(_LINKS, [name, "a"]))

    def misses(self, name: str) -> bool:
        """Is the link to the note of that name one that leads nowhere?"""
        return bool(self._ask(_LINKS, [name, ".is-unresolved"]))

    def place(self) -> float:
        """Return how far the page is scrolled, in px; -1 while it is being loaded."""
        answer = self._ask(_PLACE)
        return float(answer) if isinstance(answer, (int, float)) else -1.0

    def wait(self, ready: Callable[[], bool]) -> None:
        """Wait until ``ready``. Raises ``TimeoutError`` after `LONGEST` seconds."""
        end = time.monotonic() + LONGEST
        while not ready():
            if time.monotonic() > end:
                raise TimeoutError(f"the page never showed it: {self.page.url}")
            self.page.wait_for_timeout(_PAUSE)

    def keeps(self, place: float) -> bool:
        """Is the page where it was, or soon there? At its top, it could not be lost."""
        if place <= 0:
            return False
        end = time.monotonic() + _SETTLED
        while abs(self.place() - place) > _NEAR:
            if time.monotonic() > end:
                return False
            self.page.wait_for_timeout(_PAUSE)
        return True

    def _ask(self, expression: str, argument: object = None) -> object:
        try:
            return self.page.evaluate(expression, argument)
        except Error:  # it is being loaded
            return None
