"""A real browser, a server like GitHub Pages, and a page that tolerates no error."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.find import MISSING, find_browser
from tests.browser.server import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
_BLOCKED = "Service Worker registration blocked by Playwright"
OWN_HOSTS = ("127.0.0.1", "")
_PATIENCE = 20_000  # milliseconds: a machine may have other work


class Serve(Protocol):
    """Serves a folder under a path until the test ends; returns the address of its root."""

    def __call__(self, directory: Path, prefix: str = "/repo/") -> str: ...


class NewPage(Protocol):
    """Opens a watched page in a context of its own, with Playwright's options for contexts."""

    def __call__(self, **context: object) -> Page: ...


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = find_browser()
    if executable is None:
        pytest.fail(MISSING)
    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    with ExitStack() as servers:

        def serve(directory: Path, prefix: str = "/repo/") -> str:
            return servers.enter_context(serving(directory, prefix))

        yield serve


@pytest.fixture
def page_problems() -> Iterator[list[str]]:
    """Collect what pages do wrong; a test that means to provoke it clears the list."""
    problems: list[str] = []
    yield problems
    assert not problems


@pytest.fixture
def new_page(browser: Browser, page_problems: list[str]) -> Iterator[NewPage]:
    """Return a function that opens pages: phones, dark schemes, no script, …"""
    with ExitStack() as contexts:

        def new_page(**context: object) -> Page:
            # One that keeps pages would answer for the server in the midst of a test.
            context.setdefault("service_workers", "block")
            opened = browser.new_context(**context)  # type: ignore[arg-type]
            contexts.callback(opened.close)
            page = opened.new_page()
            page.on("console", _console(page_problems.append))
            page.on("pageerror", lambda error: page_problems.append(f"error: {error}"))
            opened.on("request", _foreign(page_problems.append))
            return page

        yield new_page


@pytest.fixture
def page(new_page: NewPage) -> Page:
    return new_page()


def _console(report: Callable[[str], None]) -> Callable[[ConsoleMessage], None]:
    def listen(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and message.text != _BLOCKED:
            report(f"console: {message.text}")

    return listen


def _foreign(report: Callable[[str], None]) -> Callable[[Request], None]:
    def listen(request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme in ("http", "https", "ws", "wss") and url.hostname not in OWN_HOSTS:
            report(f"request to another host: {request.url}")

    return listen
