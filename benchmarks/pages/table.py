"""The figures of the pages as a Markdown table, the targets in its first row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.pages.server import packed
from benchmarks.pages.visit import KINDS, Medians

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_HEADS = ("formulas", "first paint s", "last formula s", "shift", "long tasks (ms, longest)")
_TARGETS = ("", "≤ 0.6", "≤ 1.5", "0", "", *("" for _ in KINDS), "≤ 150", "")


def table(pages: Mapping[str, Medians]) -> str:
    """Return a row for each page; kB are those that go over the line, compressed."""
    heads = ["", *_HEADS, *(f"{kind} kB" for kind in KINDS), "all kB", "nodes"]
    rows = [_row(heads), _row(["---", *("--:" for _ in heads[1:])]), _row(["target", *_TARGETS])]
    return "\n".join(rows + [_row([name, *_cells(page)]) for name, page in pages.items()])


def totals(site: Path) -> str:
    """Return what all pages of ``site`` weigh, as one line."""
    pages = list(site.rglob("*.html"))
    size = sum(page.stat().st_size for page in pages)
    line = sum(len(packed(page)[0]) for page in pages)
    return (
        f"{len(pages):,} pages, {size / 1e6:.1f} MB of HTML:"
        f" {size / len(pages) / 1000:.1f} kB each, {line / len(pages) / 1000:.1f} kB over the line"
    )


def _cells(page: Medians) -> list[str]:
    tasks = f"{page.tasks:.0f} ({page.tasks_total:.0f}, {page.longest_task:.0f})"
    return [
        f"{page.formulas:,}",
        f"{page.paint:.2f}",
        f"{page.last_formula:.2f}" if page.formulas else "–",
        f"{page.shift:.3f}",
        tasks,
        *(f"{page.bytes[kind] / 1000:.0f}" for kind in KINDS),
        f"{sum(page.bytes.values()) / 1000:.0f}",
        f"{page.nodes:,.0f}",
    ]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
