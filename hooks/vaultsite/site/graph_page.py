"""The page of the graph: a map of the vault, which assets/graph.js draws, and the same as a list.

The list has the notes with the most links: it does not grow with the vault.
"""

from __future__ import annotations

import heapq
from functools import cache
from html import escape
from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from vaultsite.site.explorer import relative_to_root
from vaultsite.site.graph_map import PLACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from vaultsite.site.graph import Graph
    from vaultsite.site.library import Library

SCRIPT = "graph"
"""The module that draws the map."""

FOLDER = PurePosixPath("assets/graph")
"""The folder of the site that it loads sigma and graphology from."""

LISTED = 1000
"""Notes in the list, at most."""


def browser_files(modules: Path) -> Iterator[tuple[Path, PurePosixPath]]:
    """The files that the browser may ask for, as (file, place in the site)."""
    yield modules / "graphology/dist/graphology.umd.min.js", FOLDER / "graphology.js"
    yield modules / "sigma/dist/sigma.min.js", FOLDER / "sigma.js"


def html(graph: Graph, library: Library, *, url: str, explorer_url: str) -> str:
    """The content of the page at ``url``; ``explorer_url`` leads to the page of all notes."""
    words, root = library.words, relative_to_root(url)
    links = sum(map(len, graph.out.values()))
    figures = " · ".join(
        (words("graph.notes", count=len(graph.order)), words("graph.links", count=links))
    )
    more = len(graph.order) - LISTED
    parts = [
        f"<h1>{escape(words('graph.title'))}</h1>",
        f'<p class="graph-figures">{escape(figures)}</p>',
        f'<div class="graph" data-graph="{root}{PLACE}" data-root="{root}">',
        f"<noscript><p>{escape(words('graph.no-script'))}</p></noscript></div>",
        f'<h2 id="list">{escape(words("graph.list"))}</h2>',
        '<ul class="explorer-page graph-list">',
        *_folders(graph, library, root=root),
        "</ul>",
    ]
    if more > 0:
        text = escape(words("graph.more-notes", count=more))
        parts.append(f'<p><a href="{escape(explorer_url)}">{text}</a></p>')
    return "\n".join(parts)


def _folders(graph: Graph, library: Library, *, root: str) -> Iterator[str]:
    @cache
    def links(count: int) -> str:
        return escape(library.words("graph.links", count=count))

    def item(path: str) -> str:
        return (
            f'<li><a dir="auto" href="{escape(root + library.urls[path])}">'
            f"{escape(library.records[path].title)}</a> <small>{links(degrees[path])}</small></li>"
        )

    degrees = {path: graph.degree(path) for path in graph.order}
    for folder, paths in groupby(_listed(graph.order, degrees), key=_folder):
        listed = [*paths]
        name = escape(folder) or escape(library.words("graph.no-folder"))
        count = library.words.number(len(listed))
        yield (
            f'<li><details class="explorer-folder"><summary><span dir="auto">{name}</span>'
            f' <span class="explorer-count">{count}</span></summary>'
            f"<ul>{''.join(map(item, listed))}</ul></details></li>"
        )


def _listed(order: dict[str, int], degrees: dict[str, int]) -> list[str]:
    """By folder, in the order of the explorer; in each the notes with most links first."""
    most: Iterable[str] = order
    if len(order) > LISTED:
        most = heapq.nsmallest(LISTED, order, key=lambda path: (-degrees[path], order[path]))
    first: dict[str, int] = {}
    for path in sorted(most, key=order.__getitem__):
        first.setdefault(_folder(path), order[path])
    return sorted(most, key=lambda path: (first[_folder(path)], -degrees[path], order[path]))


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
