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
from typing import TYPE_CHECKING, Any, NamedTuple

from markdown_it.token import Token

from vaultsite.vault.note import Source

if TYPE_CHECKING:
    from vaultsite.vault.note import Note


class Packed(NamedTuple):
    """The tokens of a note, small: those of its text, and all together, which share some."""

    text: bytes
    whole: bytes


class _Kept(NamedTuple):
    """``whole``: with the tokens of its cards."""

    size: int
    source: Source
    whole: bool


class Sources:
    """The sources of notes: those used last, up to ``room`` characters of text, at hand.

    Once there is no room for all, only what other notes embed is worth a place: tokens of cards
    are wanted once, for the note's own page.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._at_hand: OrderedDict[str, _Kept] = OrderedDict()
        self._packed: dict[str, tuple[int, bytes, Packed]] = {}
        self._last: Source | None = None

    def get(self, path: str, key: bytes, note: Note, *, cards: bool = True) -> Source | None:
        """The source of ``note`` if it was put with this key, with ``note`` as its record.

        ``cards=False``: it may come without the tokens of its cards.
        """
        kept = self._at_hand.get(path)
        if kept is not None and (kept.whole or not cards):
            self._at_hand.move_to_end(path)
            return replace(kept.source, note=note) if kept.source.key == key else None
        size, packed_key, packed = self._packed.get(path, (0, b"", None))
        if packed is None or packed_key != key:
            return None
        if cards:
            return self._whole(note, key, packed)
        source = Source(note, _unpacked(packed.text), (), key)
        share = size * len(packed.text) // len(packed.whole)
        return self._put(path, _Kept(share, source, whole=False))

    def put(self, path: str, size: int, source: Source) -> Source:
        """Keep the source of a note of ``size`` characters at hand, and pack older ones."""
        return self._put(path, _Kept(size, source, whole=True))

    def put_packed(self, path: str, size: int, key: bytes, packed: Packed) -> None:
        """Keep what `pack` made of the source with this key."""
        if path in self._at_hand:
            self._room += self._at_hand.pop(path).size
        self._packed[path] = (size, key, packed)

    def _whole(self, note: Note, key: bytes, packed: Packed) -> Source:
        """It is asked for several times in a row, and hardly ever again."""
        last = self._last
        if last is None or (last.note.path, last.key) != (note.path, key):
            body, cards = _unpacked(packed.whole)
            last = self._last = Source(note, body, cards, key)
        return replace(last, note=note)

    def _put(self, path: str, kept: _Kept) -> Source:
        if path in self._at_hand:
            self._room += self._at_hand.pop(path).size
        self._at_hand[path] = kept
        self._room -= kept.size
        while self._room < 0 and len(self._at_hand) > 1:
            self._pack(*self._at_hand.popitem(last=False))
        return kept.source

    def _pack(self, path: str, kept: _Kept) -> None:
        self._room += kept.size
        if self._packed.get(path, (0, b""))[1] != kept.source.key:
            self._packed[path] = (kept.size, kept.source.key, pack(kept.source))


def pack(source: Source) -> Packed:
    """The tokens of a source, small."""
    return Packed(*(_pickled(each) for each in (source.body, (source.body, source.fields))))


def _pickled(tokens: object) -> bytes:
    return zlib.compress(pickle.dumps(tokens, protocol=5), 1)


def _unpacked(packed: bytes) -> Any:
    return pickle.loads(zlib.decompress(packed))  # noqa: S301 - our own, from memory


def _call(token: Token) -> tuple[type[Token], tuple[object, ...]]:
    return Token, _values(token)


# By a call instead of one assignment for each of 13 fields: half the time, and two thirds of the
# bytes.
_values = attrgetter(*(field.name for field in fields(Token)))
copyreg.pickle(Token, _call)
