"""Text that a note adds to a field of all its cards of a type: `FROZEN - Basic:` (§5)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from vaultsite.problems import Kind, Problem
from vaultsite.vault.card_block import Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vaultsite.vault.card_block import Card

_MOST = 2_000_000  # characters that all cards of a note have from it


@dataclass(slots=True)
class FrozenFields:
    """Collects it block by block; of several for one field the last counts."""

    by_type: dict[str, dict[str, Field]] = field(default_factory=dict)
    _again: list[int] = field(default_factory=list)

    def add(self, note_type: str, parts: Iterable[Field], *, line: int) -> None:
        """Take the fields of a block, which begins in this line, from 1."""
        new = {part.name: part for part in parts}
        known = self.by_type.setdefault(note_type, {})
        if not known.keys().isdisjoint(new):
            self._again.append(line)
        known.update(new)

    def all(self) -> tuple[Field, ...]:
        """What is added to any field."""
        return tuple(part for parts in self.by_type.values() for part in parts.values())

    def apply(self, cards: list[Card]) -> list[Card]:
        """The same cards with what is added to their fields; as they are if that is too much."""
        if not self.by_type or self._size(cards) > _MOST:
            return cards
        return [self._applied(card) for card in cards]

    def problems(self, cards: list[Card], path: str) -> Iterator[Problem]:
        """What is wrong with it in the note at ``path``, which has these cards."""
        for line in self._again:
            what, remedy = "a second frozen text for a field", "write all of it in one place"
            yield Problem(path, line, Kind.DAMAGED_CARD, what, remedy)
        if (size := self._size(cards)) > _MOST:
            what = f"frozen text for {len(cards)} cards is {size:,} characters in all"
            remedy = "shorten it; the cards are shown without it"
            yield Problem(path, 1, Kind.DAMAGED_CARD, what, remedy)

    def _size(self, cards: list[Card]) -> int:
        return sum(len(part.text) for part in self.all()) * len(cards)

    def _applied(self, card: Card) -> Card:
        added = self.by_type.get(card.note_type)
        if added is None:
            return card
        fields = tuple(_appended(part, added.get(part.name)) for part in card.fields)
        return replace(card, fields=fields)


def _appended(part: Field, frozen: Field | None) -> Field:
    if frozen is None or not frozen.text:
        return part
    line = part.line if part.text else frozen.line
    return Field(part.name, part.text + frozen.text, line)
