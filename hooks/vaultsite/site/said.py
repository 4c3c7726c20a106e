"""Digests of what a note has for other pages: its formulas, and the sentences around its links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsite.store import digest
from vaultsite.vault.note import with_formulas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsite.maths import Formula
    from vaultsite.vault.note import Note


def formula_digests(formulas: Sequence[Formula]) -> tuple[bytes, ...]:
    """One for each formula: those with the same one look the same."""
    known: dict[Formula, bytes] = {}
    for formula in formulas:
        if formula not in known:
            known[formula] = digest(formula.job)[:8]
    return tuple(known[formula] for formula in formulas)


def sentence_digests(note: Note, formulas: Sequence[bytes]) -> tuple[bytes, ...]:
    """One for each link: of the sentence that quotes it. ``formulas`` are their digests."""
    known: dict[str, bytes] = {}  # cards repeat their notes
    for link in note.links:
        if link.sentence not in known:
            known[link.sentence] = _digest(link.sentence, formulas)
    return tuple(known[link.sentence] for link in note.links)


def _digest(sentence: str, formulas: Sequence[bytes]) -> bytes:
    return digest(with_formulas(sentence, lambda number: formulas[number].hex()))[:8]
