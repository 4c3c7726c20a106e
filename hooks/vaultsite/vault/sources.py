"""The tokens of notes. They are 15 times as large as their text, so only some stay as they are.

The others are packed: that takes a third of the time of parsing them again, and a fiftieth of the
memory. A large vault needs each note's tokens several times: for its own page and where it is
embedded.
"""

from __future__ import annotations

import pickle
import zlib
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING

from vaultsite.vault.note import Source

if TYPE_CHECKING:
    from vaultsite.vault.note import Note


class Sources:
    """The sources of notes: those used last, up to ``room`` characters of text, at hand."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._at_hand: OrderedDict[str, tuple[int, Source]] = OrderedDict()
        self._packed: dict[str, tuple[int, bytes, bytes]] = {}

    def get(self, path: str, key: bytes, note: Note) -> Source | None:
        """The source of ``note`` if it was put with this key, with ``note`` as its record."""
        if path in self._at_hand:
            self._at_hand.move_to_end(path)
            source = self._at_hand[path][1]
            return replace(source, note=note) if source.key == key else None
        size, packed_key, packed = self._packed.get(path, (0, b"", b""))
        if packed_key != key:
            return None
        body, fields = pickle.loads(zlib.decompress(packed))  # noqa: S301 - our own, from memory
        return self.put(path, size, Source(note, body, fields, key))

    def put(self, path: str, size: int, source: Source) -> Source:
        """Keep the source of a note of ``size`` characters at hand, and pack older ones."""
        if path in self._at_hand:
            self._room += self._at_hand.pop(path)[0]
        self._at_hand[path] = (size, source)
        self._room -= size
        while self._room < 0 and len(self._at_hand) > 1:
            self._pack(*self._at_hand.popitem(last=False))
        return source

    def _pack(self, path: str, kept: tuple[int, Source]) -> None:
        size, source = kept
        self._room += size
        if self._packed.get(path, (0, b""))[1] != source.key:
            packed = zlib.compress(pickle.dumps((source.body, source.fields), protocol=5), 1)
            self._packed[path] = (size, source.key, packed)
