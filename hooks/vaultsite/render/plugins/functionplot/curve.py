"""A function's graph as lines: more points where it bends, none across a jump.

All in the picture's coordinates: x from 0 to ``width``, y from 0 (top) to ``height``.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

Point = tuple[float, float]
_Sample = tuple[float, "float | None"]

_STEP = 2.0
_HALVINGS = 12
_BENT = 0.1  # how far a line may be off the curve
_JUMP = 2.0  # what is higher than this within the smallest step is no line
_MOST_POINTS = 20_000


def lines(function: Callable[[float], float | None], width: float) -> list[list[Point]]:
    """The graph of ``function``, which gives None where there is nothing to draw."""
    count = round(width / _STEP)
    budget = _MOST_POINTS
    samples = [(x, function(x)) for x in (width * i / count for i in range(count + 1))]
    points = [samples[0]]
    for after in samples[1:]:
        between = _between(function, points[-1], after, budget)
        budget -= len(between)
        points += between
        points.append(after)
    return [_simple(line) for line in _split(points) if len(line) > 1]


def clamped(y: float, height: float) -> float | None:
    """``y`` within three heights, so that numbers stay small; None for no number."""
    if math.isnan(y):
        return None
    return min(max(y, -height), 2 * height)


def _between(
    function: Callable[[float], float | None], first: _Sample, last: _Sample, budget: int
) -> list[_Sample]:
    """The points that are needed between two, in order."""
    found: list[_Sample] = []
    waiting = [(first, last, _HALVINGS)]
    while waiting:
        left, right, halvings = waiting.pop()
        x = (left[0] + right[0]) / 2
        middle = (x, function(x))
        if halvings and len(found) < budget and _bent(left, middle, right):
            waiting += [(middle, right, halvings - 1), (left, middle, halvings - 1)]
        elif left != first:
            found.append(left)
    return found


def _bent(left: _Sample, middle: _Sample, right: _Sample) -> bool:
    if left[1] is None or right[1] is None or middle[1] is None:
        return not left[1] == middle[1] == right[1]
    return abs(middle[1] - (left[1] + right[1]) / 2) > _BENT


def _split(points: list[_Sample]) -> list[list[Point]]:
    smallest = 1.5 * _STEP / 2**_HALVINGS
    result: list[list[Point]] = [[]]
    for x, y in points:
        if y is None:
            result.append([])
            continue
        line = result[-1]
        if line and x - line[-1][0] < smallest and abs(y - line[-1][1]) > _JUMP:
            result.append([])
        result[-1].append((x, y))
    return result


def _simple(line: list[Point]) -> list[Point]:
    """The line without the points that it hardly bends at (Douglas and Peucker)."""
    kept = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        farthest, distance = 0, _BENT
        for index in range(first + 1, last):
            off = _distance(line[index], line[first], line[last])
            if off > distance:
                farthest, distance = index, off
        if farthest:
            kept.add(farthest)
            waiting += [(first, farthest), (farthest, last)]
    return [line[index] for index in sorted(kept)]


def _distance(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy)
    x, y = point[0] - start[0], point[1] - start[1]
    return abs(dx * y - dy * x) / length if length else math.hypot(x, y)
