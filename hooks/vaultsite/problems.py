"""What the build has to say about a vault: one record for each problem, one line in the report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Level(IntEnum):
    """How bad a problem is. The numbers only order the levels."""

    INFO = 1
    WARNING = 2
    ERROR = 3


class Kind(StrEnum):
    """Every kind of problem that a build reports; the value is its name in options and counts."""

    UNRESOLVED_LINK = "unresolved-link"
    LOOSE_LINK = "loose-link"
    MISSING_SECTION = "missing-section"
    MISSING_EMBED = "missing-embed"
    CYCLIC_EMBED = "cyclic-embed"
    BROKEN_FORMULA = "broken-formula"
    DAMAGED_CARD = "damaged-card"
    BROKEN_PROPERTIES = "broken-properties"
    UNREADABLE_FILE = "unreadable-file"
    ODD_NAME = "odd-name"
    BROKEN_SYNTAX = "broken-syntax"
    TAKEN_ADDRESS = "taken-address"
    SHARED_ALIAS = "shared-alias"
    UNKNOWN_DATE = "unknown-date"
    MISSING_HISTORY = "missing-history"
    REMOTE_STYLE = "remote-style"
    LARGE_NOTE = "large-note"
    LARGE_SITE = "large-site"

    @property
    def level(self) -> Level:
        return _LEVELS.get(self, Level.WARNING)


_LEVELS = {
    Kind.UNRESOLVED_LINK: Level.INFO,
    Kind.LOOSE_LINK: Level.INFO,
    Kind.ODD_NAME: Level.INFO,
    Kind.SHARED_ALIAS: Level.INFO,
    Kind.UNKNOWN_DATE: Level.INFO,
    Kind.MISSING_HISTORY: Level.INFO,
    Kind.LARGE_NOTE: Level.INFO,
    Kind.UNREADABLE_FILE: Level.ERROR,
}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in one place of the vault.

    ``path`` is relative to the vault, with ``/``; ``line`` counts from 1, 0 means the whole file.
    ``what`` says what is wrong, ``remedy`` what the writer can do; neither holds a line break.
    """

    path: str
    line: int
    kind: Kind
    what: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.what}: {self.remedy}"
