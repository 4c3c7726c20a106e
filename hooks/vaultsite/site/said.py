"""Digests of what a note has for other pages: its formulas, and the sentences around its links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsite.store import digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsite.maths import Formula
    from vaultsite.vault.note import Note, Piece


def formula_digests(formulas: Sequence[Formula]) -> tuple[bytes, ...]:
    """One for each formula: those with the same one look the same."""
    known: dict[Formula, bytes] = {}
    for formula in formulas:
        if formula not in known:
            known[formula] = digest(formula.job)[:8]
    return tuple(known[formula] for formula in formulas)


def sentence_digests(note: Note, formulas: Sequence[bytes]) -> tuple[bytes, ...]:
    """One for each link: of the sentence that quotes it. ``formulas`` are their digests."""
    known: dict[int, bytes] = {}  # links of a sentence share it, and cards repeat it
    for link in note.links:
        if id(link.sentence) not in known:
            known[id(link.sentence)] = _digest(link.sentence, formulas)
    return tuple(known[id(link.sentence)] for link in note.links)


def _digest(sentence: Sequence[Piece], formulas: Sequence[bytes]) -> bytes:
    shown = [
        (piece.kind, formulas[int(piece.text)] if piece.kind == "math" else piece.text)
        for piece in sentence
    ]
    return digest(shown)[:8]
