"""The formulas of all notes. Their drawing begins while the next notes are still being read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsite.maths import contexts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from vaultsite.maths import Formula
    from vaultsite.vault.note import Note


class Formulas:
    """Each note's formulas, by their numbers. ``ask`` is told of them as soon as they are known."""

    def __init__(self, ask: Callable[[Iterable[Formula]], None] | None = None) -> None:
        self._ask = ask
        self._by_note: dict[str, tuple[Formula, ...]] = {}

    def read(self, note: Note) -> None:
        """Take in the formulas of a note that has just been read."""
        found = tuple(contexts((tex.tex, tex.display) for tex in note.formulas))
        self._by_note[note.path] = found
        if self._ask is not None:
            self._ask(found)

    def of(self, note: Note) -> tuple[Formula, ...]:
        """The formulas of a note, or of a canvas."""
        if note.path not in self._by_note:
            self.read(note)
        return self._by_note[note.path]

    def distinct(self, notes: Iterable[Note]) -> Iterator[Formula]:
        """Those of ``notes``, each once."""
        yield from dict.fromkeys(formula for note in notes for formula in self.of(note))
