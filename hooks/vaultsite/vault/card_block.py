"""One block note of Obsidian_to_Anki: from the lines between its markers to a card (flashcards §2).

Damaged blocks are mended as the table of that section says: nothing of the text is lost, and
whoever wrote it is told.
"""

from __future__ import annotations

import hashlib
import re
import textwrap
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vaultsite.problems import Kind, Problem
from vaultsite.vault.anki_settings import (
    OPTIONALLY_REVERSED,
    REVERSED,
    TYPED,
    base_of,
    is_cloze,
)
from vaultsite.vault.card_trailer import ID_COMMENT, Row, Trailer, split_trailer
from vaultsite.vault.clozes import has_deletion
from vaultsite.vault.regions import unclosed_fence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from vaultsite.vault.anki_settings import AnkiSettings

_NEAR_PREFIX = re.compile(r"[*_]{0,3}([\w ()-]{1,80}?)[*_]{0,3}[ \t]?:[*_]{0,3}")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a card: Markdown `text`, whose first line is line `line` of the note."""

    name: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Card:
    """A card; `fields` are those of its note type, in order, the empty ones included.

    `key` is its name on the site: the Anki id, else a short hash of path and question.
    `line` and `end_line` are the lines of its markers, from 1. `inline`: it stands within a line of
    the note's text, and is shown there. `from_text`: it was found in text that stays in the note.
    """

    note_type: str
    fields: tuple[Field, ...]
    tags: tuple[str, ...]
    anki_id: str | None
    key: str
    line: int
    end_line: int
    inline: bool = False
    from_text: bool = False

    @property
    def front(self) -> Field:
        return self.fields[0]

    @property
    def back(self) -> Field:
        """The answer, or for a cloze note what is shown below it; may be empty."""
        return self.fields[1] if len(self.fields) > 1 else Field("", "", self.line)

    @property
    def asked_both_ways(self) -> bool:
        """Whether Anki also shows the answer and asks for the question."""
        base = base_of(self.note_type)
        if base == OPTIONALLY_REVERSED:
            return all(field.text for field in self.fields[1:3]) and len(self.fields) > 2
        return base == REVERSED

    @property
    def is_typed(self) -> bool:
        """Whether Anki wants the answer typed."""
        return base_of(self.note_type) == TYPED

    def is_shown(self, number: int) -> bool:
        """Whether field `number` is there to be read: the last may only turn the card round."""
        return base_of(self.note_type) != OPTIONALLY_REVERSED or number < 2


@dataclass(slots=True)
class Block:
    """The lines between the markers of one block, without file-level lines."""

    path: str
    line: int
    end_line: int
    rows: list[Row]
    in_code: Callable[[int], bool]
    """Whether the line of that number stands in a closed fence."""


@dataclass(slots=True)
class Parsed:
    """What became of a block: a card, or rows that stay in the note, or nothing."""

    card: Card | None = None
    plain: Sequence[Row] = ()
    problems: list[Problem] = field(default_factory=list)


def known_type(rows: Iterable[Row], settings: AnkiSettings) -> bool:
    """Whether the first line that is not blank names a note type."""
    first = next((row.text.strip() for row in rows if row.text.strip()), "")
    return settings.fields_of(first) is not None


def parse_block(block: Block, settings: AnkiSettings) -> Parsed:
    """The card of a block. Never raises: what cannot be understood stays as plain rows."""
    return _BlockParser(block, settings).parse()


def fallback_key(path: str, front: str, *, nth: int = 0) -> str:
    """A key that survives rebuilds and reformatting: a hash of path and question."""
    normal = " ".join(unicodedata.normalize("NFC", front).split())
    source = "\0".join([path, normal] + [str(nth)] * bool(nth))
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:12]


class _BlockParser:
    def __init__(self, block: Block, settings: AnkiSettings) -> None:
        self.block = block
        self.settings = settings
        self.parsed = Parsed()

    def parse(self) -> Parsed:
        trailer, rows = split_trailer(self.block.rows, self.settings.keywords.delete)
        rows = self._hide_inner_ids(rows, trailer)
        start = next((n for n, row in enumerate(rows) if row.text.strip()), None)
        if start is None:
            return self._drop()
        note_type, names = self._type(rows[start])
        content = rows[start + 1 :] if note_type else rows[start:]
        if note_type is None:
            return self._untyped(content, trailer)
        if not any(row.text.strip() for row in content):
            return self._drop()
        return self._card(note_type, names, content, trailer)

    def note(self, line: int, what: str, remedy: str) -> None:
        problem = Problem(self.block.path, line, Kind.DAMAGED_CARD, what, remedy)
        self.parsed.problems.append(problem)

    def _drop(self) -> Parsed:
        self.note(self.block.line, "empty card", "write a question and an answer, or delete it")
        return self.parsed

    def _hide_inner_ids(self, rows: list[Row], trailer: Trailer) -> list[Row]:
        """Without the ids that stand alone between the fields; the last serves if no other does."""
        kept, found = [], []
        for row in rows:
            text = row.text.strip()
            ident = ID_COMMENT.fullmatch(text) if text.startswith("<!--") else None
            if ident and not self.block.in_code(row.line):
                found.append((row.line, ident[1]))
            else:
                kept.append(row)
        for line, _ in found:
            self.note(line, "an Anki id within a card", "move it to the last line before the end")
        if not trailer.ids:
            trailer.ids.extend(ident for _, ident in found)
        return kept

    def _type(self, row: Row) -> tuple[str | None, tuple[str, ...]]:
        """Note type and its fields; None for a type that nobody knows."""
        written = row.text.strip()
        names = self.settings.fields_of(written)
        if names:
            return written, names
        for known, known_names in self.settings.fields.items():
            if known.casefold() == written.casefold():
                self.note(row.line, f"note type {written!r}", f"write it as {known!r}")
                return known, known_names
        return None, ()

    def _untyped(self, rows: list[Row], trailer: Trailer) -> Parsed:
        """A block of unknown type: a Basic card if it has an answer, else plain text (§9)."""
        written = textwrap.shorten(rows[0].text, 40, placeholder="…")
        remedy = "write the note type, for instance Basic, in the line below the first marker"
        self.note(rows[0].line, f"unknown note type {written!r}", remedy)
        names = self.settings.fields.get("Basic", ("Front", "Back"))
        prefix = f"{names[-1]}:"
        if any(row.text.startswith(prefix) and not self.block.in_code(row.line) for row in rows):
            return self._card("Basic", names, rows, trailer)
        self.parsed.plain = rows
        return self.parsed

    def _card(
        self, note_type: str, names: tuple[str, ...], rows: list[Row], trailer: Trailer
    ) -> Parsed:
        parts = self._split(rows, names)
        fields = tuple(
            join_field(name, part, rows[0].line) for name, part in zip(names, parts, strict=True)
        )
        if not any(item.text for item in fields):
            return self._drop()
        self._check(note_type, fields, rows)
        ident = trailer.anki_id
        key = ident or fallback_key(self.block.path, fields[0].text)
        line, end_line = self.block.line, self.block.end_line
        self.parsed.card = Card(note_type, fields, tuple(trailer.tags), ident, key, line, end_line)
        return self.parsed

    def _split(self, rows: list[Row], names: tuple[str, ...]) -> list[list[Row]]:
        """The rows of each field; `Name:` at the start of a line leads to that field."""
        numbers = {name: number for number, name in reversed(list(enumerate(names)))}
        parts: list[list[Row]] = [[] for _ in names]
        current, torn = 0, self._torn_prefix(rows, numbers)
        for index, row in enumerate(rows):
            name, colon, rest = row.text.partition(":")
            number = numbers.get(name) if colon else None
            if number is not None and (index == torn or not self.block.in_code(row.line)):
                current, row = number, Row(row.line, rest.lstrip(" \t"))
            elif number is not None:
                self.note(
                    row.line,
                    f"`{name}:` within a code block",
                    "it stays code; close the block above it if the field begins here",
                )
            parts[current].append(row)
        return parts

    def _torn_prefix(self, rows: list[Row], numbers: dict[str, int]) -> int | None:
        """Index of the row whose prefix stands in code only since a fence above was left open.

        So it is when no other row leads to a later field and all fences below it are whole.
        """
        hidden = None
        for index, row in enumerate(rows):
            name, colon, _ = row.text.partition(":")
            if colon and numbers.get(name, 0) > 0:
                if not self.block.in_code(row.line):
                    return None
                hidden = index if hidden is None else hidden
        if hidden is None or unclosed_fence(row.text for row in rows[hidden:]):
            return None
        return hidden

    def _check(self, note_type: str, fields: tuple[Field, ...], rows: list[Row]) -> None:
        self._check_rows(rows)
        line = self.block.line
        if is_cloze(note_type):
            curly, highlights = self.settings.clozes_in(note_type)
            if not has_deletion(fields[0].text, curly=curly, highlights=highlights):
                remedy = "write {{c1::…}} around what is to be hidden"
                self.note(line, "cloze card that hides nothing", remedy)
        elif len(fields) > 1 and not fields[1].text:
            self._no_answer(fields, rows)
        if not fields[0].text:
            self.note(line, "card without question", f"write it above `{fields[1].name}:`")

    def _no_answer(self, fields: tuple[Field, ...], rows: list[Row]) -> None:
        name = fields[1].name
        remedy = f"begin the answer with `{name}:` at the start of a line"
        for row in rows:
            near = _NEAR_PREFIX.match(row.text.strip()[:100])
            named = near is not None and near[1].casefold() == name.casefold()
            if near and named and not row.text.startswith(f"{name}:"):
                self.note(row.line, f"card without answer: `{near[0]}` begins none here", remedy)
                return
        self.note(self.block.line, "card without answer", remedy)

    def _check_rows(self, rows: list[Row]) -> None:
        end = self.settings.keywords.end
        for row in rows:
            if row.text.startswith("Tags:") and not self.block.in_code(row.line):
                self.note(row.line, "tags above text stay text", "move them to the card's end")
            indented = row.text[:1] in (" ", "\t") and row.text.strip() == end
            if indented and not self.block.in_code(row.line):
                self.note(row.line, f"indented {end} ends no card", "remove the blanks before it")


def join_field(name: str, rows: Sequence[Row], line: int) -> Field:
    """Rows as one text, blank ones cut off at both ends; the gaps keep later lines in place."""
    full = [index for index, row in enumerate(rows) if row.text.strip()]
    if not full:
        return Field(name, "", line)
    rows = rows[full[0] : full[-1] + 1]
    texts: list[str] = []
    for row in rows:
        texts.extend([""] * (row.line - rows[0].line - len(texts)))
        texts.append(row.text)
    text = "\n".join(texts)
    return Field(name, textwrap.dedent(text) if text[0] in " \t" else text, rows[0].line)
