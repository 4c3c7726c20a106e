"""The neighbourhood of a note as a picture: itself, and a row for each neighbour.

The names are a list beside the picture, which a browser shortens, wraps and turns by itself; a row
of the list is as high as `ROW` in the picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from vaultsite.site.page import Neighbour
from vaultsite.vault import urls

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsite.site.graph import Near, Neighbourhood

ROW = 24
WIDTH = 52
_NOTE, _DOT = 8, 44  # from the left: the note itself, its neighbours


@dataclass(frozen=True, slots=True)
class LocalGraph:
    """A note's neighbourhood for the template: ``svg`` is HTML, URLs are seen from the note.

    ``url`` leads to the note in the graph of the vault; ``more`` neighbours are only there.
    """

    svg: str
    above: tuple[Neighbour, ...]
    below: tuple[Neighbour, ...]
    more: int
    url: str


def local_graph(near: Neighbourhood, *, url: str, graph_url: str) -> LocalGraph | None:
    """The picture for the page at ``url``; None if there is nothing to draw.

    ``graph_url`` is that of the graph of the vault, seen from the page.
    """
    if not near.above and not near.below:
        return None
    above, below = (
        tuple(Neighbour(each.title, urls.relative(each.url, url)) for each in side)
        for side in (near.above, near.below)
    )
    return LocalGraph(
        svg(near), above, below, near.more, f"{graph_url}?note={quote(url.removeprefix('./'))}"
    )


def svg(near: Neighbourhood) -> str:
    """Lines, arrows, and dots in the colours of the folders."""
    centre = _y(len(near.above))
    rows = [(_y(number), each) for number, each in enumerate(near.above)]
    rows += [(_y(number), each) for number, each in enumerate(near.below, len(near.above) + 1)]
    lines = "".join(f"M{_NOTE} {centre}Q{_NOTE} {y} {_DOT} {y}" for y, _ in rows)
    arrows = "".join(_arrows(y, each) for y, each in rows)
    height = ROW * (len(rows) + 1)
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" aria-hidden="true">'
        f'<path d="{lines}"/><path class="to" d="{arrows}"/>'
        f'{_dots(rows)}<path class="me" d="M{_NOTE} {centre}h0"/></svg>'
    )


def _y(row: int) -> int:
    return ROW * row + ROW // 2


def _arrows(y: int, near: Near) -> str:
    """Beside the neighbour's dot: to it, away from it, or both."""
    away = _DOT - (20 if near.goes else 13)
    comes = f"M{away} {y}l6-3v6z" if near.comes else ""
    return comes + (f"M{_DOT - 6} {y}l-6-3v6z" if near.goes else "")


def _dots(rows: Sequence[tuple[int, Near]]) -> str:
    """Lines of no length with round ends: one path for all dots of a colour."""
    by_group: dict[int, str] = {}
    for y, near in rows:
        by_group[near.group] = by_group.get(near.group, "") + f"M{_DOT} {y}h0"
    return "".join(f'<path class="g{group}" d="{d}"/>' for group, d in sorted(by_group.items()))
