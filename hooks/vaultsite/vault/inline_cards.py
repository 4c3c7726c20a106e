"""Inline notes of Obsidian_to_Anki: `STARTI [Basic] … Back: … ENDI` (flashcards §3)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from vaultsite.vault.card_block import Card, Field, fallback_key
from vaultsite.vault.card_trailer import ID_COMMENT, split_tags

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vaultsite.vault.anki_settings import AnkiSettings

_ID_AT_END = re.compile(r"ID: ([0-9]{1,20})[ \t]*")
_TYPE = re.compile(r"\[([^\[\]\n]*)\]")


class InlineNote(NamedTuple):
    """Where an inline note stands in a text, its markers included, and what is between them."""

    start: int
    stop: int
    inner: str


def find_inline(text: str, settings: AnkiSettings) -> Iterator[InlineNote]:
    """The inline notes of a text; one ends in the line in which it begins."""
    words = settings.keywords
    start, stop = text.find(words.begin_inline), -1
    while start >= 0:
        inner = start + len(words.begin_inline)
        if stop < inner:
            stop = text.find(words.end_inline, inner)
        if stop < 0:
            return
        after = text.find("\n", inner, stop)
        if after < 0:
            after = stop + len(words.end_inline)
            yield InlineNote(start, after, text[inner:stop])
        start = text.find(words.begin_inline, after)


def parse_inline(
    text: str, settings: AnkiSettings, *, path: str = "", line: int = 1
) -> Card | None:
    """The card between the two markers; None if it names no known type: then it is text."""
    text, ident = _cut_id(text)
    text, tags = _cut_tags(text)
    found = _TYPE.search(text)
    names = settings.fields_of(found[1].strip()) if found else None
    if found is None or names is None:
        return None
    parts = _split(f"{text[: found.start()]}{text[found.end() :]}", names)
    fields = tuple(Field(name, parts.get(name, ""), line) for name in names)
    if not any(field.text for field in fields):
        return None
    key = ident or fallback_key(path, fields[0].text)
    return Card(found[1].strip(), fields, tuple(tags), ident, key, line, line, inline=True)


def written_type(text: str) -> str | None:
    """The note type with which the text between the two markers begins, known or not."""
    found = _TYPE.match(text.lstrip())
    return found[1].strip() if found else None


def _cut_id(text: str) -> tuple[str, str | None]:
    found = ID_COMMENT.findall(text)
    if found:
        return ID_COMMENT.sub(" ", text), found[-1]
    start = text.rfind("ID: ")
    bare = _ID_AT_END.fullmatch(text, start) if start > 0 else None
    return (text[:start], bare[1]) if bare else (text, None)


def _cut_tags(text: str) -> tuple[str, list[str]]:
    above, found, tags = text.rpartition(" Tags:")
    return (above, split_tags(tags)) if found else (text, [])


def _split(text: str, names: Sequence[str]) -> dict[str, str]:
    """Field → text; only a whole word leads to another field, so `Back:A` is text."""
    choice = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    parts: dict[str, list[str]] = {}
    current, position = names[0], 0
    for found in re.finditer(rf"(?<!\S)({choice}):(?!\S)", text):
        parts.setdefault(current, []).append(text[position : found.start()].strip())
        current, position = found[1], found.end()
    parts.setdefault(current, []).append(text[position:].strip())
    return {name: " ".join(filter(None, part)) for name, part in parts.items()}
