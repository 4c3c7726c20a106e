"""Which browser the tests drive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.find import find_browser

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_named_browser_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = tmp_path / "browser"
    browser.touch()
    monkeypatch.setenv("BROWSER_PATH", str(browser))
    assert find_browser() == browser


def test_a_named_browser_that_is_missing_is_not_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER_PATH", "/missing/browser")
    assert find_browser() is None
