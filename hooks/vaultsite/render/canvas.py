"""Canvases, drawn at build time: the nodes are HTML, the lines between them SVG.

The nodes lie over the drawing rather than in its ``<foreignObject>``s: WebKit puts positioned and
scrolling content of those in the wrong place, and formulas are positioned. The style sheet scales
the whole to the width of the page.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from vaultsite.render import links, media
from vaultsite.render.curves import curve
from vaultsite.render.files import file_embed
from vaultsite.render.scope import DEEPEST_EMBED
from vaultsite.vault.canvas import address
from vaultsite.vault.filetypes import IMAGES, extension_of
from vaultsite.vault.names import title_of
from vaultsite.vault.plaintext import plain_text
from vaultsite.vault.sections import excerpt, section_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vaultsite.render.curves import Curve, Point
    from vaultsite.render.scope import Scope
    from vaultsite.vault.canvas import CanvasSource, Edge, Node
    from vaultsite.vault.index import Target
    from vaultsite.words import Words

SECTION = "canvas"
"""What a canvas is called in a scope's stack: it is shown as a whole."""

_MARGIN = 20.0  # pixels around everything
_LABEL = 34.0  # pixels above a group, for its name
_LEAST_EXCERPT = 300  # characters of a note
_AREA_OF_A_CHARACTER = 160.0  # square pixels
_LONGEST_NAME = 40


def canvas_embed(raw: str, path: str, link: str, scope: Scope) -> str:
    """The canvas at ``path`` within a note; ``link`` leads to its page. One in itself is cut."""
    opening = f'<div class="internal-embed canvas-embed" data-src="{escape(raw)}">{link}\n'
    if (path, SECTION) in scope.stack or len(scope.stack) > DEEPEST_EMBED:
        return f"{opening}</div>\n"
    inner = scope.embedded(scope.page.book.source(path), SECTION)
    return f"{opening}{canvas_html(path, inner)}</div>\n"


def canvas_html(path: str, scope: Scope) -> str:
    """The drawing of the canvas at ``path``, whose text stands in ``scope``."""
    source = scope.page.book.canvas(path)
    name, words = escape(scope.source.note.title), scope.page.book.words
    if source is None or source.canvas.broken:
        return f'<p class="canvas-broken">{words("canvas.broken", name=name)}</p>\n'
    if not source.canvas.nodes:
        return f'<p class="canvas-broken">{words("canvas.empty", name=name)}</p>\n'
    scope.page.scripts.add("blocks")
    plane = _Plane.of(source)
    groups = (_group(node, plane, scope) for node in plane.nodes if node.kind == "group")
    others = (_node(node, plane, scope) for node in plane.nodes if node.kind != "group")
    size = (
        f"--canvas-width:{_px(plane.width)};--canvas-height:{_px(plane.height)};"
        f"--canvas-ratio:{_number(plane.width)}/{_number(plane.height)}"
    )
    return (
        f'<div class="canvas" role="group" aria-label="{name}" tabindex="0" style="{size}">'
        '<div class="canvas-sheet"><div class="canvas-plane">\n'
        f"{''.join(groups)}{_lines(plane, words)}{''.join(others)}{_labels(plane)}"
        "</div></div></div>\n"
    )


@dataclass(frozen=True, slots=True)
class _Plane:
    """A canvas with its lines drawn, and the part of the plane that all of it takes."""

    source: CanvasSource
    curves: tuple[tuple[Edge, Curve], ...]
    left: float
    top: float
    width: float
    height: float

    @staticmethod
    def of(source: CanvasSource) -> _Plane:
        nodes = {node.id: node for node in source.canvas.nodes}
        edges = source.canvas.edges
        drawn = tuple((edge, curve(edge, nodes[edge.start], nodes[edge.end])) for edge in edges)
        points = [point for _, line in drawn for point in _extent(line)]
        points += [point for node in nodes.values() for point in _corners(node)]
        left = min(x for x, _ in points) - _MARGIN
        top = min(y for _, y in points) - _MARGIN
        width = max(x for x, _ in points) + _MARGIN - left
        height = max(y for _, y in points) + _MARGIN - top
        return _Plane(source, drawn, left, top, width, height)

    @property
    def nodes(self) -> tuple[Node, ...]:
        return self.source.canvas.nodes

    def place(self, node: Node, *, more: str = "") -> str:
        """The style attribute that puts a node in its place."""
        color = f"--canvas-color:{_color(node.color)};" if node.color else ""
        return (
            f' style="{color}left:{_px(node.x - self.left)};top:{_px(node.y - self.top)};'
            f'width:{_px(node.width)};height:{_px(node.height)}{more}"'
        )

    def point(self, point: Point) -> str:
        return f"{_number(point[0] - self.left)} {_number(point[1] - self.top)}"


def _extent(line: Curve) -> Iterable[Point]:
    yield from (line.at(step / 8) for step in range(9))
    yield from (corner for head in line.heads for corner in head)


def _corners(node: Node) -> Iterable[Point]:
    above = _LABEL if node.kind == "group" and node.text else 0
    return (node.x, node.y - above), (node.x + node.width, node.y + node.height)


def _group(node: Node, plane: _Plane, scope: Scope) -> str:
    label = escape(node.text.strip(), quote=False)
    shown = f'<div class="canvas-group-label" dir="auto">{label}</div>' if label else ""
    background, style = _background(node, scope)
    return f'<div class="canvas-group"{plane.place(node, more=style)}>{background}{shown}</div>\n'


