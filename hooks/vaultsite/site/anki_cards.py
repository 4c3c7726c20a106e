"""Each note's cards as notes for Anki, made with its page and kept for as long as that."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from vaultsite.anki.fields import Fields
from vaultsite.anki.note import AnkiNote, anki_note
from vaultsite.render.card_fields import card_fields
from vaultsite.site import kept
from vaultsite.site.anki_book import AnkiBook
from vaultsite.site.decks import deck_of
from vaultsite.site.meta import absolute
from vaultsite.store import Packing, digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from vaultsite.site.about import About
    from vaultsite.site.around import Surroundings
    from vaultsite.site.library import Library
    from vaultsite.store import Store
    from vaultsite.vault.note import Note

_KEPT, _KIND = "anki.notes", "anki"
_PACKING = Packing((AnkiNote,))


class Row(NamedTuple):
    """What is known of a note's cards: their key, and the paths of their pictures and sounds."""

    key: str
    media: list[str]


class AnkiCards:
    """The notes for Anki of a library's notes."""

    def __init__(self, library: Library, about: About, around: Surroundings, store: Store) -> None:
        self._library = library
        self._about = about
        self._around = around
        self._book = AnkiBook(library)
        self._addresses: dict[str, str] = {}
        self._store = store
        self._file: Path = around.cache / _KEPT
        self._made: dict[str, tuple[AnkiNote, ...]] = {}
        self._known = self._read()

    def learn(self, path: str) -> None:
        """Make the notes of the note at ``path``, whose page is being made."""
        if self._library.records[path].cards:
            self._made[path] = tuple(self._make(path))

    def keep(self, path: str, page: bytes) -> None:
        """Keep what was made, in the store instead of in memory; ``page`` is the page's key."""
        notes = self._made.pop(path, None)
        if notes is not None:
            self._put(path, self._key(path, page), notes)

    def rows(self, keys: Mapping[str, bytes | None]) -> dict[str, Row]:
        """What is known of these notes, given the keys of their pages."""
        rows = {path: self._row(path, key) for path, key in keys.items()}
        self._store.flush()
        self._store.settle(_KIND, rows.keys())
        kept.write(self._file, b"", json.dumps(rows, ensure_ascii=False).encode())
        self._known = dict(rows)
        return rows

    def of(self, rows: Mapping[str, Row]) -> tuple[dict[str, tuple[AnkiNote, ...]], set[str]]:
        """The notes for Anki of notes of which this is known, by the paths of these.

        And the paths of those that were kept; the others are as their notes are by now.
        """
        wanted = {path: bytes.fromhex(row.key) for path, row in rows.items()}
        found = {path: _PACKING.unpack(each) for path, each in self._store.find(_KIND, wanted)}
        notes = {path: known for path, known in found.items() if isinstance(known, tuple)}
        lasting = {*notes}
        for path in rows.keys() - lasting:
            notes[path] = tuple(self._make(path))
        return notes, lasting

    def _row(self, path: str, page: bytes | None) -> Row:
        known = self._known.get(path)
        if known is not None and page is not None and known.key == self._key(path, page).hex():
            return known
        notes = self._made.pop(path, None) or tuple(self._make(path))
        return self._put(path, self._key(path, page or digest(notes)), notes)

    def _key(self, path: str, page: bytes) -> bytes:
        """On what a note's cards depend: on what its page does, on deck and GUIDs."""
        note = self._library.records[path]
        guids = self._around.guids
        return digest(page, self._deck(note), [guids.get(card.key) for card in note.cards])

    def _put(self, path: str, key: bytes, notes: tuple[AnkiNote, ...]) -> Row:
        self._store.put(_KIND, path, key, _PACKING.pack(notes))
        media = sorted({each for note in notes for each in note.media})
        self._known[path] = row = Row(key.hex(), media)
        return row

    def _read(self) -> dict[str, Row]:
        with suppress(ValueError, TypeError, AttributeError):
            data = json.loads(kept.read(self._file, b"") or b"{}")
            return {path: Row(*row) for path, row in data.items()}
        return {}

    def _make(self, path: str) -> Iterator[AnkiNote]:
        note = self._library.records[path]
        writer = Fields(self._link)
        for card, fields in zip(note.cards, card_fields(path, self._book), strict=True):
            cleaned = [writer.write(html) for html in fields]
            made = anki_note(
                card,
                [html for html, _ in cleaned],
                source=self._source(note, card.key),
                deck=self._deck(note),
                file_tags=note.file_tags,
                changed=self._about.changed(path),
                media=[each for _, media in cleaned for each in media],
            )
            if made is not None:
                yield replace(made, guid=self._around.guids.get(card.key, made.guid))

    def _deck(self, note: Note) -> str:
        return deck_of(note, self._library.vault.anki, site_name=self._around.site_name)

    def _link(self, path: str) -> str:
        found = self._addresses.get(path)
        if found is None:
            found = absolute(self._library.url_from_root(path), self._around.site_url)
            self._addresses[path] = found
        return found

    def _source(self, note: Note, key: str) -> str:
        title, url = escape(note.title, quote=False), self._link(note.path)
        return f'<a href="{escape(url)}#card-{escape(key)}">{title}</a>' if url else title
