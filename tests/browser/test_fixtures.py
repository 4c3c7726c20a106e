"""The watched page sees errors, and requests that leave the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import Serve


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("<script>console.error('oh')</script>", "console: oh"),
        ("<script>console.warn('careful')</script>", "console: careful"),
        ("<script>undefined.x</script>", "error: Cannot read properties of undefined"),
        ("<img src='http://elsewhere.invalid/x.png'>", "request to another host: http://elsewh"),
        ("<img src='missing.png'>", "console: Failed to load resource: the server responded"),
    ],
)
def test_a_page_with_a_problem_is_noticed(
    tmp_path: Path, serve: Serve, page: Page, page_problems: list[str], body: str, problem: str
) -> None:
    (tmp_path / "index.html").write_text(f"<link rel=icon href=data:,>{body}")
    page.goto(serve(tmp_path))
    assert any(line.startswith(problem) for line in page_problems), page_problems
    page_problems.clear()


def test_a_sound_page_has_none(tmp_path: Path, serve: Serve, page: Page) -> None:
    (tmp_path / "index.html").write_text("<link rel=icon href=data:,><title>Sound</title>")
    page.goto(serve(tmp_path))
    assert page.title() == "Sound"
