"""A search in a real browser: ours or Material's, which are used alike."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.pages.visit import slow_down

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

_INPUT = ".search__input, .md-search__input"
_RESULT = ".search__result, .md-search-result__link"
_TITLES = """() => [...document.querySelectorAll(
    ".search__title, .md-search-result__item > .md-search-result__link h1",
)].map(title => title.textContent)"""
_PATIENCE = 120.0  # seconds
_SHOWN = 10  # results that a reader sees


@dataclass(frozen=True, slots=True)
class First:
    """Seconds from the first letter to the first result; the bytes of all that it took."""

    seconds: float
    bytes: int


def first_result(browser: Browser, url: str, letters: str) -> First:
    """Open a page over a slow line, wait till it is there, and search."""
    context = browser.new_context(bypass_csp=True)
    try:
        page = context.new_page()
        requests: list[Request] = []
        context.on("requestfinished", lambda request: requests.append(request))
        slow_down(context.new_cdp_session(page))
        page.goto(url, wait_until="load")
        page.wait_for_timeout(300)
        start = time.perf_counter()
        open_search(page)
        page.keyboard.type(letters)
        page.locator(_RESULT).first.wait_for(timeout=1000 * _PATIENCE)
        seconds = time.perf_counter() - start
        page.wait_for_timeout(3000)
        searched = [each for each in requests if "/search" in each.url]
        return First(seconds, sum(each.sizes()["responseBodySize"] for each in searched))
    finally:
        context.close()


def open_search(page: Page) -> None:
    """By its key, which both have."""
    page.keyboard.press("/")
    page.locator(_INPUT).wait_for()


def ranks(page: Page, words: str, titles: tuple[str, ...]) -> int | None:
    """The place of the first of ``titles`` among the results of a query; None: not there."""
    page.locator(_INPUT).fill("")
    page.locator(_INPUT).press_sequentially(words)
    found = _settled(page)[:_SHOWN]
    return next((place for place, title in enumerate(found, 1) if title in titles), None)


def _settled(page: Page) -> list[str]:
    """The titles of the results as soon as they stay the same."""
    before: list[str] | None = None
    for _ in range(40):
        page.wait_for_timeout(250)
        titles: list[str] = page.evaluate(_TITLES)
        if titles == before:
            break
        before = titles
    return before or []
