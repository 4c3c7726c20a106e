"""Tokens that had to make room are the same when they are wanted again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsite.vault.anki_settings import AnkiSettings
from vaultsite.vault.reader import read
from vaultsite.vault.sources import Sources

if TYPE_CHECKING:
    from vaultsite.vault.note import Source

TEXT = "# Head $x$ ^id\n- [[a|b]] ==m== [^1]\n\n[^1]: foot\n\nSTART\nBasic\nQ?\nBack: A\nEND\n"


def source(path: str, key: bytes = b"1") -> Source:
    return read(path, TEXT, AnkiSettings(), key=key)


def test_packed_tokens_come_back_as_they_were() -> None:
    kept = Sources(room=2)
    made = [kept.put(f"{number}.md", 1, source(f"{number}.md")) for number in range(5)]
    for each in [*made, *reversed(made)]:
        assert kept.get(each.note.path, b"1", each.note) == each


def test_tokens_of_another_text_are_not_found() -> None:
    kept = Sources(room=1)
    old, other = source("a.md"), source("b.md")
    kept.put("a.md", 1, old)
    kept.put("b.md", 1, other)
    assert kept.get("a.md", b"2", old.note) is None
    assert kept.get("b.md", b"2", other.note) is None
    assert kept.get("c.md", b"1", old.note) is None
    new = kept.put("a.md", 1, source("a.md", b"2"))
    kept.put("b.md", 1, other)
    assert kept.get("a.md", b"2", new.note) == new
    assert kept.get("a.md", b"1", old.note) is None


def test_an_embed_needs_no_tokens_of_cards() -> None:
    kept = Sources(room=1)
    made = [kept.put(f"{number}.md", 1, source(f"{number}.md")) for number in range(3)]
    for each in [*made[:2], *made[:2]]:
        text = kept.get(each.note.path, b"1", each.note, cards=False)
        assert text is not None
        assert text.body == each.body
        assert text.fields == ()
        assert kept.get(each.note.path, b"1", each.note) == each
    assert kept.get("0.md", b"2", made[0].note, cards=False) is None
