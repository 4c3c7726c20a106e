"""Texts that say the same share what was read in them, whatever differs around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsite.vault.anki_settings import AnkiSettings
from vaultsite.vault.note import Tex, pieces_of
from vaultsite.vault.plaintext import plain_text
from vaultsite.vault.reader import read

if TYPE_CHECKING:
    from vaultsite.vault.note import Source
    from vaultsite.vault.redact import IsPrivate

LINE = "a [[secret|$k$ one]] ![[secret]] \\\\ b %%said%% [[open]] $x$"


def shown(source: Source) -> list[str]:
    return [plain_text(token.children or []) for token in source.body.tokens if token.children]


def note(text: str, is_private: IsPrivate | None = None) -> Source:
    return read("n.md", text, AnkiSettings(), is_private=is_private)


def hides_secret(raw: str, _markdown: bool) -> bool:
    return raw.startswith("secret")


def test_what_is_private_in_one_note_stays_so_whoever_else_says_the_same() -> None:
    public, private, again = note(LINE), note(LINE, hides_secret), note(LINE)
    assert shown(public) == shown(again) == ["a $k$ one  \\ b  open x"]
    assert shown(private) == ["a private note  \\ b  open x"]
    assert [link.raw for link in private.note.links] == ["open"]
    assert [tex.tex for tex in private.note.formulas] == ["x"]
    assert private.note.private_links == 2
    assert again.note.links == public.note.links
    assert [link.raw for link in again.note.links] == ["secret|$k$ one", "secret", "open"]


def test_a_hidden_link_counts_each_time_that_it_is_written() -> None:
    assert note(f"{LINE}\n\n{LINE}", hides_secret).note.private_links == 4


def test_lines_and_formulas_are_counted_where_they_stand() -> None:
    text = "$a$ and\n[[b]] with $c$."
    found = note(f"{text}\n\n$$d$$\n\n- {text}\n\n{text}").note
    assert found.formulas == (
        Tex("a", False, 1), Tex("c", False, 2), Tex("d", True, 4),
        Tex("a", False, 6), Tex("c", False, 7), Tex("a", False, 9), Tex("c", False, 10),
    )  # fmt: skip
    assert [link.line for link in found.links] == [2, 7, 10]
    quoted = [pieces_of(link.sentence)[2].text for link in found.links]
    assert quoted == ["1", "4", "6"]


def test_faults_are_told_of_each_line() -> None:
    problems = note("a $$ b\n\nc\n\na $$ b").note.problems
    assert [problem.line for problem in problems] == [1, 5]
