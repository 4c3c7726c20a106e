"""Inline notes: `STARTI [Basic] … Back: … ENDI` within a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsite.vault.anki_settings import AnkiSettings
from vaultsite.vault.inline_cards import find_inline, parse_inline

SETTINGS = AnkiSettings()


@pytest.mark.parametrize(
    ("text", "fields", "tags", "ident"),
    [
        (" [Basic] Q Back: A Tags: a b <!--ID: 1--> ", ("Q", "A"), ("a", "b"), "1"),
        ("[Basic] Q Back: A <!--ID: 1--> Tags: a", ("Q", "A"), ("a",), "1"),
        ("[Basic] Q Back: A ID: 1", ("Q", "A"), (), "1"),
        ("[Basic] Q Back: see ID: 1 there", ("Q", "see ID: 1 there"), (), None),
        ("[Basic] Q Back:A", ("Q Back:A", ""), (), None),
        ("[Basic] Back: A Front: Q", ("Q", "A"), (), None),
        ("[Basic] Q Back: A  b", ("Q", "A  b"), (), None),
        ("[Cloze] a {{c1::b}} Back Extra: c", ("a {{c1::b}}", "c"), (), None),
        ("[ Basic ] Q Back: A", ("Q", "A"), (), None),
        ("Q [Basic] more Back: A", ("Q  more", "A"), (), None),
        ("[Basic] $[0, 1]$ Back: A", ("$[0, 1]$", "A"), (), None),
    ],
)
def test_parse(
    text: str, fields: tuple[str, ...], tags: tuple[str, ...], ident: str | None
) -> None:
    card = parse_inline(text, SETTINGS, path="n.md", line=3)
    assert card is not None
    assert tuple(field.text for field in card.fields) == fields
    assert (card.tags, card.anki_id) == (tags, ident)
    assert card.key == (ident or card.key)
    assert card.line == card.end_line == card.front.line == 3


@pytest.mark.parametrize(
    "text", ["", "Q Back: A", "[Foo] Q Back: A", "[[a]] [Basic] Q", "[Basic] ", "[0] [Basic] Q"]
)
def test_without_a_known_type_it_is_text(text: str) -> None:
    assert parse_inline(text, SETTINGS) is None


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("- STARTI a ENDI and STARTI b ENDI", [" a ", " b "]),
        ("STARTI a\nENDI", []),
        ("STARTI a\nSTARTI b ENDI", [" b "]),
        ("STARTI STARTI a ENDI", [" STARTI a "]),
        ("STARTI a", []),
        ("START a END", []),
    ],
)
def test_find(text: str, inner: list[str]) -> None:
    found = list(find_inline(text, SETTINGS))
    assert [note.inner for note in found] == inner
    for note in found:
        assert text[note.start : note.stop] == f"STARTI{note.inner}ENDI"


@given(st.text() | st.text(alphabet="[Basic] ID:1Tags<!->", max_size=60))
def test_any_text_will_do(text: str) -> None:
    parse_inline(text, SETTINGS)
    parse_inline(f"[Basic] {text}", SETTINGS)
