"""The plugin Admonition: its fences are callouts, and what they hold is the note's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.plugins.blocks import assert_well_formed, page
from vaultsite.syntax import parse
from vaultsite.vault.anki_settings import AnkiSettings
from vaultsite.vault.reader import read

if TYPE_CHECKING:
    from pathlib import Path


def test_dom_is_a_callout_s(tmp_path: Path) -> None:
    fence = "```ad-tip\ntitle: Mind *this*\n\n**bold** [[Other]]\n```\n"
    quote = "> [!tip] Mind *this*\n> **bold** [[Other]]\n"
    html = page(tmp_path, fence, Other="x").html
    assert html == page(tmp_path, quote, Other="x").html
    assert_well_formed(html)


def test_folds(tmp_path: Path) -> None:
    html = page(tmp_path, "```ad-bug\ncollapse: open\na\n```\n\n```ad-bug\ncollapse:\nb\n```").html
    assert '<details class="callout bug" data-callout="bug" open>' in html
    assert '<details class="callout bug" data-callout="bug">' in html


def test_colour_is_three_numbers_or_nothing(tmp_path: Path) -> None:
    html = page(tmp_path, "```ad-note\ncolor: rgb(300, 0, 7)\na\n```").html
    assert 'data-callout="note" style="--callout-color: 255, 0, 7">' in html
    html = page(tmp_path, "```ad-note\ncolor: red; position: fixed\na\n```").html
    assert "style" not in html


def test_blank_title_leaves_no_title(tmp_path: Path) -> None:
    assert "admonition-title" not in page(tmp_path, "```ad-note\ntitle:\na\n```").html


def test_unknown_type_looks_like_a_note(tmp_path: Path) -> None:
    html = page(tmp_path, "```ad-my-type\na\n```").html
    assert '<div class="admonition callout note" data-callout="my-type">' in html
    assert '<p class="admonition-title">My-type</p>' in html


def test_formulas_links_and_tags_count_as_the_note_s() -> None:
    text = "$a$\n\n```ad-note\ntitle: $b$\n\n$$\nc\n$$\n[[Link]] and #tag\n```\n\n$d$\n"
    note = read("Note.md", text, AnkiSettings()).note
    assert [(tex.tex.strip(), tex.line) for tex in note.formulas] == [
        ("a", 1),
        ("b", 4),
        ("c", 6),
        ("d", 12),
    ]
    assert [(link.raw, link.line) for link in note.links] == [("Link", 9)]
    assert note.tags == ("tag",)


def test_lines_are_those_of_the_note() -> None:
    text = "- a\n  ````ad-note\n  title: x\n  b\n  ```ad-tip\n  c\n  ```\n  ````\n"
    found = {token.content: token.map for token in parse(text).tokens if token.type == "inline"}
    assert found == {"a": [0, 1], "x": [2, 3], "b": [3, 4], "Tip": [5, 6], "c": [5, 6]}


def test_deep_nesting_ends_as_code(tmp_path: Path) -> None:
    fences = [("`" * count, f"{'`' * count}ad-note\n") for count in range(40, 2, -1)]
    text = "".join(opening for _, opening in fences) + "deep\n"
    text += "".join(f"{closing}\n" for closing, _ in reversed(fences))
    html = page(tmp_path, text).html
    assert html.count('class="admonition ') == 10
    assert "deep" in html
    assert_well_formed(html)
