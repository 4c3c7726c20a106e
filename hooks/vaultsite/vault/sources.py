"""The tokens of notes. They are 15 times as large as their text, so only some stay as they are.

The others are packed: that takes a third of the time of parsing them again, and a fiftieth of the
memory. A large vault needs each note's tokens several times: for its own page and where it is
embedded.
"""

from __future__ import annotations

import copyreg
import pickle
import zlib
from collections import OrderedDict
from dataclasses import fields, replace
from operator import attrgetter
from typing import TYPE_CHECKING

from markdown_it.token import Token

from vaultsite.vault.note import Source

if TYPE_CHECKING:
    from vaultsite.syntax import Parsed
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
        return self.put(path, size, Source(note, *_unpacked(packed), key))

    def put(self, path: str, size: int, source: Source) -> Source:
        """Keep the source of a note of ``size`` characters at hand, and pack older ones."""
        if path in self._at_hand:
            self._room += self._at_hand.pop(path)[0]
        self._at_hand[path] = (size, source)
        self._room -= size
        while self._room < 0 and len(self._at_hand) > 1:
            self._pack(*self._at_hand.popitem(last=False))
        return source

    def put_packed(self, path: str, size: int, key: bytes, packed: bytes) -> None:
        """Keep what `pack` made of the source with this key."""
        if path in self._at_hand:
            self._room += self._at_hand.pop(path)[0]
        self._packed[path] = (size, key, packed)

    def _pack(self, path: str, kept: tuple[int, Source]) -> None:
        size, source = kept
        self._room += size
        if self._packed.get(path, (0, b""))[1] != source.key:
            self._packed[path] = (size, source.key, pack(source))


def pack(source: Source) -> bytes:
    """The tokens of a source, small."""
    return zlib.compress(pickle.dumps((source.body, source.fields), protocol=5), 1)


def _unpacked(packed: bytes) -> tuple[Parsed, tuple[tuple[Parsed, ...], ...]]:
    tokens: tuple[Parsed, tuple[tuple[Parsed, ...], ...]]
    tokens = pickle.loads(zlib.decompress(packed))  # noqa: S301 - our own, from memory
    return tokens


def _call(token: Token) -> tuple[type[Token], tuple[object, ...]]:
    return Token, _values(token)


# By a call instead of one assignment for each of 13 fields: half the time, and two thirds of the
# bytes.
_values = attrgetter(*(field.name for field in fields(Token)))
copyreg.pickle(Token, _call)
