"""The formulas of all notes. Their drawing begins while the next notes are still being read."""

from __future__ import annotations

from collections import OrderedDict
from textwrap import shorten
from typing import TYPE_CHECKING

from vaultsite.maths import contexts
from vaultsite.problems import Kind, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from vaultsite.maths import Drawing, Formula
    from vaultsite.vault.note import Note


_MOST_NOTES = 1_000  # whose formulas are kept in memory


class Formulas:
    """Each note's formulas, by their numbers. ``ask`` is told of them as soon as they are known."""

    def __init__(self, ask: Callable[[Iterable[Formula]], None] | None = None) -> None:
        self._ask = ask
        self._by_note: OrderedDict[str, tuple[Formula, ...]] = OrderedDict()

    def read(self, note: Note) -> None:
        """Take in the formulas of a note that has just been read."""
        found = tuple(contexts((tex.tex, tex.display) for tex in note.formulas))
        self._by_note[note.path] = found
        if len(self._by_note) > _MOST_NOTES:
            self._by_note.popitem(last=False)
        if self._ask is not None:
            self._ask(found)

    def of(self, note: Note) -> tuple[Formula, ...]:
        """The formulas of a note, or of a canvas."""
        if note.path not in self._by_note:
            self.read(note)
        self._by_note.move_to_end(note.path)
        return self._by_note[note.path]


def broken_formulas(
    note: Note, formulas: Sequence[Formula], drawing: Callable[[Formula], Drawing]
) -> Iterator[tuple[int | None, Problem]]:
    """What is wrong with a note's own formulas, with the numbers of those that are not drawn."""
    for number, formula in enumerate(formulas):
        error = drawing(formula).error
        for fault in (*filter(None, [error]), *formula.remarks):
            tex = note.formulas[number]
            what = f"broken formula {shorten(tex.tex, 80, placeholder='…')}: {fault}"
            problem = Problem(note.path, tex.line, Kind.BROKEN_FORMULA, what, "correct the TeX")
            yield (number if error else None), problem
