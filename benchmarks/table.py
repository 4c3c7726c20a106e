"""Measured builds as a Markdown table: each figure beside the one that it is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.builds import Build


@dataclass(frozen=True, slots=True)
class _Column:
    """``of_all``: a figure that grows with the notes, so that only like vaults are compared."""

    head: str
    figure: Callable[[Build], float]
    digits: int = 1
    of_all: bool = False
    ratio: bool = True


_COLUMNS = (
    _Column("CPU s", lambda build: build.cost.cpu, of_all=True),
    _Column("wall s", lambda build: build.cost.wall, of_all=True),
    _Column("memory MB", lambda build: build.cost.memory / 1e6, digits=0),
    _Column("HTML MB", lambda build: build.html / 1e6, of_all=True),
    _Column("HTML bytes a note", lambda build: build.html / build.notes, digits=0),
    _Column("CPU ms a note", lambda build: build.cost.cpu / build.notes * 1e3),
    _Column("pages", lambda build: build.pages, digits=0, ratio=False),
    _Column("site MB", lambda build: build.site / 1e6, digits=0, ratio=False),
)


def table(rows: Sequence[tuple[Build, Build]]) -> str:
    """Return a row for each build, with the ratios of its figures to those of the build beside it.

    A build that is its own base has no ratios.
    """
    heads = ["", *(column.head for column in _COLUMNS)]
    lines = [f"| {' | '.join(heads)} |", "|---|" + "--:|" * len(_COLUMNS)]
    for build, base in rows:
        cells = [build.name, *(_cell(column, build, base) for column in _COLUMNS)]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines).replace("|  |", "| |", 1)


def counts(report: dict[str, int]) -> str:
    """Return what a report counts as one line."""
    return ", ".join(f"{key.replace('_', ' ')} {value:,}" for key, value in report.items())


def _cell(column: _Column, build: Build, base: Build) -> str:
    value, compared = column.figure(build), column.figure(base)
    text = f"{value:,.{column.digits}f}"
    is_like = not column.of_all or build.notes == base.notes
    shows = column.ratio and is_like and build is not base and compared
    return f"{text} ({value / compared:.2f}×)" if shows else text
