"""What a card says about the way in which Anki asks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.render.pages import faults, library, text_of
from vaultsite.render.note import render_note
from vaultsite.site.backlinks import backlinks
from vaultsite.vault.anki_data import DATA_FILE

if TYPE_CHECKING:
    from pathlib import Path

BOTH = "Asked both ways"
TYPED = "Answer to be typed"


def card(vault: Path, source: str) -> str:
    """The HTML of the only card of a note with this source."""
    (vault / "note.md").write_text(source, "utf-8")
    html = render_note("note.md", library(vault)).html
    assert faults(html) == []
    [found] = re.findall(r"<article.*?</article>", html, re.DOTALL)
    return str(found)


@pytest.mark.parametrize(
    ("note_type", "fields", "says", "both_ways"),
    [
        ("Basic", "q\nBack: a", "", False),
        ("Basic (and reversed card)", "q\nBack: a", BOTH, True),
        ("Basic (and reversed card)-0a1b2", "q\nBack: a", BOTH, True),
        ("Basic (optional reversed card)", "q\nBack: a", "", False),
        ("Basic (optional reversed card)", "q\nBack: a\nAdd Reverse: y", BOTH, True),
        ("Basic (optional reversed card)", "q\nAdd Reverse: y", "", False),
        ("Basic (type in the answer)", "q\nBack: a", TYPED, False),
        ("Cloze", "{{c1::q}}\nBack Extra: a", "", False),
    ],
)
def test_a_card_says_how_anki_asks(
    tmp_path: Path, note_type: str, fields: str, says: str, both_ways: bool
) -> None:
    html = card(tmp_path, f"START\n{note_type}\n{fields}\nEND\n")
    assert f'data-note-type="{note_type}"' in html
    assert (" data-both-ways>" in html) is both_ways
    assert "".join(re.findall(r'<p class="card-kind">(.*?)</p>', html)) == says
    assert "Add Reverse" not in html
    assert "<p>y</p>" not in html


def test_fields_of_a_type_of_the_authors_own_are_named(tmp_path: Path) -> None:
    data = tmp_path / DATA_FILE
    data.parent.mkdir(parents=True)
    data.write_text('{"fields_dict": {"Word": ["Word", "Sense", "Source"]}}', "utf-8")
    html = card(tmp_path, "START\nWord\nq\nSense: a\nSource: b\nEND\n")
    assert re.findall(r'<div class="card-field" data-field="(\w+)">\n<p>(.*?)</p>', html) == [
        ("Sense", "a"),
        ("Source", "b"),
    ]


def test_fields_are_rendered_by_the_rules_of_notes(tmp_path: Path) -> None:
    back = "> [!tip] b\n> c\n\nd\n\n- [ ] e\n\n%%f%% `$g$` ==h== #i"
    html = card(tmp_path, f"START\nBasic\nq\nBack: a\n\n{back}\nEND\n")
    for shown in (
        '<div class="admonition callout tip"',
        '<input type="checkbox"',
        "<code>$g$</code>",
        "<mark>h</mark>",
    ):
        assert shown in html
    assert "%%" not in text_of(html)


def test_a_card_with_any_id_is_shown(tmp_path: Path) -> None:
    html = card(tmp_path, "START\nBasic\nq\nBack: a\n<!--ID: 1-->\nEND\n")
    assert 'id="card-1"' in html
    assert "<p>a</p>" in html


def test_a_link_in_a_card_is_quoted_once(tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text("", "utf-8")
    card(tmp_path, "# anki\n\nSTART\nBasic\nq\nBack: see [[other]]\nEND\n")
    book = library(tmp_path)
    incoming = book.links.incoming["other.md"]
    [link] = backlinks("other.md", incoming, book.records, book, book.sheet())
    assert link.snippets == ("see <mark>other</mark>",)
