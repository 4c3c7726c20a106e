"""A canvas in, its record and its tokens out: what `reader` is for notes."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import TYPE_CHECKING

from vaultsite.syntax import Parsed, parse
from vaultsite.syntax.hidden import hide_comments, without_comments
from vaultsite.vault.canvas import CanvasSource, address, parse_canvas
from vaultsite.vault.characters import printable
from vaultsite.vault.note import Link, Note, Source
from vaultsite.vault.note_scan import Scan
from vaultsite.vault.reader import unique

if TYPE_CHECKING:
    from vaultsite.vault.canvas import Canvas, Node
    from vaultsite.vault.redact import IsPrivate

_NO_CARDS = ("START", "END")


def read_canvas(path: str, text: str, *, is_private: IsPrivate | None = None) -> CanvasSource:
    """Parse the canvas at ``path``. What is private vanishes from it, with the edges to it."""
    canvas = _without_comments(_printable(parse_canvas(text, path)))
    if is_private:
        canvas = _without_private(canvas, is_private)
    scan = Scan(path, is_private)
    texts = {node.id: parse(node.text) for node in canvas.nodes if node.kind == "text"}
    numbers = {identifier: number for number, identifier in enumerate(texts)}
    for node in canvas.nodes:
        if node.kind == "text":
            _scan_text(scan, texts[node.id], numbers[node.id], node.line)
        else:
            scan.links += _node_links(node)
    title = posixpath.splitext(posixpath.basename(path))[0]
    note = Note(
        path=path,
        title=title,
        properties={},
        headings=tuple(scan.headings),
        links=tuple(scan.links),
        formulas=tuple(scan.formulas),
        tags=unique(scan.tags),
        problems=(*canvas.problems, *scan.problems),
    )
    fields = tuple((parsed,) for parsed in texts.values())
    return CanvasSource(canvas, Source(note, Parsed([], {}), fields), texts)


def _scan_text(scan: Scan, parsed: Parsed, number: int, line: int) -> None:
    """Scan a node's text. Where it stands is the line of the node in its file."""
    links, formulas, problems = len(scan.links), len(scan.formulas), len(scan.problems)
    scan.tokens(parsed.tokens, number)
    scan.links[links:] = [link._replace(line=line) for link in scan.links[links:]]
    scan.formulas[formulas:] = [tex._replace(line=line) for tex in scan.formulas[formulas:]]
    scan.problems[problems:] = [replace(each, line=line) for each in scan.problems[problems:]]


def _printable(canvas: Canvas) -> Canvas:
    nodes = (replace(node, text=printable(node.text)) for node in canvas.nodes)
    edges = (replace(edge, label=printable(edge.label)) for edge in canvas.edges)
    return replace(canvas, nodes=tuple(nodes), edges=tuple(edges))


def _without_comments(canvas: Canvas) -> Canvas:
    nodes = (
        replace(
            node,
            text=hide_comments(node.text, markers=_NO_CARDS)
            if node.kind == "text"
            else without_comments(node.text),
        )
        for node in canvas.nodes
    )
    edges = (replace(edge, label=without_comments(edge.label)) for edge in canvas.edges)
    return replace(canvas, nodes=tuple(nodes), edges=tuple(edges))


def _without_private(canvas: Canvas, is_private: IsPrivate) -> Canvas:
    nodes = {
        node.id: replace(node, background="") if is_private(*address(node.background)) else node
        for node in canvas.nodes
        if node.kind != "file" or not is_private(*address(node.text))
    }
    edges = (edge for edge in canvas.edges if edge.start in nodes and edge.end in nodes)
    return replace(canvas, nodes=tuple(nodes.values()), edges=tuple(edges))


def _node_links(node: Node) -> list[Link]:
    if node.kind == "file":
        asked = address(node.text, node.subpath)
    elif node.background:
        asked = address(node.background)
    else:
        return []
    return [Link(*asked, embed=True, line=node.line)]