def _background(node: Node, scope: Scope) -> tuple[str, str]:
    """A group's picture: as an element, or as a style if it is repeated."""
    target = _find(node.background, "", scope) if node.background else None
    if target is None or extension_of(target.path) not in IMAGES:
        return "", ""
    url = scope.page.book.url(target.path, seen_from=scope.page.path)
    if node.background_style == "repeat":
        return "", f";background-image:url({escape(url)})"
    return (
        f'<img class="canvas-background" data-fit="{node.background_style}" src="{escape(url)}" '
        'alt="" loading="lazy" decoding="async">'
    ), ""


def _node(node: Node, plane: _Plane, scope: Scope) -> str:
    if node.kind == "text":
        tokens = plane.source.texts[node.id].tokens
        # A scope of its own: footnotes of different nodes have the same numbers.
        content = scope.page.write(tokens, scope.embedded(scope.source, node.id))
    elif node.kind == "link":
        content = _address(node.text.strip(), scope.page.book.words)
    else:
        content = _file(node, scope)
    kind = f"canvas-node canvas-{node.kind}"
    return (
        f'<div class="{kind}"{plane.place(node)}><div class="canvas-content">\n{content}'
        "</div></div>\n"
    )


def _address(url: str, words: Words) -> str:
    if (link := media.service_link(url, "", words)) is not None:
        return link
    if not url.lower().startswith(("https://", "http://")):
        return escape(url, quote=False)
    return media.page_link(url)


def _file(node: Node, scope: Scope) -> str:
    target = _find(node.text, node.subpath, scope)
    raw = f"{node.text}{node.subpath}"
    if target is None:
        lost = scope.page.book.words("embeds.missing", name=posixpath.basename(node.text))
        return (
            f'<div class="internal-embed is-missing" data-src="{escape(raw)}">'
            f"{escape(lost, quote=False)}</div>"
        )
    if not scope.page.book.is_note(target.path) and scope.page.book.canvas(target.path) is None:
        return file_embed(raw, target, "", scope)
    title = scope.page.book.source(target.path).note.title
    shown = " > ".join((title, *(part for part in node.subpath.split("#") if part.strip())))
    link = (
        f'<a class="internal-link canvas-title" data-href="{escape(raw)}" '
        f'href="{escape(links.url_of(target, scope))}">{escape(shown, quote=False)}</a>\n'
    )
    return link + (_excerpt(node, target, scope) if scope.page.book.is_note(target.path) else "")


def _excerpt(node: Node, target: Target, scope: Scope) -> str:
    """As much of a note as its node has room for, and a little more to scroll."""
    key = (target.path, f"{target.heading}^{target.block}#{target.anchor}")
    source = scope.page.book.source(target.path)
    section = section_of(source, target)
    if section is None or key in scope.stack or len(scope.stack) > DEEPEST_EMBED:
        return ""
    room = max(_LEAST_EXCERPT, round(node.width * node.height / _AREA_OF_A_CHARACTER))
    return scope.page.write(excerpt(section, room), scope.embedded(source, key[1]))


def _find(file: str, subpath: str, scope: Scope) -> Target | None:
    raw, markdown = address(file, subpath)
    return scope.page.book.find(raw, scope.path, markdown=markdown)


def _lines(plane: _Plane, words: Words) -> str:
    if not plane.curves:
        return ""
    width, height = _number(plane.width), _number(plane.height)
    drawn = "".join(_line(edge, line, plane) for edge, line in plane.curves)
    described = escape(_described(plane, words))
    return (
        f'<svg class="canvas-lines" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-label="{described}">{drawn}</svg>\n'
    )


def _line(edge: Edge, line: Curve, plane: _Plane) -> str:
    begin, *rest = (plane.point(point) for point in line.points)
    heads = "".join(
        f'<path class="canvas-head" d="M{"L".join(plane.point(corner) for corner in head)}Z"/>'
        for head in line.heads
    )
    color = f' style="--canvas-color:{_color(edge.color)}"' if edge.color else ""
    return f'<g{color}><path d="M{begin}C{" ".join(rest)}"/>{heads}</g>'


def _labels(plane: _Plane) -> str:
    return "".join(
        f'<div class="canvas-label" dir="auto" style="left:{_px(x - plane.left)};'
        f'top:{_px(y - plane.top)}">{escape(edge.label.strip(), quote=False)}</div>\n'
        for edge, line in plane.curves
        if edge.label.strip()
        for x, y in (line.at(0.5),)
    )


def _described(plane: _Plane, words: Words) -> str:
    """The lines in words, for those who do not see them."""
    names = {node.id: _name(node, plane) or words("canvas.node") for node in plane.nodes}
    return "; ".join(
        f"{names[edge.start]} {'→' if edge.end_arrow else '–'} {names[edge.end]}"
        + (f" ({edge.label.strip()})" if edge.label.strip() else "")
        for edge, _ in plane.curves
    )


def _name(node: Node, plane: _Plane) -> str:
    if node.kind == "file":
        name = title_of(node.text)
    elif node.kind == "text":
        tokens = plane.source.texts[node.id].tokens
        lines = (plain_text(token.children or ()) for token in tokens if token.type == "inline")
        name = next((line.strip() for line in lines if line.strip()), "")
    else:
        name = node.text.strip()
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _color(color: str) -> str:
    return color if color.startswith("#") else f"var(--canvas-color-{color})"


def _px(value: float) -> str:
    return f"{_number(value)}px"


def _number(value: float) -> str:
    return f"{round(value, 1):g}" if abs(value) < 1e5 else f"{value:.0f}"
