"""Headings as they are heard: one outline under the title, without gaps, whatever their ranks."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from tests.render.pages import render
from vaultsite.render.outline import Outline

if TYPE_CHECKING:
    from pathlib import Path

_CARD = "START\nBasic\n{}\nBack: {}\nEND\n"


@pytest.mark.parametrize(
    ("ranks", "heard"),
    [
        ("2 3 2", "2 3 2"),
        ("4 4", "2 2"),
        ("1 2 1", "2 3 2"),
        ("4 3 4 6 5", "2 2 3 4 4"),
        ("3 5 4 3", "2 3 3 2"),
        ("6 1 6", "2 2 3"),
    ],
)
def test_levels_rise_one_at_a_time(ranks: str, heard: str) -> None:
    outline = Outline()
    assert [outline.add(int(rank)) for rank in ranks.split()] == [*map(int, heard.split())]


class _Headings(HTMLParser):
    """Of HTML, as (rank that is seen, level that is heard)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[int, int]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len(tag) == 2 and tag[1].isdecimal():
            self.found.append((int(tag[1]), int(dict(attrs).get("aria-level") or tag[1])))


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    notes = {
        "n": "#### Deep\n![[o]]\n## High\n<h6>Raw</h6>\n\n> [!tip] T\n> ##### In a callout\n\n"
        + _CARD.format("# In a question", "### In an answer"),
        "o": "# Other\n### Below\n",
    }
    for name, text in notes.items():
        (tmp_path / f"{name}.md").write_text(text, "utf-8")
    return tmp_path


def test_a_page_is_one_outline_and_looks_as_it_is_written(vault: Path) -> None:
    assert _Headings(render(vault, "n.md").html).found == [
        (1, 1),  # the title
        (4, 2),
        *((1, 3), (3, 4)),  # embedded below it
        *((2, 2), (6, 3), (5, 3)),
        (2, 2),  # the cards
        *((1, 3), (3, 3)),  # each field anew
    ]
