"""The tokens of notes: many times larger than their text, so only some are kept in memory."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vaultsite.vault.note import Source


class Sources:
    """The sources used last, up to ``room`` characters of their notes' text."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._kept: OrderedDict[str, tuple[int, Source]] = OrderedDict()

    def get(self, path: str) -> Source | None:
        if path not in self._kept:
            return None
        self._kept.move_to_end(path)
        return self._kept[path][1]

    def put(self, path: str, size: int, source: Source) -> Source:
        """Keep the source of a note of ``size`` characters, at the cost of older ones."""
        self._kept[path] = (size, source)
        self._room -= size
        while self._room < 0 and len(self._kept) > 1:
            _, (freed, _) = self._kept.popitem(last=False)
            self._room += freed
        return source
