"""Headings "anki" that have nothing below them once the cards are taken out (flashcards §9)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vaultsite.vault.regions import Region

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]|$)")
_ANKI_HEADING = re.compile(r"(#{1,6})\s*anki\s*", re.IGNORECASE)
_TEXT = 7  # below all headings
_HIDDEN = (Region.COMMENT, Region.HTML_COMMENT)


def remove_anki_headings(
    body: list[str], lines: Sequence[str], kinds: Sequence[Region | None]
) -> tuple[tuple[int, str], ...]:
    """Blank them in ``body``, what is left of ``lines``. Returns line, from 1, and source of each.

    From the last upwards, so that doubled ones go.
    """
    removed: list[tuple[int, str]] = []
    level_below, lifted = 0, False
    for index in range(len(body) - 1, -1, -1):
        line, kind = body[index], kinds[index]
        if not line.strip() or kind in _HIDDEN:
            lifted = lifted or lines[index] != line
            continue
        anki = None if kind else _ANKI_HEADING.fullmatch(line)
        # `#anki` is a tag unless it is there for the cards below it.
        if anki and level_below <= len(anki[1]) and (lifted or _HEADING.match(line)):
            removed.append((index + 1, line))
            body[index] = ""
            continue
        found = None if kind else _HEADING.match(line)
        level_below, lifted = (len(found[1]) if found else _TEXT), False
    return tuple(reversed(removed))
