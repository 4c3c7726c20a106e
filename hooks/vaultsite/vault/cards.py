"""Lifts the cards of Obsidian_to_Anki out of a note's source (flashcards §2, §5, §9)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vaultsite.problems import Kind, Problem
from vaultsite.vault.anki_headings import remove_anki_headings
from vaultsite.vault.card_block import Block, Card, Field, known_type, parse_block
from vaultsite.vault.card_keys import distinct_keys
from vaultsite.vault.card_trailer import Row, id_line, is_trailer_line
from vaultsite.vault.file_lines import FileLines
from vaultsite.vault.found_cards import find_cards, without_markers
from vaultsite.vault.inline_lift import LineLift
from vaultsite.vault.regions import Region, Scanner
from vaultsite.vault.search_text import search_text

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from vaultsite.vault.anki_settings import AnkiSettings

__all__ = ["Card", "Field", "Lifted", "distinct_keys", "lift"]

_HIDDEN = (Region.COMMENT, Region.HTML_COMMENT)


@dataclass(frozen=True, slots=True)
class Lifted:
    """A note without its cards.

    `body` has as many lines as the source: what was taken out left blank lines behind.
    `deck` and `tags` are those of the whole note, None and () if it names none.
    `frozen` is text that its cards have from the note as a whole. `late` are the note types whose
    patterns took too long.
    `removed_headings` holds line and source of each "anki" heading whose section became empty.
    """

    body: str
    cards: tuple[Card, ...] = ()
    deck: str | None = None
    tags: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    removed_headings: tuple[tuple[int, str], ...] = ()
    frozen: tuple[Field, ...] = ()
    late: tuple[str, ...] = ()


def lift(
    text: str,
    settings: AnkiSettings,
    *,
    path: str,
    plain: Container[int] = (),
    late: Container[str] | None = None,
) -> Lifted:
    """Take the block notes and all markers out of a note. Never raises; linear in the text.

    Inline notes leave a mark (`syntax.card_places`) with their number among the cards, but not in
    the lines `plain`: there they stay text. What the author's own patterns find comes last; `late`
    says which of them took too long when the text was read before.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    return _Lifter(text.split("\n"), settings, path, plain).lift(late)


