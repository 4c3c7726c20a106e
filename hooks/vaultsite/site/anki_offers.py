"""Which packages for Anki a site offers, where these lie, and whose cards are in them.

There is one for the vault, and for each folder, tag and note that has cards; those with the same
cards are one file.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from vaultsite.problems import Kind, Problem
from vaultsite.site.study_page import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vaultsite.site.study_page import Entry

FOLDER = "assets/anki/"
MOST = 200_000_000
"""Bytes of media in all packages: a fifth of what GitHub Pages takes for a site."""

_VAULT = ""  # as a folder


class Part(NamedTuple):
    """Cards of the note at ``path``: those with these ``keys``."""

    path: str
    keys: tuple[str, ...]


_Offer = tuple[str, tuple[Part, ...]]  # the name of what has a package, and what is in it


class Offers:
    """The packages that are made of the cards of notes, by the paths of these.

    They are of the ``kinds`` of `ANKI_PACKAGES`; without any, of those that fit: each package has
    its pictures and sounds in it, whose bytes ``weights`` are for each note.

    ``packages`` are the parts of each by its place in the site. ``folders``, ``notes`` and ``tags``
    are the places by folder (the vault's is ``""``), by path, and by the tag's key. ``left_out``
    are the kinds that do not fit, with the bytes that they would have taken.
    """

    def __init__(
        self, entries: Mapping[str, Entry], kinds: Iterable[str], weights: Mapping[str, int]
    ) -> None:
        self.packages: dict[str, tuple[Part, ...]] = {}
        self.folders: dict[str, str] = {}
        self.notes: dict[str, str] = {}
        self.tags: dict[str, str] = {}
        self.left_out: dict[str, int] = {}
        self._same: dict[tuple[Part, ...], str] = {}
        parts = [Part(path, entry.keys) for path, entry in sorted(entries.items())]
        offers = _offers(parts, entries) if parts else {}
        places = {"vault": self.folders, "notes": self.notes, "tags": self.tags}
        weight, kinds = 0, {*kinds}
        for kind, offered in offers.items():
            new = sum(weights[part.path] for each in self._new(offered, kind) for part in each)
            if kind in kinds or not (kinds or (self.packages and weight + new > MOST)):
                weight += new
                self._put(offered, places.get(kind, self.folders), kind)
            elif not kinds:
                self.left_out[kind] = new

    @property
    def problems(self) -> Iterator[Problem]:
        """What there is no room for."""
        for kind, size in self.left_out.items():
            what = f"packages for Anki of {kind} would take another {size / 1_000_000:,.0f} MB"
            remedy = "keep large files out of cards, or name what you want in `anki_packages`"
            yield Problem("the whole site", 0, Kind.LARGE_SITE, f"{what}: left out", remedy)

    def _new(self, offered: Iterable[_Offer], kind: str) -> set[tuple[Part, ...]]:
        """What is in the files that these need."""
        every = {parts for _, parts in offered}
        return every if kind == "notes" else every - self._same.keys()

    def _put(self, offered: Iterable[_Offer], places: dict[str, str], kind: str) -> None:
        for name, parts in offered:
            # Whatever else there is: the page of a note is not made again for another one.
            place = "" if kind == "notes" else self._same.get(parts, "")
            if not place:
                place = _place(kind, name)
                self.packages[place] = parts
                self._same.setdefault(parts, place)
            places[name] = place


def _offers(parts: Sequence[Part], entries: Mapping[str, Entry]) -> dict[str, list[_Offer]]:
    """What there can be of each kind, that comes first which is missed most."""
    folders = _by_folder(parts)
    everything = folders.pop(_VAULT)
    return {
        "vault": [(_VAULT, everything)],
        "notes": [(part.path, (part,)) for part in parts],
        "folders": sorted(folders.items(), key=lambda each: (len(each[0]), each[0])),
        "tags": sorted(_by_tag(entries).items()),
    }


def _place(kind: str, name: str) -> str:
    """No name of the vault: these may differ in case alone."""
    digest = hashlib.sha256(f"{kind}\0{name}".encode("utf-8", "replace")).hexdigest()
    return f"{FOLDER}{'vault' if kind == 'vault' else digest[:10]}.apkg"


def _by_folder(parts: Iterable[Part]) -> dict[str, tuple[Part, ...]]:
    """The parts of each folder, and of those below it."""
    found: dict[str, list[Part]] = {}
    for part in parts:
        folder = part.path
        while folder:
            folder = folder.rpartition("/")[0]
            found.setdefault(folder, []).append(part)
    return {folder: tuple(members) for folder, members in found.items()}


def _by_tag(entries: Mapping[str, Entry]) -> dict[str, tuple[Part, ...]]:
    """The parts of each tag, by its key, and of those nested in it."""
    found: dict[str, dict[str, list[str]]] = {}
    for path, entry in sorted(entries.items()):
        for key, tags in zip(entry.keys, entry.tags, strict=True):
            for tag in folded(tags):
                found.setdefault(tag, {}).setdefault(path, []).append(key)
    return {
        tag: tuple(Part(path, tuple(keys)) for path, keys in tagged.items())
        for tag, tagged in found.items()
    }
