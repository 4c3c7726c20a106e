"""Lines of Obsidian_to_Anki that concern a whole note (flashcards §5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vaultsite.vault.card_block import join_field
from vaultsite.vault.card_trailer import Row, id_line, split_tags
from vaultsite.vault.frozen_fields import FrozenFields

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vaultsite.vault.anki_settings import AnkiSettings
    from vaultsite.vault.card_block import Field


@dataclass(slots=True)
class FileLines:
    """Collects deck, tags and frozen fields line by line; of several decks the first counts."""

    settings: AnkiSettings
    deck: str | None = None
    tags: tuple[str, ...] | None = None
    frozen: FrozenFields = field(default_factory=FrozenFields)

    def read(self, lines: Sequence[str], index: int, stop: int) -> int:
        """How many lines from `index` on, below `stop`, belong to the note as a whole; 0 if none.

        A blank line after a bare `TARGET DECK` is its empty value, but hiding it changes nothing.
        """
        line = lines[index]
        words = self.settings.keywords
        if not line.startswith((words.target_deck, words.file_tags, words.frozen, words.delete)):
            return 0
        if line.startswith(words.target_deck):
            value, count = self._value(words.target_deck, lines, index, stop)
            if count and self.deck is None:
                self.deck = value
            return count
        if line.startswith(words.file_tags):
            value, count = self._value(words.file_tags, lines, index, stop)
            if count and self.tags is None:
                self.tags = tuple(split_tags(value))
            return count
        if line.startswith(words.frozen):
            return self._frozen(lines, index, stop)
        is_delete = line.startswith(words.delete) and line.rstrip() == words.delete
        return 2 if is_delete and index + 1 < stop and id_line(lines[index + 1]) else 0

    def _value(self, word: str, lines: Sequence[str], index: int, stop: int) -> tuple[str, int]:
        line = lines[index]
        if line.rstrip() == word:
            below = lines[index + 1].strip() if index + 1 < stop else ""
            marker = below in (self.settings.keywords.begin, self.settings.keywords.end)
            return ("", 1) if marker or not below else (below, 2)
        if line.startswith(f"{word}: ") or line.rstrip() == f"{word}:":
            return line[len(word) + 1 :].strip(), 1
        return "", 0

    def _frozen(self, lines: Sequence[str], index: int, stop: int) -> int:
        """`FROZEN - Type:` and the fields below it, up to a blank line."""
        note_type = lines[index][len(self.settings.keywords.frozen) :].strip()
        if not note_type.startswith("- ") or not note_type.endswith(":"):
            return 0
        note_type = note_type[2:-1].strip()
        names = self.settings.fields_of(note_type)
        if names is None:
            return 0
        last = index + 1
        while last < stop and lines[last].strip() and not self._is_marker(lines[last]):
            last += 1
        rows = [Row(number + 1, lines[number]) for number in range(index + 1, last)]
        self.frozen.add(note_type, _fields(rows, names), line=index + 1)
        return last - index

    def _is_marker(self, line: str) -> bool:
        return line.rstrip() in (self.settings.keywords.begin, self.settings.keywords.end)


def _fields(rows: Iterable[Row], names: tuple[str, ...]) -> Iterable[Field]:
    parts: dict[str, list[Row]] = {}
    current = names[0]
    for row in rows:
        name, colon, rest = row.text.partition(":")
        if colon and name in names:
            current, row = name, Row(row.line, rest.lstrip(" \t"))
        parts.setdefault(current, []).append(row)
    return [join_field(name, part, part[0].line) for name, part in parts.items()]