class _Lifter:
    def __init__(
        self, lines: list[str], settings: AnkiSettings, path: str, plain: Container[int]
    ) -> None:
        self.lines = lines
        self.body = list(lines)
        self.settings = settings
        self.path = path
        self.plain = plain
        self.begin, self.end = settings.keywords.begin, settings.keywords.end
        self.scanner = Scanner(lines, begin=self.begin, end=self.end)
        self.file_lines = FileLines(settings)
        self.cards: list[Card] = []
        self.problems: list[Problem] = []
        self._ids: list[int] = []
        self._blocks: list[int] = []
        self._late: tuple[str, ...] = ()

    def lift(self, late: Container[str] | None) -> Lifted:
        index = self.scanner.front_matter()
        while index < len(self.lines):
            index = self._step(index)
        if self.settings.custom_regexps and self.settings.scans(self.path):
            self._find(late)
        removed = remove_anki_headings(self.body, self.lines, self.scanner.kinds)
        return Lifted(
            body="\n".join(self.body),
            cards=self._settled(),
            deck=self.file_lines.deck or None,
            tags=self.file_lines.tags or (),
            problems=tuple(sorted(self.problems)),
            removed_headings=removed,
            frozen=self.file_lines.frozen.all(),
            late=self._late,
        )

    def _find(self, late: Container[str] | None) -> None:
        """Cards by the author's own patterns, from what no other card is made of."""
        lines = list(self.body)
        for index in self._ids:
            lines[index] = self.lines[index]
        source = search_text(lines, self.scanner.kinds, self._blocks)
        found = find_cards(source, self.settings, path=self.path, late=late)
        self.cards += found.cards
        self.problems += found.problems
        self._late = tuple(found.late)
        for index, line in without_markers(self.body, source, found.markers).items():
            self.body[index] = line

    def _settled(self) -> tuple[Card, ...]:
        cards = self.file_lines.frozen.apply(self.cards)
        self.problems += self.file_lines.frozen.problems(self.cards, self.path)
        self._forget_answered(cards)
        by_note, problems = distinct_keys({self.path: cards})
        self.problems.extend(problems)
        return by_note[self.path]

    def _forget_answered(self, cards: list[Card]) -> None:
        """Take back that cards have no answer which have a frozen one."""
        pairs = zip(self.cards, cards, strict=True)
        frozen = [card for before, card in pairs if card.back.text and not before.back.text]
        lines = {line for card in frozen for line in range(card.line, card.end_line + 1)}
        self.problems = [
            problem
            for problem in self.problems
            if problem.line not in lines or not problem.what.startswith("card without answer")
        ]

    def _step(self, index: int) -> int:
        """Deal with line `index`, outside any card; the index of the line to go on with."""
        line = self.lines[index]
        if self._is(line, self.begin):
            return self._block(index)
        if self._is(line, self.end):
            return self._stray_end(index)
        count = self.file_lines.read(self.lines, index, len(self.lines))
        if not count and line.startswith("<!--") and id_line(line):
            self._ids.append(index)
            count = 1
        if count:
            return self._hide(index, count)
        after = self.scanner.step(index)
        if self.scanner.kinds[index] in _HIDDEN or self.scanner.kinds[after - 1] in _HIDDEN:
            self._read_hidden(index, after)
        elif self.settings.keywords.begin_inline in line and index + 1 not in self.plain:
            self._inline(index)
        return after

    def _inline(self, index: int) -> None:
        """Put marks in the place of the inline notes in a line."""
        if self.scanner.kinds[index] is not None:
            return
        line = LineLift(self.lines[index], self.settings, self.path, index + 1, len(self.cards))
        self.body[index] = line.lift()
        self.cards += line.cards
        self.problems += line.problems

    def _stray_end(self, index: int) -> int:
        """Hide an end marker that ends no card, with the tags and ids that lead up to it."""
        remedy = f"write {self.begin} above the card, or delete the line"
        self._note(index, f"{self.end} without {self.begin}", remedy)
        first = index
        while first and is_trailer_line(self.lines[first - 1]):
            first -= 1
        return self._hide(first, index + 1 - first)

    def _is(self, line: str, marker: str) -> bool:
        return line.startswith(marker) and line.rstrip() == marker

    def _hide(self, index: int, count: int) -> int:
        self.body[index : index + count] = [""] * count
        return index + count

    def _note(self, index: int, what: str, remedy: str) -> None:
        problem = Problem(self.path, index + 1, Kind.DAMAGED_CARD, what, remedy)
        self.problems.append(problem)

    def _read_hidden(self, index: int, after: int) -> None:
        """Deck and tags count in comments too, which the plugin does not know."""
        while index < after:
            index += self.file_lines.read(self.lines, index, after) or 1

    def _block(self, start: int) -> int:
        """The card that begins in line `start`; the index of the first line below it."""
        stop, closed = self._find_end(start)
        rows = [Row(number + 1, self.lines[number]) for number in range(start + 1, stop)]
        if not closed and (stop == len(self.lines) or not known_type(rows, self.settings)):
            self._note(start, f"{self.begin} without {self.end}", f"add a line {self.end}")
            self.scanner.forget(start, stop)
            return self._hide(start, 1)
        if not closed:
            what = f"{self.begin} within an open card"
            self._note(stop, what, f"add a line {self.end} above it")
        self._parse(start, stop, closed=closed)
        after = stop + closed
        if closed and self._after_end(stop):
            after += 1
        self.scanner.leave_lists()
        self._blocks += range(start, after)
        return after

    def _find_end(self, start: int) -> tuple[int, bool]:
        """Index of the line that ends the card, and whether it is an end marker.

        Without one before the next card, any line that begins with the marker's word will do.
        """
        fallback = None
        index = start + 1
        self.scanner.leave_lists()
        while index < len(self.lines) and not self._is(self.lines[index], self.begin):
            if self._is(self.lines[index], self.end):
                return index, True
            if fallback is None and self.lines[index].startswith(self.end):
                fallback = index
            index = self.scanner.step(index, in_card=True)
        if fallback is None:
            return index, False
        self.scanner.forget(fallback, index)
        return fallback, True

    def _parse(self, start: int, stop: int, *, closed: bool) -> None:
        rows = list(self._rows(start + 1, stop))
        end_line = stop + closed
        in_code = self._in_code
        parsed = parse_block(Block(self.path, start + 1, end_line, rows, in_code), self.settings)
        self._hide(start, end_line - start)
        if closed and (rest := self._behind_end(self.lines[stop])):
            self.body[stop] = rest
            what = f"text behind {self.end} stands below the card"
            self._note(stop, what, f"write {self.end} on a line of its own")
        for row in parsed.plain:
            self.body[row.line - 1] = row.text
        self.problems.extend(parsed.problems)
        if parsed.card:
            self.cards.append(parsed.card)

    def _in_code(self, line: int) -> bool:
        return self.scanner.kinds[line - 1] is Region.CODE

    def _rows(self, first: int, stop: int) -> Iterator[Row]:
        """The lines of a card without those that concern the whole note."""
        index = first
        while index < stop:
            in_code = self.scanner.kinds[index] is Region.CODE
            count = 0 if in_code else self.file_lines.read(self.lines, index, stop)
            if count == 0:
                yield Row(index + 1, self.lines[index])
            index += count or 1

    def _behind_end(self, line: str) -> str:
        """What stays of an end marker's line: text that only begins like the marker."""
        rest = line[len(self.end) :]
        if rest[:1].isalnum():
            return line
        return "" if id_line(rest) or not any(map(str.isalnum, rest)) else rest.strip()

    def _after_end(self, stop: int) -> bool:
        """Whether an id stands in the line below the end or behind it; the last card takes it."""
        behind = id_line(self.lines[stop][len(self.end) :])
        below = id_line(self.lines[stop + 1]) if stop + 1 < len(self.lines) else None
        found = behind or below
        if found and self.cards and self.cards[-1].end_line == stop + 1:
            card = self.cards[-1]
            if card.anki_id is None:
                self.cards[-1] = replace(card, anki_id=found, key=found)
        if below:
            self._hide(stop + 1, 1)
        return below is not None
