"""Which packages for Anki a site offers, where these lie, and whose cards are in them.

There is one for the vault, and for each folder, tag and note that has cards; those with the same
cards are one file.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from vaultsite.site.study_index import asked
from vaultsite.site.tags import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from vaultsite.vault.anki_settings import AnkiSettings
    from vaultsite.vault.note import Note

FOLDER = "assets/anki/"
_VAULT = ""  # as a folder


class Part(NamedTuple):
    """Cards of the note at ``path``: those with these ``keys``."""

    path: str
    keys: tuple[str, ...]


class Offers:
    """The packages of ``kinds`` that are made of ``notes``, by their paths in the vault.

    ``packages`` are the parts of each by its place in the site. ``folders``, ``notes`` and ``tags``
    are the places by folder (the vault's is ``""``), by path, and by the tag's key.
    """

    def __init__(
        self, notes: Mapping[str, Note], settings: AnkiSettings, kinds: Iterable[str]
    ) -> None:
        parts = {
            path: Part(path, keys)
            for path, note in sorted(notes.items())
            if (keys := tuple(card.key for card in note.cards if asked(card, settings)))
        }
        kinds = {*kinds}
        self.packages: dict[str, tuple[Part, ...]] = {}
        self._same: dict[tuple[Part, ...], str] = {}
        self.folders: dict[str, str] = {}
        self.notes: dict[str, str] = {}
        self.tags: dict[str, str] = {}
        folders = _by_folder(parts.values())
        if "vault" in kinds and parts:
            self.folders[_VAULT] = self._put(f"{FOLDER}vault.apkg", folders[_VAULT])
        if "notes" in kinds:
            # Whatever else there is: the page of a note is not made again for another one.
            self.notes = {path: self._put(_place(path), (part,)) for path, part in parts.items()}
        if "folders" in kinds:
            for folder in sorted(folders.keys() - {_VAULT}, key=lambda each: (len(each), each)):
                self.folders[folder] = self._shared(_place(f"{folder}/"), folders[folder])
        if "tags" in kinds:
            for tag, tagged in _by_tag(parts.values(), notes).items():
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


def _by_tag(parts: Iterable[Part], notes: Mapping[str, Note]) -> dict[str, tuple[Part, ...]]:
    """The parts of each tag and of those nested in it: of cards, or of notes with all their cards.

    Parents stand before their children.
    """
    found: dict[str, dict[str, list[str]]] = {}
    for path, keys in parts:
        note, wanted = notes[path], {*keys}
        for card in note.cards:
            if card.key in wanted:
                for tag in _with_parents((*note.tags, *note.file_tags, *card.tags)):
                    found.setdefault(tag, {}).setdefault(path, []).append(card.key)
    return {
        tag: tuple(Part(path, tuple(keys)) for path, keys in found[tag].items())
        for tag in sorted(found)
    }


def _with_parents(tags: Iterable[str]) -> set[str]:
    """The keys of these tags, which are nested by ``/`` or as in Anki, and of their parents."""
    return {key for tag in tags for key in _upwards(key_of(tag.replace("::", "/")))}


def _upwards(key: str) -> Iterator[str]:
    while key:
        yield key
        key = key.rpartition("/")[0]
