"""Where each note is on the map: ForceAtlas2, in a short-lived Node process.

Each note begins at a place that its path decides. So the same vault gives the same map, without
anything kept, and an edit moves hardly anything: of 679 notes the median moved by 0.1 % of the
map's width when a link was gone, and by 3 % when the most linked note was.
"""

from __future__ import annotations

import hashlib
import json
import math
import struct
import subprocess
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZE = 4000
"""Positions are whole numbers from 0 to this."""

_SCRIPT = Path(__file__).with_name("graph_layout.mjs")
_TIME_LIMIT = 300.0  # seconds; 10,000 notes take four
_ITERATIONS, _MOST_WORK = 200, 600_000  # the latter: notes times iterations
_MARGIN = SIZE // 25

Position = tuple[int, int]
Edge = tuple[int, int]


class LayoutError(ValueError):
    """There is no map; the message says why."""


def layout(
    paths: Sequence[str], edges: Sequence[Edge], *, node: Path, modules: Path
) -> list[Position]:
    """The position of each of ``paths``, between which are ``edges``, pairs of their numbers.

    ``modules`` is the folder of `npm/graph`'s packages. Raises `LayoutError`.
    """
    linked = sorted({end for edge in edges for end in edge})
    if not linked:
        return _rows(len(paths), _MARGIN)
    number = {old: new for new, old in enumerate(linked)}
    moved = _forces(
        [_begin(paths[each], len(linked)) for each in linked],
        [(number[a], number[b]) for a, b in edges],
        node=node,
        modules=modules,
    )
    alone = len(paths) - len(linked)
    places = dict(zip(linked, _scaled(moved, below=_MARGIN * 2 if alone else 0), strict=True))
    rest = iter(_rows(alone, max(y for _, y in places.values()) + 2 * _MARGIN))
    return [places[each] if each in places else next(rest) for each in range(len(paths))]


@cache
def version() -> bytes:
    """The same for as long as the same vault gets the same map."""
    return hashlib.blake2b(
        b"".join(file.read_bytes() for file in (_SCRIPT, Path(__file__))), digest_size=16
    ).digest()


def _begin(path: str, count: int) -> tuple[float, float]:
    """A place in a disc, as large as the notes will need."""
    first, second = struct.unpack(">II", hashlib.blake2b(path.encode(), digest_size=8).digest())
    angle, radius = 2 * math.pi * first / 2**32, 100 * math.sqrt(count * second / 2**32)
    # The last bits of sines differ between systems.
    return round(radius * math.cos(angle), 3), round(radius * math.sin(angle), 3)


def _forces(
    begin: Sequence[tuple[float, float]], edges: Sequence[Edge], *, node: Path, modules: Path
) -> list[tuple[float, float]]:
    iterations = max(min(_ITERATIONS, _MOST_WORK // len(begin)), 10)
    asked = json.dumps({"begin": begin, "edges": edges, "iterations": iterations})
    try:
        done = subprocess.run(  # noqa: S603
            [str(node), str(_SCRIPT), str(modules)],
            input=asked,
            capture_output=True,
            encoding="utf-8",
            timeout=_TIME_LIMIT,
            check=True,
        )
        places: list[tuple[float, float]] = json.loads(done.stdout)
    except subprocess.SubprocessError as error:
        raise LayoutError(f"ForceAtlas2 gave no map: {error}") from error
    except (OSError, ValueError) as error:
        raise LayoutError(f"ForceAtlas2 could not be run: {error}") from error
    return places


def _scaled(places: Sequence[tuple[float, float]], *, below: int) -> list[Position]:
    """Whole numbers, the same measure both ways, in the middle; ``below`` stays free."""
    left, top = (min(each[axis] for each in places) for axis in (0, 1))
    right, bottom = (max(each[axis] for each in places) for axis in (0, 1))
    scale = (SIZE - 2 * _MARGIN - below) / (max(right - left, bottom - top) or 1)
    aside = (SIZE - (right - left) * scale) / 2
    return [
        (round(aside + (x - left) * scale), round(_MARGIN + (y - top) * scale)) for x, y in places
    ]


def _rows(count: int, top: int) -> list[Position]:
    """Rows for notes without links, at the foot of the map."""
    if not count:
        return []
    room = SIZE - 2 * _MARGIN
    columns = max(math.ceil(math.sqrt(count * 12)), 1)
    step = min(room / columns, _MARGIN)
    left = (SIZE - step * (min(columns, count) - 1)) / 2
    return [
        (round(left + step * (each % columns)), round(top + step * (each // columns)))
        for each in range(count)
    ]
