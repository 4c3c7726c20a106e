"""Right-to-left text: blocks turn as a browser's ``dir="auto"`` would have it, and no others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.render.pages import render
from vaultsite.render.directions import attribute, direction

if TYPE_CHECKING:
    from pathlib import Path

HEBREW, ARABIC = "שלום", "مرحبا"


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("plain", "ltr"),
        (HEBREW, "rtl"),
        (ARABIC, "rtl"),
        (f"12. – {HEBREW} then Latin", "rtl"),
        (f"Latin, then {HEBREW}", "ltr"),
        ("12 (3)", None),
        ("", None),
    ],
)
def test_the_first_letter_decides(text: str, way: str | None) -> None:
    assert direction(text) == way
    assert attribute(text, "ltr") == (' dir="rtl"' if way == "rtl" else "")


def _turned(html: str) -> list[str]:
    """The elements with a direction of their own, as in ``p rtl``."""
    return [" ".join(found) for found in re.findall(r'<(\w+)[^>]* dir="(\w+)"', html)]


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        ("Latin alone, $x$", []),
        (HEBREW, ["p rtl"]),
        (f"$x$ {HEBREW}", ["p rtl"]),
        (f"## {HEBREW}", ["h2 rtl"]),
        (f"- {HEBREW}\n- {HEBREW}", ["ul rtl"]),
        (f"- {HEBREW}\n- Latin\n- 3", ["ul rtl", "li ltr"]),
        (f"1. Latin\n2. {HEBREW}", ["li rtl"]),
        (f"> {HEBREW}", ["blockquote rtl"]),
        (f"> [!tip]- {HEBREW}\n> Latin", ["details rtl", "p ltr"]),
        (f"| {HEBREW} | a |\n|--|--|\n| {HEBREW} | 1 |", ["table rtl", "th ltr"]),
        (f"Latin[^1].\n\n[^1]: {HEBREW}", ["li rtl"]),
        (f"START\nBasic\n{HEBREW}\nBack: Latin\nEND", ["p rtl"]),
    ],
)
def test_blocks_turn_with_what_stands_in_them(tmp_path: Path, text: str, turned: list[str]) -> None:
    (tmp_path / "n.md").write_text(text, "utf-8")
    assert _turned(render(tmp_path, "n.md").html) == turned


@pytest.mark.parametrize("text", ["", f"# {HEBREW}\n"])
def test_titles_turn_too(tmp_path: Path, text: str) -> None:
    (tmp_path / f"{HEBREW}.md").write_text(text, "utf-8")
    assert _turned(render(tmp_path, f"{HEBREW}.md").html) == ["h1 rtl"]
