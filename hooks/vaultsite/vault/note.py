"""What one note holds, read off its tokens once: the record that the index keeps of it.

The parts that a note has by the hundred are named tuples: they are kept on disk between builds, and
are read from there twice as fast as dataclasses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from vaultsite.problems import Problem
    from vaultsite.syntax import Parsed
    from vaultsite.vault.cards import Card

BODY = -1
"""In ``card``: not in a card, but in the note's own text."""


class Heading(NamedTuple):
    """A heading, in the order of the note.

    ``source`` is its raw Markdown, which links are compared with (§2), ``text`` what it reads as.
    ``anchor`` is its id in the page: the card's for one in a card, empty for a rule (``# ---``),
    which ends sections but is no place to go to. ``line`` counts from 1.
    """

    level: int
    source: str
    text: str
    anchor: str
    line: int
    card: int = BODY


class Piece(NamedTuple):
    """A stretch of a sentence: ``kind`` is ``text``, ``code``, ``link``, ``this`` or ``math``.

    ``this`` is the link that the sentence is quoted for. For maths, ``text`` is the number of the
    formula in its note.
    """

    kind: str
    text: str


_KINDS = ("text", "code", "link", "this", "math")
_MARKS = dict(zip(_KINDS, "\x01\x02\x03\x04\x05", strict=True))  # no text has these
_MARKED = re.compile("([\x01-\x05])([^\x01-\x05]*)")
_MATH = _MARKS["math"]
_FORMULA = re.compile(f"{_MATH}([0-9]+)")
_NO_MARKS = dict.fromkeys(map(ord, _MARKS.values()), " ")


def quotation(pieces: Iterable[Piece]) -> str:
    """The pieces of a sentence as one string: a vault has more of them than of anything else."""
    return "".join(f"{_MARKS[piece.kind]}{piece.text}" for piece in pieces)


def pieces_of(sentence: str) -> tuple[Piece, ...]:
    """The pieces that a `quotation` was made of."""
    return tuple(Piece(_KINDS[ord(mark) - 1], text) for mark, text in _MARKED.findall(sentence))


def with_formulas(sentence: str, name: Callable[[int], str]) -> str:
    """A `quotation` with the ``name`` of each formula's number in its place."""
    if _MATH not in sentence:
        return sentence
    return _FORMULA.sub(lambda match: f"{_MATH}{name(int(match[1]))}", sentence)


def words_of(sentence: str) -> str:
    """What a `quotation` says, ``$`` for each formula, whichever words of it are links."""
    return " ".join(_FORMULA.sub(" $ ", sentence).translate(_NO_MARKS).split())


class Link(NamedTuple):
    """A link or embed as it is written. ``raw``: the text in the brackets, or the address.

    ``markdown``: written ``[text](address)``. ``line`` counts from 1. ``sentence`` is what is
    quoted where the link is listed, as `quotation` writes it, empty for a link in the properties.
    """

    raw: str
    markdown: bool
    embed: bool
    line: int
    sentence: str = ""
    card: int = BODY


class Tex(NamedTuple):
    """A formula as it is written, in the order of the note; ``line`` counts from 1."""

    tex: str
    display: bool
    line: int


@dataclass(frozen=True, slots=True)
class Note:
    """A note's record: plain data, small enough to keep for every note of the vault.

    ``path`` is relative to the vault; ``title`` is what the page is called; ``blocks`` maps the
    ids of blocks (lower case) to the card they stand in, or `BODY`. ``opens_with_title``: the note
    begins with a heading that says its title, and the page needs no second one.
    ``cards_anchor`` is the id of the section of cards; ``removed_headings`` are those (stripped)
    that stood over nothing but cards and lead there. ``private_links`` counts the links and
    embeds that were taken out because they lead to something private. ``footnotes`` are the names
    of its footnotes in the order of their numbers, None for one in the line. ``shape`` is that of
    the vault in which it was read (`records.shape_of`); ``asked`` are addresses besides those of
    its links of which it mattered that they are not private, without any if some were.
    ``late`` are the note types whose patterns took too long in it.
    ``deck`` and ``file_tags`` are what it, or the plugin of its folder, says of all its cards.
    """

    path: str
    title: str
    properties: Mapping[str, object]
    headings: tuple[Heading, ...] = ()
    blocks: Mapping[str, int] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    formulas: tuple[Tex, ...] = ()
    tags: tuple[str, ...] = ()
    footnotes: tuple[str | None, ...] = ()
    cards: tuple[Card, ...] = ()
    cards_anchor: str = "cards"
    removed_headings: frozenset[str] = frozenset()
    opens_with_title: bool = False
    private_links: int = 0
    problems: tuple[Problem, ...] = ()
    shape: bytes = b""
    asked: tuple[tuple[str, bool], ...] = ()
    deck: str = ""
    file_tags: tuple[str, ...] = ()
    late: tuple[str, ...] = ()

    @property
    def first_cards(self) -> str:
        """The id of its section of cards; without one, of its first card."""
        in_text = self.cards and all(card.inline for card in self.cards)
        return f"card-{self.cards[0].key}" if in_text else self.cards_anchor


@dataclass(frozen=True, slots=True)
class Source:
    """A note's record with its tokens: those of its text, and those of each field of each card.

    Opening tokens of headings carry ``meta["heading_index"]``, tokens of maths ``meta["formula"]``:
    the numbers of their records in the note. An inline token carries the number of its first
    formula, and ``meta["line"]``; the tokens in it, which other notes may share, count from there.
    ``key`` is that of the text and all else that they were made of.
    """

    note: Note
    body: Parsed
    fields: tuple[tuple[Parsed, ...], ...]
    key: bytes = b""
