"""A ``.canvas`` file: JSON Canvas 1.0, read without trusting a single value in it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from vaultsite.problems import Kind, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from vaultsite.syntax import Parsed
    from vaultsite.vault.note import Source

_KINDS = frozenset(("text", "file", "link", "group"))
_SIDES = frozenset(("top", "right", "bottom", "left"))
_COLOUR = re.compile(r"[1-6]|#(?:[0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})")
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")
_FARTHEST = 1e6  # pixels; browsers lose precision beyond
_REMEDY = "open it in Obsidian, and save it anew"


@dataclass(frozen=True, slots=True)
class Node:
    """A thing on a canvas; the place and the size are in pixels of the canvas.

    ``kind`` is ``text``, ``file``, ``link`` or ``group``. ``text`` is what each of them holds: the
    Markdown, the path of the file in the vault, the address, the label. ``background`` is the path
    of a group's picture, ``background_style`` ``cover``, ``ratio`` or ``repeat``. ``color`` is a
    number from 1 to 6 or ``#rrggbb``, empty for none. ``line`` in the file counts from 1.
    """

    id: str
    kind: str
    x: float
    y: float
    width: float
    height: float
    text: str = ""
    subpath: str = ""
    color: str = ""
    background: str = ""
    background_style: str = "cover"
    line: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between the nodes ``start`` and ``end`` (their ids); sides are empty if left open."""

    start: str
    end: str
    start_side: str = ""
    end_side: str = ""
    start_arrow: bool = False
    end_arrow: bool = True
    color: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Canvas:
    """What a canvas shows. ``broken``: the file is no JSON Canvas, and nothing can be shown."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    broken: bool = False
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class CanvasSource:
    """A canvas with what a note's source has, so that it is rendered, linked and counted like one.

    ``texts`` are the tokens of the text nodes, by the nodes' ids.
    """

    canvas: Canvas
    source: Source
    texts: Mapping[str, Parsed]


def address(file: str, subpath: str = "") -> tuple[str, bool]:
    """A path from the vault's root as a link to it: what it reads, and whether it is Markdown's."""
    if any(char in file for char in "#|\\"):
        return quote(f"/{file}") + subpath, True
    return f"/{file}{subpath}", False


def parse_canvas(text: str, path: str) -> Canvas:
    """Read the canvas at ``path``. What is damaged in it is left out, with a problem."""
    if not text.strip():
        return Canvas()  # as Obsidian leaves a new one
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
        return _broken(path, line, "this canvas is not readable as JSON")
    if not isinstance(data, dict):
        return _broken(path, 0, "this file is no canvas")
    problems: list[Problem] = []
    nodes: dict[str, Node] = {}
    for item in _items(data.get("nodes")):
        node = _node(item, text)
        if node is None or node.id in nodes:
            what = "a node of this canvas is damaged and not shown"
            problems.append(Problem(path, _line(text, item), Kind.BROKEN_SYNTAX, what, _REMEDY))
        else:
            nodes[node.id] = node
    edges = (_edge(item, nodes) for item in _items(data.get("edges")))
    shown = tuple(edge for edge in edges if edge is not None)
    return Canvas(tuple(nodes.values()), shown, problems=tuple(problems))


def _broken(path: str, line: int, what: str) -> Canvas:
    problem = Problem(path, line, Kind.UNREADABLE_FILE, what, _REMEDY)
    return Canvas(broken=True, problems=(problem,))


def _items(value: object) -> Iterator[dict[str, object]]:
    for item in value if isinstance(value, list) else ():
        yield item if isinstance(item, dict) else {}


def _node(item: dict[str, object], source: str) -> Node | None:
    kind, identifier = _text(item, "type"), _text(item, "id")
    x, y, width, height = (_number(item, key) for key in ("x", "y", "width", "height"))
    if kind not in _KINDS or not identifier or x is None or y is None:
        return None
    if not width or not height or width < 0 or height < 0:
        return None
    content = {"text": "text", "file": "file", "link": "url", "group": "label"}[kind]
    style = _text(item, "backgroundStyle")
    return Node(
        identifier, kind, x, y, width, height,
        text=_text(item, content),
        subpath=_text(item, "subpath") if kind == "file" else "",
        color=_colour(item),
        background=_text(item, "background") if kind == "group" else "",
        background_style=style if style in ("ratio", "repeat") else "cover",
        line=_line(source, item),
    )  # fmt: skip


def _edge(item: dict[str, object], nodes: dict[str, Node]) -> Edge | None:
    start, end = _text(item, "fromNode"), _text(item, "toNode")
    if start not in nodes or end not in nodes:
        return None
    from_side, to_side = _text(item, "fromSide"), _text(item, "toSide")
    return Edge(
        start,
        end,
        start_side=from_side if from_side in _SIDES else "",
        end_side=to_side if to_side in _SIDES else "",
        start_arrow=item.get("fromEnd") == "arrow",
        end_arrow=item.get("toEnd") != "none",
        color=_colour(item),
        label=_text(item, "label"),
    )


def _text(item: dict[str, object], key: str) -> str:
    value = item.get(key)
    return _UNWRITABLE.sub("\ufffd", value) if isinstance(value, str) else ""


def _number(item: dict[str, object], key: str) -> float | None:
    value = item.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) <= _FARTHEST else None


def _colour(item: dict[str, object]) -> str:
    value = _text(item, "color")
    return value if _COLOUR.fullmatch(value) else ""


def _line(source: str, item: dict[str, object]) -> int:
    """Where an item stands; Obsidian writes each into a line of its own."""
    place = source.find(json.dumps(_text(item, "id"), ensure_ascii=False)) if item else -1
    return source.count("\n", 0, place) + 1 if place >= 0 else 0
