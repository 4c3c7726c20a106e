"""Reads the notes of one vault, knowing what is private in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vaultsite.store import digest
from vaultsite.vault import linktext
from vaultsite.vault.reader import read

if TYPE_CHECKING:
    from collections.abc import Set

    from vaultsite.vault.anki_settings import AnkiSettings
    from vaultsite.vault.note import Note, Source
    from vaultsite.vault.redact import IsPrivate
    from vaultsite.vault.resolve import Resolver


class NoteReader:
    """Reads notes of a vault in which the files at ``hidden`` are private.

    ``shape`` is its `records.shape_of`, ``resolver`` knows all its files.
    """

    def __init__(
        self, anki: AnkiSettings, shape: bytes, resolver: Resolver, hidden: Set[str]
    ) -> None:
        self._anki = anki
        self._shape = shape
        self._resolver = resolver
        self._hidden = hidden

    def read(self, path: str, text: str, key: bytes, known: Note | None = None) -> Source:
        """The note at ``path``; ``key`` is that of its text (`records.key_of`).

        ``known`` is its record if it was read before.
        """
        is_private: IsPrivate | None = None
        if self._hidden:
            is_private = lambda raw, md: self.hides(raw, path, md)  # noqa: E731
        late = known.late if known else None
        source = read(path, text, self._anki, shape=self._shape, is_private=is_private, late=late)
        return replace(source, key=self.key(source.note, key))

    def key(self, note: Note, text: bytes) -> bytes:
        """On what a note's tokens depend: on what is private only if it has links to that."""
        return digest(text, self._shape) if note.private_links else text

    def hides(self, raw: str, source: str, markdown: bool) -> bool:
        """Does a link written in the note ``source`` lead to something private?"""
        text = linktext.from_href(raw) if markdown else linktext.parse(raw)
        match = self._resolver.resolve(text.path, source) if text else None
        return match is not None and match.path in self._hidden
