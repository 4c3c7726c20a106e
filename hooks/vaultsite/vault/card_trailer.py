"""Tags and ids below the text of a card of Obsidian_to_Anki (flashcards §2)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_ID = re.compile(r"(?:<!--[ \t]*)?ID: ([0-9]{1,20})(?:[ \t]*-->)?")
ID_COMMENT = re.compile(r"<!--[ \t]*ID: ([0-9]{1,20})[ \t]*-->")
# An Anki id is a time in milliseconds; a shorter number after "ID: " may well be text.
_LONG_ID = re.compile(r"ID: ([0-9]{13})")


class Row(NamedTuple):
    """A line of a note, with its number from 1."""

    line: int
    text: str


@dataclass(slots=True)
class Trailer:
    """What stands below a note's fields."""

    tags: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    deleted: bool = False

    def add(self, below: Trailer) -> None:
        self.tags += below.tags
        self.ids += below.ids
        self.deleted = self.deleted or below.deleted

    @property
    def anki_id(self) -> str | None:
        """The last id wins; a note marked for deletion has none."""
        return None if self.deleted or not self.ids else self.ids[-1]


def split_tags(text: str) -> list[str]:
    return text.replace(",", " ").split()


def id_line(text: str) -> str | None:
    """The id of a line that holds nothing else, as a comment or bare."""
    found = _ID.fullmatch(text.strip())
    return found[1] if found else None


def is_trailer_line(text: str) -> bool:
    """Whether a line holds tags or an id and no text."""
    return text.startswith("Tags:") or (text.startswith("<!--") and id_line(text) is not None)


def split_trailer(rows: Sequence[Row], delete: str) -> tuple[Trailer, list[Row]]:
    """Tags and ids below the last line of text, in any order, and the rows above them."""
    end = len(rows)
    has_id = False
    while end and (found := _trailer_line(rows[end - 1].text, delete if has_id else None)):
        has_id = has_id or bool(found.ids)
        end -= 1
    trailer = Trailer()
    above = list(rows[:end])
    if above:
        above[-1] = _without_id(above[-1], trailer)
    for row in rows[end:]:
        if found := _trailer_line(row.text, delete):
            trailer.add(found)
    return trailer, above


def _trailer_line(text: str, delete: str | None) -> Trailer | None:
    """What a line says below a note's fields; None if it is text.

    The word `delete` says something only above an id: it is None where no id stands below.
    """
    ids, rest = _ID.findall(text), _ID.sub("", text).strip()
    if rest.startswith("Tags:") and text.startswith(("Tags:", "<!--", "ID:")):
        return Trailer(split_tags(rest.removeprefix("Tags:")), ids)
    if rest and rest == delete and not ids:
        return Trailer(deleted=True)
    return None if rest else Trailer(ids=ids)


def _without_id(row: Row, trailer: Trailer) -> Row:
    """The last row of text without the id that was written behind it."""
    text = row.text.rstrip()
    for mark, pattern in (("<!--", ID_COMMENT), ("ID: ", _LONG_ID)):
        start = text.rfind(mark)
        found = pattern.fullmatch(text, start) if start >= 0 else None
        if found and (mark == "<!--" or text[start - 1] in " \t"):
            trailer.ids.append(found[1])
            return Row(row.line, text[:start].rstrip())
    return row
