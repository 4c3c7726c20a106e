"""Which packages for Anki a site offers, where these lie, and whose cards are in them.

There is one for the vault, and for each folder, tag and note that has cards; those with the same
cards are one file.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from vaultsite.site.study_page import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vaultsite.site.study_page import Entry

FOLDER = "assets/anki/"
_VAULT = ""  # as a folder


class Part(NamedTuple):
    """Cards of the note at ``path``: those with these ``keys``."""

    path: str
    keys: tuple[str, ...]


class Offers:
    """The packages of ``kinds`` that are made of the cards of notes, by the paths of these.

    ``packages`` are the parts of each by its place in the site. ``folders``, ``notes`` and ``tags``
    are the places by folder (the vault's is ``""``), by path, and by the tag's key.
    """

    def __init__(self, entries: Mapping[str, Entry], kinds: Iterable[str]) -> None:
        parts = [Part(path, entry.keys) for path, entry in sorted(entries.items())]
        self.packages: dict[str, tuple[Part, ...]] = {}
        self._same: dict[tuple[Part, ...], str] = {}
        self.folders: dict[str, str] = {}
        self.notes: dict[str, str] = {}
        self.tags: dict[str, str] = {}
        kinds, folders = {*kinds}, _by_folder(parts)
        if "vault" in kinds and parts:
            self.folders[_VAULT] = self._put(f"{FOLDER}vault.apkg", folders[_VAULT])
        if "notes" in kinds:
            # Whatever else there is: the page of a note is not made again for another one.
            self.notes = {part.path: self._put(_place(part.path), (part,)) for part in parts}
        if "folders" in kinds:
            for folder in sorted(folders.keys() - {_VAULT}, key=lambda each: (len(each), each)):
                self.folders[folder] = self._shared(_place(f"{folder}/"), folders[folder])
        if "tags" in kinds:
            for tag, tagged in _by_tag(entries).items():
                self.tags[tag] = self._shared(_place(f"#{tag}"), tagged)

    def _put(self, place: str, parts: tuple[Part, ...]) -> str:
        self.packages[place] = parts
        self._same.setdefault(parts, place)
        return place

    def _shared(self, place: str, parts: tuple[Part, ...]) -> str:
        """The place of these cards if they have one already."""
        return self._same.get(parts) or self._put(place, parts)


def _place(name: str) -> str:
    """No name of the vault: these may differ in case alone."""
    return f"{FOLDER}{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:10]}.apkg"


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
        tag: tuple(Part(path, tuple(keys)) for path, keys in found[tag].items())
        for tag in sorted(found)
    }
