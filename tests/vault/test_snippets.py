"""What is quoted around a link: `<…>` is the link, `$…$` a formula, `[…]` another link."""

from __future__ import annotations

import pytest

from vaultsite.vault.anki_settings import AnkiSettings
from vaultsite.vault.note import pieces_of
from vaultsite.vault.reader import read

MARKS = {"text": "{}", "this": "<{}>", "math": "${}$", "code": "`{}`", "link": "[{}]"}


def quoted(source: str) -> list[str]:
    note = read("n.md", source, AnkiSettings()).note
    return [
        "".join(MARKS[piece.kind].format(piece.text) for piece in pieces_of(link.sentence))
        for link in note.links
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("One. Two [[a]] three. Four.", "Two <a> three."),
        ("Really? [[a]] is! Yes.", "<a> is!"),
        ("He said “no.” Then [[a]] came.", "Then <a> came."),
        ("It ends with $x$. [[a]] follows $y$. Next.", "<a> follows $1$."),
        (
            "See e.g. [[a]] of J. Smith, cf. Fig. 2 there.",
            "See e.g. <a> of J. Smith, cf. Fig. 2 there.",
        ),
        ("Version 1.5 of [[a]] came. later", "Version 1.5 of <a> came. later"),
        ("*so* **it** `is. A` #tag [[a]]", "so it `is. A` [#tag] <a>"),
        ("中文。另[[a]]句。三", "另<a>句。"),
        ("line one\n[[a]] line two\nline three", "<a> line two"),
        ("one<br>two [[a]] three<br>four", "two <a> three"),
        ("a $$x$$ b [[c]] d $$y$$ e", "b <c> d"),
        ("a[^1] b [[c]]\n\n[^1]: d", "a b <c>"),
        ("a %%hidden%% [[b|shown]]", "a  <shown>"),
        ("go [to *it*](x.md) now", "go <to it> now"),
        ("[[a]]", "<a>"),
    ],
)
def test_quotes_the_sentence(source: str, expected: str) -> None:
    assert quoted(source)[0] == expected


def test_another_link_of_the_sentence_is_shown_as_one() -> None:
    assert quoted("The [[a]] of [[b|bees]].") == ["The <a> of [bees].", "The [a] of <bees>."]


def test_a_long_sentence_is_cut_at_words() -> None:
    [snippet] = quoted(f"{'before ' * 100}[[a]]{' behind' * 100}")
    before, link, behind = snippet.partition("<a>")
    assert link
    assert before.startswith("…before ")
    assert behind.endswith(" behind…")
    assert max(len(before), len(behind)) <= 245
