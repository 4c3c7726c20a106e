"""Cards of a made note: as in the real vault, answers repeat the note and what it embeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.made import measured
from benchmarks.made.chance import at
from benchmarks.made.words import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.made.blocks import Block, Note, Writer

_FIRST_ID = 1_690_000_000_000


class Dealer:
    """Writes the cards of notes whose bodies are all written."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.chance = writer.chance
        self.dealt = 0
        writer.again = writer.link_again = measured.AGAIN_IN_CARD

    def cards(self, note: Note) -> list[str]:
        """Return the lines of the note's cards, each with its markers; may be empty."""
        if not note.blocks:
            return []
        level = note.level if note.has_maths else note.level * 0.9
        count = round(at(measured.CARDS, self.chance.correlated(level, measured.CARDS_BY_BLOCKS)))
        lines = ["# anki", ""] if count else []
        for _ in range(count):
            lines += [*self._card(note), ""]
        return lines

    def _card(self, note: Note) -> list[str]:
        # Cards are mostly those of large notes; among cards, such a note is not a large one.
        level = self.chance.correlated(note.level**3, measured.ANSWER_BY_BLOCKS)
        tags = self.chance.weighted(measured.TAGS_ON_CARD)
        self.dealt += 1
        return [
            "START",
            "Basic",
            *self._front(note),
            "Back: ",
            *self._back(note, round(at(measured.BACK_LINES, level))),
            "Tags: " + " ".join(sentence(self.chance, self.writer.plan.words[:40], tags)),
            f"<!--ID: {_FIRST_ID + 7919 * self.dealt}-->",
            "END",
        ]

    def _front(self, note: Note) -> list[str]:
        lines = [f"[[{self.writer.plan.names[note.number]}]]"]
        wanted = self.chance.number(measured.FRONT_LINES)
        while len(lines) < wanted:
            block = self.chance.one_of(note.blocks)
            is_own = block.kind in "HB" and len(block.lines) == 1
            lines += block.lines if is_own else [f"- {self.writer.text(note, 'B')}"]
        return lines

    def _back(self, note: Note, wanted: int) -> list[str]:
        """Return about ``wanted`` lines; they begin at some heading of the note and go on."""
        lines: list[str] = []
        count = 0
        for block in self._answer(note):
            if lines and count + len(block.lines) / 2 > wanted:
                break
            lines += spaced(block)
            count += len(block.lines)
        return lines

    def _answer(self, note: Note) -> Iterator[Block]:
        """Blocks without end: of the note, among them a few of other notes and new ones."""
        while True:
            source = note.blocks
            start = self.chance.one_of([*note.headings.values(), 0])
            for block in source[start:]:
                yield from self._other(note)
                yield from self._shown(block)

    def _other(self, note: Note) -> Iterator[Block]:
        chance = self.chance
        if chance.happens(1 - measured.OWN_BLOCKS - measured.OTHER_NOTES):
            yield self.writer.block(note, "B")
        if chance.happens(measured.OTHER_NOTES / 5):
            other = chance.one_of(self.writer.notes)
            yield from (block for block in other.blocks[:5] if not block.embeds)

    def _shown(self, block: Block) -> Iterator[Block]:
        """The block, or for an embedded section what it shows: Anki embeds nothing."""
        if block.embeds is None:
            if self.chance.happens(measured.IN_ANSWER.get(block.kind, 1)):
                yield block
            return
        number, heading = block.embeds
        yield from (b for b in self.writer.notes[number].section(heading) if not b.embeds)


def spaced(block: Block) -> list[str]:
    """Return a block's lines with the blank ones that keep it apart from others."""
    return [*[""] * (block.kind in "HEMTC"), *block.lines, *[""] * (block.kind in "DPTC")]
