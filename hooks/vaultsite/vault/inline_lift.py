"""Takes the inline notes out of a line, and leaves marks in their places (flashcards §3)."""

from __future__ import annotations

import textwrap
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vaultsite.problems import Kind, Problem
from vaultsite.syntax import card_places
from vaultsite.vault.anki_settings import is_cloze
from vaultsite.vault.clozes import code_and_maths, has_deletion
from vaultsite.vault.inline_cards import find_inline, parse_inline, written_type

if TYPE_CHECKING:
    from vaultsite.vault.anki_settings import AnkiSettings
    from vaultsite.vault.card_block import Card
    from vaultsite.vault.inline_cards import InlineNote


@dataclass(slots=True)
class LineLift:
    """A line of the note at ``path``, whose first card will have the number ``first`` in it."""

    line: str
    settings: AnkiSettings
    path: str
    number: int
    first: int
    cards: list[Card] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def lift(self) -> str:
        """The line with marks in the places of its `cards`."""
        position = 0
        out: list[str] = []
        spans = list(code_and_maths(self.line))
        for note in find_inline(self.line, self.settings):
            before = bisect_right(spans, note.start, key=lambda span: span[0])
            if before and note.start < spans[before - 1][1]:
                continue
            out += self.line[position : note.start], self._placed(note)
            position = note.stop
        return "".join((*out, self.line[position:]))

    def _placed(self, note: InlineNote) -> str:
        """The mark of an inline note; one of an unknown type is text."""
        card = parse_inline(note.inner, self.settings, path=self.path, line=self.number)
        if card is not None:
            self._check(card)
            self.cards.append(card)
            return card_places.mark(self.first + len(self.cards) - 1)
        written = written_type(note.inner)
        if written is None or self.settings.fields_of(written):
            words = self.settings.keywords
            remedy = f"write {words.begin_inline} [Basic] question Back: answer {words.end_inline}"
            self._note("inline card without type or text", remedy)
            return self.line[note.start : note.stop]
        what = f"unknown note type {textwrap.shorten(written, 40, placeholder='…')!r}"
        self._note(what, "write a known one in the brackets, for instance [Basic]")
        return note.inner.strip()

    def _check(self, card: Card) -> None:
        if not is_cloze(card.note_type):
            if len(card.fields) > 1 and not card.back.text:
                name = card.back.name
                self._note("card without answer", f"write ` {name}: ` before the answer")
            return
        curly, highlights = self.settings.clozes_in(card.note_type)
        if not has_deletion(card.front.text, curly=curly, highlights=highlights):
            remedy = "write {{c1::…}} around what is to be hidden"
            self._note("cloze card that hides nothing", remedy)

    def _note(self, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.path, self.number, Kind.DAMAGED_CARD, what, remedy))
