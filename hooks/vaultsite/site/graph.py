"""Who is next to whom: the links between pages, without regard to what their sentences say."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vaultsite.site.explorer import walk

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from vaultsite.site.explorer import Folder
    from vaultsite.site.library import Library

COLOURS = 8
"""Folders that have a colour of their own, 1 to 8; the rest has 0."""

_SHOWN = 12  # neighbours of a note, in a column of 24 px each


@dataclass(frozen=True, slots=True)
class Near:
    """A note next to another: ``url`` from the site's root, ``group`` the colour of its folder.

    ``comes``: it links to the other one; ``goes``: the other one links to it.
    """

    title: str
    url: str
    group: int
    comes: bool
    goes: bool


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """What is drawn of a note's neighbours, ``above`` and ``below`` it; ``more`` are left out.

    Those that link to the note are above, those that it links to below; those that do both are
    where there is more room.
    """

    above: tuple[Near, ...] = ()
    below: tuple[Near, ...] = ()
    more: int = 0


class Graph:
    """The notes and canvases of ``library`` and the links between them.

    Colours and order are those of the folders in ``tree``. ``out`` has to whom each note links.
    """

    def __init__(self, library: Library, tree: Folder) -> None:
        self._library = library
        self.groups = groups(tree)
        paths = [note.path for folder in walk(tree) for note in folder.notes]
        paths += sorted(library.links.canvases)
        self.order = {path: number for number, path in enumerate(paths)}
        self.out = {path: tuple(self.targets(path)) for path in paths}

    def edit(self, paths: Iterable[str]) -> None:
        """Take in that ``paths`` have other links."""
        self.out |= {path: tuple(self.targets(path)) for path in paths}

    def degree(self, path: str) -> int:
        """How many notes are next to the note at ``path``."""
        return len(self._library.links.incoming.get(path, {}).keys() | self.out[path])

    def group(self, path: str) -> int:
        """The colour of a note's folder."""
        folder = path.rpartition("/")[0]
        while folder and folder not in self.groups:
            folder = folder.rpartition("/")[0]
        return self.groups.get(folder, 0)

    def targets(self, path: str) -> Mapping[str, int]:
        """To which notes the note at ``path`` links, and how often."""
        found: Counter[str] = Counter()
        for target in self._library.links.notes[path].outcomes:
            if target is not None and target.path != path and target.path in self.order:
                found[target.path] += 1
        return found

    def near(self, path: str) -> Neighbourhood:
        """What is drawn: of many neighbours those with links both ways, then as many of each side.

        Those with most links come first. All this depends on the links of the note and to it alone.
        """
        library, order = self._library, self.order
        goes, comes = self.targets(path), library.links.incoming.get(path, {})
        links = {**goes}
        for source, numbers in comes.items():
            links[source] = links.get(source, 0) + len(numbers)
        first = _chosen(sorted(links, key=lambda each: (-links[each], order[each])), goes, comes)
        shown = [
            Near(
                library.records[each].title,
                library.urls[each],
                self.group(each),
                comes=each in comes,
                goes=each in goes,
            )
            for each in sorted(first, key=order.__getitem__)
        ]
        return _arranged(shown, more=len(links) - len(shown))


def _chosen(first: list[str], goes: Container[str], comes: Container[str]) -> list[str]:
    if len(first) <= _SHOWN:
        return first
    both = [each for each in first if each in goes and each in comes][:_SHOWN]
    out = [each for each in first if each not in comes]
    into = [each for each in first if each not in goes]
    room = _SHOWN - len(both)
    share = min(len(out), max((room + 1) // 2, room - len(into)))
    return [*both, *out[:share], *into[: room - share]]


def _arranged(shown: list[Near], *, more: int) -> Neighbourhood:
    above = sum(not each.goes for each in shown)
    below = sum(not each.comes for each in shown)
    both = len(shown) - above - below
    room = min(max((len(shown) + 1) // 2 - above, 0), both)
    up: list[Near] = []
    down: list[Near] = []
    for each in shown:
        if each.comes and each.goes:
            room -= 1
            (up if room >= 0 else down).append(each)
        else:
            (up if each.comes else down).append(each)
    return Neighbourhood(tuple(up), tuple(down), more)


def groups(tree: Folder) -> dict[str, int]:
    """The colour of each folder that has one, in the order of the tree.

    Those at the top have one each. As long as colours are left, the largest folder shares its notes
    out to the folders in it. Of more than `COLOURS` the largest have one.
    """
    chosen = {folder.path: folder for folder in tree.folders}
    split: set[str] = set()
    while room := COLOURS - len(chosen):
        largest = max(
            (each for each in chosen.values() if each.path not in split and each.folders),
            key=lambda each: (each.count, each.path),
            default=None,
        )
        if largest is None or len(largest.folders) - (not largest.notes) > room:
            break
        split.add(largest.path)
        chosen |= {folder.path: folder for folder in largest.folders}
        if not largest.notes:
            del chosen[largest.path]
    kept = sorted(chosen.values(), key=lambda each: (-each.count, each.path))[:COLOURS]
    paths = {folder.path for folder in kept}
    return {path: number for number, path in enumerate(_in_order(tree, paths), 1)}


def _in_order(tree: Folder, paths: set[str]) -> Iterator[str]:
    return (folder.path for folder in walk(tree) if folder.path in paths)
