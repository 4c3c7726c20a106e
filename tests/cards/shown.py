"""A lifted note as text, for the fixtures: one line for each thing that a reader would see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vaultsite.vault.anki_settings import is_cloze
from vaultsite.vault.clozes import Deletion, parse_clozes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsite.vault.anki_settings import AnkiSettings
    from vaultsite.vault.cards import Card, Lifted

_PLACE = re.compile("\\{\x04([0-9]+)\\}")
_SIGNS = str.maketrans({"␠": " ", "␉": "\t", "␍": "\r", "◊": "\ufeff"})


def decode(text: str) -> str:
    """Fixtures write blanks, tabs, CR and BOM that an editor would hide as ␠ ␉ ␍ ◊."""
    return text.translate(_SIGNS)


def show(lifted: Lifted, settings: AnkiSettings) -> str:
    return "\n".join(_lines(lifted, settings))


def _lines(lifted: Lifted, settings: AnkiSettings) -> Iterator[str]:
    for number, line in enumerate(lifted.body.split("\n"), 1):
        if line.strip():
            shown = _PLACE.sub(r"[card \1]", line.rstrip())
            yield f"body {number}: {shown}"
    for card in lifted.cards:
        yield from _card(card)
        if is_cloze(card.note_type):
            yield from _gaps(card, settings)
    if lifted.deck is not None:
        yield f"deck: {lifted.deck}"
    if lifted.tags:
        yield f"file tags: {' '.join(lifted.tags)}"
    for number, source in lifted.removed_headings:
        yield f"removed {number}: {source.rstrip()}"
    for problem in lifted.problems:
        yield f"problem {problem.line}: {problem.what}"


def _card(card: Card) -> Iterator[str]:
    about = [f"card {card.line}-{card.end_line}: {card.note_type}"]
    about += [f"id {card.anki_id}"] * bool(card.anki_id)
    about += [f"tags {'|'.join(card.tags)}"] * bool(card.tags)
    yield ", ".join(about)
    for field in card.fields:
        text = field.text.replace("\n", "⏎").rstrip()
        yield f"  {field.name} {field.line}: {text}".rstrip()


def _gaps(card: Card, settings: AnkiSettings) -> Iterator[str]:
    """The deletions, as number, text, and hint."""
    curly, highlights = settings.clozes_in(card.note_type)
    for piece in parse_clozes(card.front.text, curly=curly, highlights=highlights):
        if isinstance(piece, Deletion):
            hint = f" | {piece.hint}" * (piece.hint is not None)
            yield f"  c{piece.number}: {piece.text}{hint}".replace("\n", "⏎")
