"""The records of notes, kept on disk from build to build, and on what each depends."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from vaultsite.problems import Kind, Problem
from vaultsite.store import Packing, compressed, decompressed, digest
from vaultsite.vault.cards import Card, Field
from vaultsite.vault.note import Heading, Link, Note, Tex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from vaultsite.store import Store
    from vaultsite.vault.anki_settings import AnkiSettings

_KIND = "note"
_PACKING = Packing((Note, Heading, Link, Tex, Card, Field, Problem, Kind))


class Records:
    """Records of notes in ``store``; None keeps nothing."""

    def __init__(self, store: Store | None) -> None:
        self._store = store

    def find(self, keys: Mapping[str, bytes]) -> Iterator[tuple[str, Note]]:
        """Path and record of each note whose key (`key_of`) is still the same."""
        if self._store is None:
            return
        for path, packed in self._store.find(_KIND, dict(keys)):
            note = _PACKING.unpack(packed)
            if isinstance(note, Note) and note.path == path:
                yield path, note

    def known(self) -> dict[str, bytes]:
        """The keys of all records, by path."""
        return self._store.keys(_KIND) if self._store is not None else {}

    def put(self, note: Note, key: bytes) -> None:
        if self._store is not None:
            self._store.put(_KIND, note.path, key, _PACKING.pack(note))

    def put_packed(self, path: str, packed: bytes, key: bytes) -> None:
        """The same with what `pack` made of the note."""
        if self._store is not None:
            self._store.put_compressed(_KIND, path, key, packed)

    def settle(self, paths: Iterable[str]) -> None:
        """Forget all notes but these."""
        if self._store is not None:
            self._store.settle(_KIND, frozenset(paths))


def pack(note: Note) -> bytes:
    """A record as it is kept."""
    return compressed(_PACKING.pack(note))


def unpack(packed: bytes) -> Note:
    """The record that `pack` was given."""
    note: Note = _PACKING.unpack(decompressed(packed) or b"")
    return note


def key_of(path: str, text: bytes, anki: AnkiSettings, shape: bytes = b"") -> bytes:
    """All that a note's record depends on, but for the program's version.

    ``text`` is the digest of its text. ``shape``, see `shape_of`, says what is private; it only
    matters to what has links to that.
    """
    return digest(path, text, anki, shape)


def shape_of(everything: Iterable[str], hidden: Iterable[str]) -> bytes:
    """What decides whether a link leads to something private: all paths, and which are private.

    Empty if nothing is: then it makes no difference which files there are.
    """
    private = sorted(hidden)
    return digest(sorted(everything), private) if private else b""


def digest_of(text: str) -> bytes:
    """A text's digest."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
