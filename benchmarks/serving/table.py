"""Timed edits as a Markdown table."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.serving.edits import Edit


def table(starts: Mapping[str, float], edits: Sequence[Edit]) -> str:
    """Return a row for each start of the server (seconds) and for each kind of edit."""
    rows = ["| | median s | slowest s | CPU s | place kept |", "|---|--:|--:|--:|--:|"]
    rows += [f"| {name} | {seconds:.2f} | | | |" for name, seconds in starts.items()]
    for name in dict.fromkeys(edit.name for edit in edits):
        same = [edit for edit in edits if edit.name == name]
        seconds = [edit.seconds for edit in same]
        cells = [
            name,
            f"{median(seconds):.2f}",
            f"{max(seconds):.2f}",
            f"{median(edit.cpu for edit in same):.2f}",
            f"{sum(edit.keeps_place for edit in same)} of {len(same)}",
        ]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)
