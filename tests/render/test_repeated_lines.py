"""A line that a page shows again looks as it would alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.render.pages import render

if TYPE_CHECKING:
    from pathlib import Path


def test_its_links_lead_where_those_of_its_own_note_do(tmp_path: Path) -> None:
    for folder in "ab":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "bird.md").touch()
        (tmp_path / folder / "page.md").write_text("see [it](./bird.md)\n", "utf-8")
    with (tmp_path / "a/page.md").open("a", encoding="utf-8") as file:
        file.write("\nsee [it](./bird.md)\n\n![[b/page]]\n")
    html = render(tmp_path, "a/page.md").html
    links = re.findall(r'data-href="\./bird\.md" href="([^"]*)"', html)
    assert links == ["../bird/", "../bird/", "../../b/bird/"]


def test_its_formula_is_drawn_once(tmp_path: Path) -> None:
    (tmp_path / "n.md").write_text("- $x$\n\n<!-- -->\n\n- $x$\n\n# $x$\n", "utf-8")
    html = render(tmp_path, "n.md").html
    assert html.count('data-tex="x"') == 3
    assert html.count(">x</g>") == 1
    assert html.count("<use ") == 2


def test_its_footnotes_have_their_own_numbers(tmp_path: Path) -> None:
    (tmp_path / "n.md").write_text("a ^[b] c\n\na ^[b] c\n", "utf-8")
    html = render(tmp_path, "n.md").html
    assert re.findall(r'href="#fn:(\d+)"', html) == ["1", "2"]


def test_an_embed_in_it_is_told_of_wherever_it_stands(tmp_path: Path) -> None:
    (tmp_path / "n.md").write_text("see\n![[n]]\n\nsee\n![[n]]\n", "utf-8")
    assert {problem.line for problem in render(tmp_path, "n.md").problems} == {2, 5}


def test_breaks_at_its_edges_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "n.md").write_text("<br> <br>a<br>b <br>\n\n<br>\n", "utf-8")
    assert "<p>a<br>b</p>\n" in render(tmp_path, "n.md").html
    assert render(tmp_path, "n.md").html.count("<p>") == 1
