"""Which pages of a site are visited: the heaviest, one in the middle, and home."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_HEAVIEST = 10
# Pages that no note stands behind.
_OTHERS = ("404.html", "explorer.html", "graph.html", "index.html")
_FOLDERS = ("explorer/", "graph/", "tags/")


def choose(site: Path, heaviest: int = _HEAVIEST) -> dict[str, str]:
    """Return what each page is → its place below ``site``, the heaviest first.

    A page is as heavy as the number of its formulas; what its HTML weighs decides between equals.
    Notes are not called by their names, which are nobody else's business.
    """
    pages = sorted(_notes(site), reverse=True)
    middle = pages[len(pages) // 2]
    names = ["heaviest", "2nd", "3rd", *(f"{number}th" for number in range(4, heaviest + 1))]
    chosen = {name: place for name, (_, _, place) in zip(names, pages, strict=False)}
    return chosen | {"median": middle[2], "home": "index.html"}


def _notes(site: Path) -> list[tuple[int, int, str]]:
    found = []
    for file in site.rglob("*.html"):
        place = file.relative_to(site).as_posix()
        if place in _OTHERS or place.startswith(_FOLDERS):
            continue
        html = file.read_text("utf-8")
        found.append((html.count("<mjx-container"), len(html), place))
    return found
