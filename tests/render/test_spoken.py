"""Formulas that stand for more than themselves: links, headers and headings of nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.render.pages import render

if TYPE_CHECKING:
    from pathlib import Path

    from vaultsite.render.page import TocEntry


def _names(html: str) -> list[str]:
    return re.findall(r'role="img" aria-label="([^"]*)"', html)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Text $x$ alone", []),
        ("[[n|$x$]] and [[n|see $y$]]", ["x"]),
        ("[$x$](https://example.org)", ["x"]),
        ("| $a$ | b $c$ |\n|--|--|\n| $d$ | 1 |", ["a"]),
        ("START\nBasic\nQ\nBack: [[n|$z$]]\nEND", ["z"]),
    ],
)
def test_a_formula_that_is_all_there_is_has_a_name(
    tmp_path: Path, text: str, names: list[str]
) -> None:
    (tmp_path / "n.md").write_text(text, "utf-8")
    assert _names(render(tmp_path, "n.md").html) == names


def test_in_the_outline_too(tmp_path: Path) -> None:
    (tmp_path / "n.md").write_text("## $x$\n\n## With $y$\n", "utf-8")
    entries: list[TocEntry] = render(tmp_path, "n.md").toc.children
    assert [_names(entry.html) for entry in entries] == [["x"], []]


def test_a_header_without_a_word_is_none(tmp_path: Path) -> None:
    (tmp_path / "n.md").write_text("| a |  |\n|--|--|\n| 1 | 2 |\n", "utf-8")
    html = render(tmp_path, "n.md").html
    assert (html.count("<th>"), html.count("<td>")) == (1, 3)
