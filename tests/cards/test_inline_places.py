"""Inline notes are cards in the place of their line, and text where none can stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.render.pages import faults, library
from vaultsite.render.note import render_note
from vaultsite.render.search import search_html

if TYPE_CHECKING:
    from pathlib import Path

NOTE = "STARTI [Basic] q Back: a ENDI"
ARTICLE = re.compile(
    r'<article class="card card-in-text".*?<div class="card-front">\n(.*?)</div>\n'
    r'<details class="card-answer">.*?</article>\n',
    re.DOTALL,
)


def page(vault: Path, text: str, **others: str) -> str:
    """The HTML below the title; `[q]` for a card in the text."""
    for name, other in {"note": text, **others}.items():
        (vault / f"{name}.md").write_text(other, "utf-8")
    html = render_note("note.md", library(vault)).html
    assert faults(html) == []
    assert "\x04" not in html
    return ARTICLE.sub(r"[\1]", html).partition("</h1>\n")[2].replace("\n", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NOTE, "[<p>q</p>]"),
        (f"a {NOTE} b", "<p>a</p>[<p>q</p>]<p>b</p>"),
        (f"- a {NOTE}\n- {NOTE} b", "<ul><li>a[<p>q</p>]</li><li>[<p>q</p>]b</li></ul>"),
        (f"**a {NOTE}** b", "<p><strong>a </strong></p>[<p>q</p>]<p><strong></strong> b</p>"),
        (f"{NOTE} and {NOTE}", "[<p>q</p>]<p>and</p>[<p>q</p>]"),
        (f"> {NOTE}", "<blockquote>[<p>q</p>]</blockquote>"),
        ("STARTI [Basic] $x$ Back: *a* ENDI", None),
        ("STARTI [Cloze] a {{c1::b}} ENDI", None),
    ],
)
def test_an_inline_note_is_a_card_in_its_place(
    tmp_path: Path, text: str, expected: str | None
) -> None:
    shown = page(tmp_path, text)
    assert shown == expected or (expected is None and shown.startswith("[<p>"))
    assert len(library(tmp_path).records["note.md"].cards) == text.count("STARTI")


@pytest.mark.parametrize(
    "text",
    [
        f"# {NOTE}",
        f"{NOTE}\n---",
        f"`{NOTE}`",
        f"```\n{NOTE}\n```",
        f"```\n{NOTE}",
        f"    {NOTE}",
        f"<div>{NOTE}</div>",
        f"![{NOTE}](a.png)",
        "STARTI q Back: a ENDI",
    ],
)
def test_where_no_card_can_stand_it_is_text(tmp_path: Path, text: str) -> None:
    shown = page(tmp_path, f"{text}\n")
    assert "STARTI" in shown
    assert "<article" not in shown
    assert library(tmp_path).records["note.md"].cards == ()


def test_in_a_heading_it_is_reported(tmp_path: Path) -> None:
    page(tmp_path, f"a\n\n## b {NOTE}\n\n    {NOTE}\n")
    assert [str(problem) for problem in library(tmp_path).problems] == [
        "note.md:3: inline card in a heading: write it in a line below the heading"
    ]


def test_in_a_comment_it_is_not_shown(tmp_path: Path) -> None:
    assert page(tmp_path, f"a %%{NOTE}%%\n\n<!-- {NOTE} -->") == "<p>a</p>"
    assert library(tmp_path).records["note.md"].cards == ()


def test_one_of_an_unknown_type_shows_its_text(tmp_path: Path) -> None:
    assert page(tmp_path, "STARTI [Foo] q Back: a ENDI") == "<p>[Foo] q Back: a</p>"
    [problem] = library(tmp_path).problems
    assert str(problem) == (
        "note.md:1: unknown note type 'Foo': "
        "write a known one in the brackets, for instance [Basic]"
    )


def test_cards_below_the_text_stay_in_their_section(tmp_path: Path) -> None:
    block = "START\nBasic\nr\nBack: a\nEND"
    shown = page(tmp_path, f"{NOTE}\n\n{block}\n")
    assert shown.startswith('[<p>q</p>]<section class="cards"')
    assert '<span class="cards-count">1</span>' in shown
    note = library(tmp_path).records["note.md"]
    assert [card.front.text for card in note.cards] == ["q", "r"]
    assert note.first_cards == "cards"


def test_a_note_without_a_section_leads_to_its_first_card(tmp_path: Path) -> None:
    page(tmp_path, "STARTI [Basic] q Back: a <!--ID: 12--> ENDI")
    book = library(tmp_path)
    assert book.records["note.md"].first_cards == "card-12"
    assert search_html(book.source("note.md")) == "<p>q</p>"


def test_an_embedded_note_shows_them_without_their_ids(tmp_path: Path) -> None:
    other = "STARTI [Basic] q Back: [[note]] ENDI"
    shown = page(tmp_path, "![[other]]", other=other)
    assert "[<p>q</p>]" in shown
    assert 'id="card-' not in render_note("note.md", library(tmp_path)).html
