"""`make lighthouse`: a Markdown table for VAULT, or for the site in the folder SITE_DIR."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING
from urllib.parse import quote

from benchmarks.lighthouse.run import Scores, medians, table, visit
from benchmarks.pages.__main__ import built_site
from benchmarks.pages.choose import choose
from benchmarks.pages.server import serving

if TYPE_CHECKING:
    from pathlib import Path

_SOFTMAX = "machine learning/softmax/index.html"  # in the sample vault
_GRAPH = ("graph/index.html", "graph.html")
_SEARCH = "index.html?q=maximum"


def main() -> None:
    runs = int(os.environ.get("RUNS", "3"))
    with built_site() as site, serving(site) as root:
        scores = {name: _measure(root + place, name, runs) for name, place in _places(site).items()}
    print(table(scores))


def _places(site: Path) -> dict[str, str]:
    """The addresses of the pages that are looked at, below the site's root."""
    chosen = {name: choose(site)[name] for name in ("heaviest", "median", "home")}
    if (site / _SOFTMAX).is_file():
        chosen["softmax"] = _SOFTMAX
    for graph in _GRAPH:
        if (site / graph).is_file():
            chosen["graph"] = graph
    return {name: quote(place) for name, place in chosen.items()} | {"search": _SEARCH}


def _measure(url: str, name: str, runs: int) -> Scores:
    print(f"{name} …", file=sys.stderr)
    return medians([visit(url) for _ in range(runs)])


if __name__ == "__main__":
    main()
