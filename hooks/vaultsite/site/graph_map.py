"""``graph.json``: the map of the vault, for the page `vaultsite.site.graph_page`.

- ``groups``: the folders that have colours, 1 to 8.
- ``folders``: the path of each folder that holds notes, and its colour, 0 if there is none.
- ``notes``: title, URL from the site's root, number of the folder.
- ``links``: for each note those that it links to, as steps from one number to the next.
- ``tags``: the notes of each tag, likewise.
- ``at``: x and y of all notes; empty if there is no map.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from vaultsite import packages
from vaultsite.site import kept
from vaultsite.site.graph_layout import LayoutError, layout, version
from vaultsite.store import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from vaultsite.site.graph import Graph
    from vaultsite.site.graph_layout import Edge
    from vaultsite.site.library import Library

    Say = Callable[[str], None]

PLACE = "graph.json"
_KEPT = "graph.layout"
_PACKAGES = "npm/graph"


@dataclass(frozen=True, slots=True)
class VaultMap:
    """The notes at ``paths``, ``out`` to whom each links, by number; ``said`` what is written."""

    paths: Sequence[str]
    out: Sequence[Sequence[int]]
    said: dict[str, object]

    @property
    def edges(self) -> list[Edge]:
        """Pairs of notes with a link between them, each once."""
        both = {(min(a, b), max(a, b)) for a, others in enumerate(self.out) for b in others}
        return sorted(both)


def vault_map(graph: Graph, library: Library) -> Callable[[], VaultMap]:
    """What the map is made from, taken now and put together when called."""
    taken = dict(graph.out)

    def put_together() -> VaultMap:
        numbers = graph.order
        paths = [*numbers]
        out = [sorted(numbers[each] for each in taken[path]) for path in paths]
        folders: dict[str, int] = {}
        notes = []
        for path in paths:
            folder = folders.setdefault(path.rpartition("/")[0], len(folders))
            notes.append((library.records[path].title, library.urls[path], folder))
        tags = {
            tag.name: _steps(sorted(numbers[path] for path in tag.notes))
            for tag in library.tags.tags.values()
        }
        said: dict[str, object] = {
            "groups": [*graph.groups],
            "folders": [(folder, graph.group(f"{folder}/")) for folder in folders],
            "notes": notes,
            "links": [*map(_steps, out)],
            "tags": tags,
        }
        return VaultMap(paths, out, said)

    return put_together


def write(found: VaultMap, site: Path, *, project: Path, cache: Path, say: Say, warn: Say) -> None:
    """Write `PLACE` of the site; without a map if it can't be laid out, which ``warn`` is told.

    ``cache`` keeps the positions of one map, the last. Raises ``OSError`` if the site can't be
    written; faults of the cache only cost time.
    """
    at = _positions(found, project=project, cache=cache, say=say, warn=warn)
    text = json.dumps({**found.said, "at": at}, ensure_ascii=False, separators=(",", ":"))
    (site / PLACE).write_bytes(text.encode("utf-8", "replace"))


def _positions(found: VaultMap, *, project: Path, cache: Path, say: Say, warn: Say) -> list[int]:
    edges = found.edges
    lock = (project / _PACKAGES / "package-lock.json").read_bytes()
    key = digest(version(), lock, found.paths, edges)
    known = kept.read(cache / _KEPT, key)
    if known is not None:
        at: list[int] = json.loads(known)
        return at
    try:
        modules = packages.ensure(project / _PACKAGES, say=say)
        places = layout(found.paths, edges, node=packages.node(), modules=modules)
    except (packages.PackagesError, LayoutError) as error:
        warn(f"The graph is shown as a list: {error}")
        return []
    at = [each for place in places for each in place]
    kept.write(cache / _KEPT, key, json.dumps(at).encode())
    return at


def _steps(numbers: Iterable[int]) -> list[int]:
    """Small numbers are few bytes."""
    ordered = [*numbers]
    return [*ordered[:1], *(b - a for a, b in pairwise(ordered))]
