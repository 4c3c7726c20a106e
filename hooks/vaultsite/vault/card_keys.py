"""Keys of cards: one name for each card of the vault, the same in every build (flashcards §9)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vaultsite.problems import Kind, Problem
from vaultsite.vault.card_block import fallback_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vaultsite.vault.card_block import Card

_Places = dict[str, tuple[str, int]]


def distinct_keys(
    cards_by_note: Mapping[str, Sequence[Card]],
) -> tuple[dict[str, tuple[Card, ...]], tuple[Problem, ...]]:
    """The same cards, no two of which have the same key.

    In the order of paths, and of lines within a note, the first keeps its key; later ones get one
    derived from path and question, and a problem if they share an Anki id.
    """
    places: _Places = {}
    problems: list[Problem] = []
    settled = {
        path: _settle(path, cards_by_note[path], places, problems) for path in sorted(cards_by_note)
    }
    return {path: settled[path] for path in cards_by_note}, tuple(problems)


def _settle(
    path: str, cards: Sequence[Card], places: _Places, problems: list[Problem]
) -> tuple[Card, ...]:
    settled, counts = [], dict[str, int]()
    for card in cards:
        key = card.key
        if key in places:
            if key == card.anki_id:
                problems.append(_twice(path, card, places[key]))
            key = _free_key(path, card, places, counts)
        places[key] = (path, card.line)
        settled.append(card if key == card.key else replace(card, key=key))
    return tuple(settled)


def _free_key(path: str, card: Card, places: _Places, counts: dict[str, int]) -> str:
    front = card.front.text
    while (key := fallback_key(path, front, nth=counts.get(front, 0))) in places:
        counts[front] = counts.get(front, 0) + 1
    return key


def _twice(path: str, card: Card, first: tuple[str, int]) -> Problem:
    what = f"Anki id {card.anki_id} also belongs to the card at {first[0]}:{first[1]}"
    remedy = "delete the ID line of the copy, and Anki will give it one of its own"
    return Problem(path, card.line, Kind.DAMAGED_CARD, what, remedy)
