"""Cloze deletions. `[n text]` and `[n text | hint]` are deletions, the rest is text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsite.vault.anki_settings import AnkiSettings
from vaultsite.vault.clozes import Deletion, Piece, has_deletion, parse_clozes


def shown(pieces: tuple[Piece, ...]) -> str:
    return "".join(_shown(piece) for piece in pieces)


def _shown(piece: Piece) -> str:
    if isinstance(piece, str):
        return piece
    hint = f" | {piece.hint}" if piece.hint is not None else ""
    return f"[{piece.number} {piece.text}{hint}]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("plain {x} ==y==", "plain {x} ==y=="),
        ("a {{c1::b}} c", "a [1 b] c"),
        ("{{c12::b::hint}}", "[12 b | hint]"),
        ("{{c1::a}}{{c2::b}}", "[1 a][2 b]"),
        ("{{c1::a\n\nb}}", "[1 a\n\nb]"),
        ("{{c1::open", "{{c1::open"),
        ("closed}}", "closed}}"),
        ("{{c1::a {{c2::b}} c}}", "[1 a {{c2::b}} c]"),
        ("{{c1::open {{c2::b}}", "{{c1::open [2 b]"),
        ("{{c1::::x}}", "[1 ::x]"),
        (r"{{c1::$\frac{1}{2_{a}}$}} b", r"[1 $\frac{1}{2_{a}}$] b"),
        ("{{c1::$$a}}$$}}", "[1 $$a}}$$]"),
        ("{{c1::`a}}`}}", "[1 `a}}`]"),
        ("{{c1::`std::cout`}}", "[1 `std::cout`]"),
        ("{{c1::`a::b`::c}}", "[1 `a::b` | c]"),
        ("`{{c1::a}}`", "`{{c1::a}}`"),
        ("```\n{{c1::a}}\n```\n{{c2::b}}", "```\n{{c1::a}}\n```\n[2 b]"),
        ("$5 {{c1::a}} $6", "$5 [1 a] $6"),
        (r"\${{c1::a}}$", r"\$[1 a]$"),
    ],
)
def test_explicit(text: str, expected: str) -> None:
    assert shown(parse_clozes(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{x} {1:y} {c2|z} {w}", "[1 x] [1 y] [2 z] [2 w]"),
        ("{2|a} {c3:b}", "[2 a] [3 b]"),
        ("{x::hint}", "[1 x | hint]"),
        ("{{x}}", "{{x}}"),
        ("{}", "{}"),
        ("{a\nb}", "[1 a\nb]"),
        ("{a\n\nb}", "{a\n\nb}"),
        ("{a\n\n{b}", "{a\n\n[1 b]"),
        (r"$\frac{1}{2}$ {x}", r"$\frac{1}{2}$ [1 x]"),
        ("`{c}` {x}", "`{c}` [1 x]"),
        ("{$x_{1}$}", "[1 $x_{1}$]"),
        ("{{c3::a}} {b}", "[3 a] [1 b]"),
        ("==x==", "==x=="),
    ],
)
def test_curly(text: str, expected: str) -> None:
    assert shown(parse_clozes(text, curly=True)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("==x== {y}", "[1 x] [2 y]"),
        ("==c2::y==", "[2 y]"),
        ("==3:y==", "[3 y]"),
        ("====", "===="),
        ("`==x==`", "`==x==`"),
        ("==a\n\nb==", "==a\n\nb=="),
    ],
)
def test_highlights(text: str, expected: str) -> None:
    assert shown(parse_clozes(text, curly=True, highlights=True)) == expected


@given(st.text(alphabet="{}c1:=|`$\\\n x", max_size=60), st.booleans(), st.booleans())
def test_no_letter_is_lost(text: str, curly: bool, highlights: bool) -> None:
    pieces = parse_clozes(text, curly=curly, highlights=highlights)
    inner = [p if isinstance(p, str) else p.text + (p.hint or "") for p in pieces]
    assert sum(part.count("x") for part in inner) == text.count("x")
    hidden = [piece for piece in pieces if isinstance(piece, Deletion)]
    assert has_deletion(text, curly=curly, highlights=highlights) == bool(hidden)


def test_only_cloze_types_have_curly_clozes() -> None:
    settings = AnkiSettings(curly_cloze=True, highlight_cloze=True)
    assert settings.clozes_in("Cloze") == (True, True)
    assert settings.clozes_in("Basic") == (False, False)
    assert AnkiSettings(highlight_cloze=True).clozes_in("Cloze") == (False, False)
