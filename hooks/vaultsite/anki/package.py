"""Packages of notes, the same bytes for the same notes: genanki's database, in a zip of our own.

genanki's own way to write a package takes the time of the day, and waits for the disk.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
import sqlite3
import zipfile
from contextlib import closing
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from vaultsite.anki.fields import with_media
from vaultsite.anki.note import deck_id
from vaultsite.anki.note_types import CHANGED, model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import IO

    from vaultsite.anki.note import AnkiNote

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date that a zip can hold
_UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*\[\]]')
_LONGEST = 60  # characters of a file's name


class Packer:
    """Writes packages that have notes and media in common.

    ``read`` gives what is published of a medium at a path, which may be asked for many times; it is
    named by what was there at first.
    """

    def __init__(self, read: Callable[[str], bytes]) -> None:
        self._read = read
        self._names: dict[str, str] = {}
        self._rows: dict[str, Any] = {}

    def write(self, notes: Iterable[AnkiNote], out: IO[bytes]) -> None:
        """Write a package of ``notes``. Raises what ``read`` raises, and ``OSError``."""
        ordered = _distinct(notes)
        numbered: dict[str, str] = {}
        with zipfile.ZipFile(out, "w") as file:
            for path in sorted({each for note in ordered for each in note.media}):
                content = self._read(path)
                name = self._names.get(path) or media_name(path, content)
                self._names[path] = name
                if name not in numbered:
                    number = numbered[name] = str(len(numbered))
                    _put(file, number, content, as_it_is=not name.endswith(".svg"))
            media = {number: name for name, number in numbered.items()}
            _put(file, "media", json.dumps(media, ensure_ascii=False).encode())
            _put(file, "collection.anki2", self._database(ordered))

    def _database(self, notes: list[AnkiNote]) -> bytes:
        import genanki

        decks: dict[str, Any] = {}
        ids = _ids(notes)
        for note in notes:
            if note.deck not in decks:
                decks[note.deck] = genanki.Deck(deck_id(note.deck), note.deck)
            row = self._row(note)
            row.ids = ids[note.guid]
            decks[note.deck].add_note(row)
        with closing(_collection()) as connection:
            cursor = connection.cursor()
            for name in sorted(decks):
                decks[name].write_to_db(cursor, CHANGED, iter(()))
            connection.commit()
            return connection.serialize()

    def _row(self, note: AnkiNote) -> Any:
        """A note for genanki."""
        if (row := self._rows.get(note.key)) is None:
            fields = [with_media(field, self._names.__getitem__) for field in note.fields]
            row = self._rows[note.key] = _dated_note()(
                model(note.kind),
                fields,
                sort_field=_sorted_by(fields[0]),
                tags=note.tags,
                guid=note.guid,
            )
            row.changed = note.changed
        return row


def media_name(path: str, content: bytes) -> str:
    """A name for all collections: whatever is called so has this content."""
    stem, extension = posixpath.splitext(posixpath.basename(path))
    clean = _UNSAFE.sub("_", stem)[:_LONGEST].strip()
    return f"{clean}-{hashlib.sha256(content).hexdigest()[:10]}{extension.lower()}"


def _distinct(notes: Iterable[AnkiNote]) -> list[AnkiNote]:
    """In the order of their ids, none twice: two notes with one GUID would damage a collection."""
    by_guid = {note.guid: note for note in notes}
    return sorted(by_guid.values(), key=lambda note: (note.id, note.guid))


def _collection() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(_empty())
    return connection


@cache
def _empty() -> bytes:
    """A collection without notes: making each anew took a third of a small package's time.

    The small pages are for its many indices, which are empty and stay so.
    """
    import genanki

    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("PRAGMA page_size = 1024")
        genanki.Package([]).write_to_db(connection.cursor(), CHANGED, iter(()))
        connection.commit()
        return connection.serialize()


@cache
def _dated_note() -> Any:
    import genanki

    class DatedNote(genanki.Note):  # type: ignore[misc] # genanki has no types
        """With a time of change and ids of its own."""

        changed: int
        ids: Iterator[int]

        def write_to_db(self, cursor: Any, _time: float, deck: int, _ids: object) -> None:
            super().write_to_db(cursor, self.changed, deck, self.ids)

        def _check_invalid_html_tags_in_fields(self) -> None:
            """The renderer writes no others, and a formula may look like one."""

    return DatedNote


def _sorted_by(front: str) -> str:
    return " ".join(re.sub(r"<[^<>]*>", " ", front).split())[:200]


def _ids(notes: list[AnkiNote]) -> dict[str, Iterator[int]]:
    """For each note its id and those of its cards: free ones from the note's own on."""
    given: dict[str, Iterator[int]] = {}
    last_note = last_card = 0
    for note in notes:
        last_note = max(last_note + 1, note.id)
        last_card = max(last_card + 1, last_note)
        count = len(set(re.findall(r"\{\{c([0-9]+)::", note.fields[0]))) + 2
        given[note.guid] = chain([last_note], range(last_card, last_card + count))
        last_card += count - 1
    return given


def _put(file: zipfile.ZipFile, name: str, content: bytes, *, as_it_is: bool = False) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system = 3  # the same wherever it is built
    entry.external_attr = 0o644 << 16
    method = zipfile.ZIP_STORED if as_it_is else zipfile.ZIP_DEFLATED
    file.writestr(entry, content, method, 1)
