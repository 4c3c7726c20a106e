"""Where the lines of a canvas run: from side to side, curved, with room for an arrow head."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vaultsite.vault.canvas import Edge, Node

Point = tuple[float, float]

_NORMALS: dict[str, Point] = {"top": (0, -1), "right": (1, 0), "bottom": (0, 1), "left": (-1, 0)}
_OPPOSITE = {"top": "bottom", "right": "left", "bottom": "top", "left": "right"}
_HEAD = 11.0  # pixels, the length of an arrow head
_HALF_WIDTH = 6.0
_LEAST_BOW, _MOST_BOW = 40.0, 220.0


@dataclass(frozen=True, slots=True)
class Curve:
    """A cubic Bézier curve by its four points, and the corners of its arrow heads."""

    points: tuple[Point, Point, Point, Point]
    heads: tuple[tuple[Point, Point, Point], ...]

    def at(self, t: float) -> Point:
        """The point at ``t`` from 0 to 1."""
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        x = sum(weight * point[0] for weight, point in zip(weights, self.points, strict=True))
        y = sum(weight * point[1] for weight, point in zip(weights, self.points, strict=True))
        return x, y


def curve(edge: Edge, start: Node, end: Node) -> Curve:
    """The line of ``edge`` between two nodes."""
    start_side = edge.start_side or _facing(start, end)
    end_side = edge.end_side or (_facing(end, start) if start is not end else _OPPOSITE[start_side])
    first, last = _middle(start, start_side), _middle(end, end_side)
    out, back = _NORMALS[start_side], _NORMALS[end_side]
    heads = []
    if edge.start_arrow:
        heads.append(_head(first, out))
    if edge.end_arrow:
        heads.append(_head(last, back))
    distance = ((first[0] - last[0]) ** 2 + (first[1] - last[1]) ** 2) ** 0.5
    bow = min(max(distance / 2, _LEAST_BOW), _MOST_BOW)
    begin = _moved(first, out, _HEAD * 0.8 * edge.start_arrow)
    stop = _moved(last, back, _HEAD * 0.8 * edge.end_arrow)
    points = (begin, _moved(begin, out, bow), _moved(stop, back, bow), stop)
    return Curve(points, tuple(heads))


def _facing(node: Node, other: Node) -> str:
    """The side of ``node`` that looks at ``other``."""
    right = (other.x + other.width / 2) - (node.x + node.width / 2)
    down = (other.y + other.height / 2) - (node.y + node.height / 2)
    if abs(right) > abs(down):
        return "right" if right > 0 else "left"
    return "bottom" if down > 0 else "top"


def _middle(node: Node, side: str) -> Point:
    right, down = _NORMALS[side]
    return node.x + node.width * (1 + right) / 2, node.y + node.height * (1 + down) / 2


def _moved(point: Point, direction: Point, by: float) -> Point:
    return point[0] + direction[0] * by, point[1] + direction[1] * by


def _head(tip: Point, outwards: Point) -> tuple[Point, Point, Point]:
    base = _moved(tip, outwards, _HEAD)
    across = (outwards[1], outwards[0])
    return tip, _moved(base, across, _HALF_WIDTH), _moved(base, across, -_HALF_WIDTH)
