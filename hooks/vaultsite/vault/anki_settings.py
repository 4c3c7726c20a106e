"""The settings of the Obsidian_to_Anki plugin that matter to a publisher (flashcards §1)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING

from pathspec import GitIgnoreSpec

from vaultsite.vault.card_trailer import split_tags

if TYPE_CHECKING:
    from collections.abc import Mapping

REVERSED = "Basic (and reversed card)"
OPTIONALLY_REVERSED = "Basic (optional reversed card)"
TYPED = "Basic (type in the answer)"

_BASIC = ("Front", "Back")
BUILT_IN_FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Basic": _BASIC,
        REVERSED: _BASIC,
        OPTIONALLY_REVERSED: (*_BASIC, "Add Reverse"),
        TYPED: _BASIC,
        "Cloze": ("Text", "Back Extra"),
    }
)
# Anki names the copies it makes of a note type `Basic-a6b96` and `Basic+`.
_COPY = re.compile(r"(?P<base>.+?)(?:-[0-9a-f]{5}|\+{1,9})")


@dataclass(frozen=True, slots=True)
class Keywords:
    """The words that mark notes; they are compared as text, never used as a pattern."""

    begin: str = "START"
    end: str = "END"
    begin_inline: str = "STARTI"
    end_inline: str = "ENDI"
    target_deck: str = "TARGET DECK"
    file_tags: str = "FILE TAGS"
    delete: str = "DELETE"
    frozen: str = "FROZEN"


@dataclass(frozen=True, slots=True)
class AnkiSettings:
    """What `data.json` says, with the plugin's own defaults."""

    keywords: Keywords = Keywords()
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: BUILT_IN_FIELDS)
    """Note type → its fields in order."""
    default_deck: str = "Default"
    folder_decks: Mapping[str, str] = field(default_factory=dict)
    """Folder, relative to the vault → deck."""
    folder_tags: Mapping[str, str] = field(default_factory=dict)
    """Folder, relative to the vault → tags, separated by blanks."""
    scan_directory: str = ""
    curly_cloze: bool = False
    highlight_cloze: bool = False
    custom_regexps: Mapping[str, str] = field(default_factory=dict)
    """Note type → a pattern that can be used; none unless the site's owner wants them."""
    ignored_globs: tuple[str, ...] = ()

    def fields_of(self, note_type: str) -> tuple[str, ...] | None:
        """Fields of a note type or of the type that it is a copy of; None: unknown type."""
        if note_type in self.fields:
            return self.fields[note_type]
        return self.fields.get(base_of(note_type))

    def deck_of(self, path: str, *, target: str | None = None) -> str:
        """Deck of a note's cards: `TARGET DECK`, else the innermost folder's, else the default."""
        if target:
            return target
        decks = (self.folder_decks.get(folder, "") for folder in _folders(path))
        return next(filter(None, decks), self.default_deck)

    def folder_tags_of(self, path: str) -> tuple[str, ...]:
        """The tags of all folders above `path`, the outermost first.

        The plugin's own tag, which all its notes have, says nothing to a reader.
        """
        above = (self.folder_tags.get(folder, "") for folder in reversed(_folders(path)))
        return tuple(dict.fromkeys(split_tags(" ".join(above))))

    def scans(self, path: str) -> bool:
        """Whether the plugin looks into the note at `path` at all."""
        inside = not self.scan_directory or path.startswith(f"{self.scan_directory.strip('/')}/")
        return inside and not _globs(self.ignored_globs).match_file(path)

    def clozes_in(self, note_type: str) -> tuple[bool, bool]:
        """Whether `{x}` and whether `==x==` are deletions in notes of that type (§4)."""
        curly = self.curly_cloze and is_cloze(note_type)
        return curly, curly and self.highlight_cloze


def base_of(note_type: str) -> str:
    """The note type that one with Anki's name for a copy was made from, else itself."""
    copy = _COPY.fullmatch(note_type)
    return copy["base"] if copy else note_type


def is_cloze(note_type: str) -> bool:
    return "Cloze" in note_type


def _folders(path: str) -> list[str]:
    """The folders above `path`, innermost first."""
    return [str(parent) for parent in PurePosixPath(path).parents if str(parent) not in {".", "/"}]


@cache
def _globs(globs: tuple[str, ...]) -> GitIgnoreSpec:
    return GitIgnoreSpec.from_lines(f"/{glob.lstrip('/')}" for glob in globs if glob.strip())
