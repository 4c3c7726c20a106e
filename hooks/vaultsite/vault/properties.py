"""The properties of a note, also known as front matter: the specification's §8."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vaultsite.problems import Kind, Problem
from vaultsite.vault import linktext, yaml12

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from vaultsite.vault.linktext import LinkText

_BLOCK = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_LINK = re.compile(r"\[\[((?:(?!\[\[)[^\n])+?)\]\]")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What ``split`` found: the body starts after ``body_line`` lines (0: no properties).

    ``properties`` holds strings, numbers, booleans, None, and lists and dicts of them, and is empty
    if the block is broken; then ``fault`` says in which line (from 1) and how.
    """

    properties: dict[str, object] = field(default_factory=dict)
    body_line: int = 0
    fault: tuple[int, str] | None = None

    def problem(self, path: str) -> Problem | None:
        """``fault`` as a line of the report on the note ``path``."""
        if self.fault is None:
            return None
        line, what = self.fault
        remedy = "correct the properties between the two lines ---"
        return Problem(path, line, Kind.BROKEN_PROPERTIES, f"broken properties: {what}", remedy)


def split(text: str) -> FrontMatter:
    """The properties at the very start of a note's text (line breaks: ``\\n``)."""
    block = _BLOCK.match(text)
    if not block:
        return FrontMatter()
    body_line = block[0].count("\n") + (not block[0].endswith("\n"))
    try:
        properties = yaml12.load(block[1])
    except yaml12.BrokenYamlError as error:
        return FrontMatter({}, body_line, (error.line + 2, error.what))
    if isinstance(properties, dict):
        return FrontMatter(properties, body_line)
    fault = None if properties is None else (2, "not names with values")
    return FrontMatter({}, body_line, fault)


def language(properties: Mapping[str, object]) -> str:
    """The tag of the language that the note is written in (BCP 47); empty if it does not say."""
    for name, value in properties.items():
        if name.casefold() in ("lang", "language") and _LANGUAGE.fullmatch(str(value).strip()):
            return str(value).strip()
    return ""


def tags(properties: Mapping[str, object]) -> tuple[str, ...]:
    """The tags without ``#``; those with blanks are none. Each once, whatever its case."""
    found: dict[str, str] = {}
    for text in _texts(properties, "tags"):
        tag = text.removeprefix("#")
        if tag and not re.search(r"\s", tag):
            found.setdefault(tag.casefold(), tag)
    return (*found.values(),)


def aliases(properties: Mapping[str, object]) -> tuple[str, ...]:
    """Other names of the note, for search and display: they never resolve a link (§1 rule 8)."""
    return _unique(_texts(properties, "aliases"))


def css_classes(properties: Mapping[str, object]) -> tuple[str, ...]:
    """The names of classes for the page; several may stand in one string."""
    return _unique(name for text in _texts(properties, "cssclasses") for name in text.split())


def title(properties: Mapping[str, object]) -> str | None:
    """The page title that the writer asks for. Obsidian has none: there it is the file's name."""
    value = _get(properties, "title")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return " ".join(str(value).split()) or None


def permalink(properties: Mapping[str, object]) -> str | None:
    """The address within the site that the note is to have."""
    return _text(properties, "permalink")


def redirect_from(properties: Mapping[str, object]) -> tuple[str, ...]:
    """Addresses within the site that the note once had: Jekyll's name for it."""
    value = _get(properties, "redirect_from")
    items = value if isinstance(value, list) else [value]
    return _unique(item.strip() for item in items if isinstance(item, str) and item.strip())


def description(properties: Mapping[str, object]) -> str | None:
    """What the note is about, in a sentence, for search engines and previews."""
    return _text(properties, "description")


def cover(properties: Mapping[str, object]) -> str | None:
    """The picture for previews, as it is written: a link, a path or an address."""
    return _text(properties, "cover") or _text(properties, "image")


def links_in(properties: Mapping[str, object]) -> tuple[LinkText, ...]:
    """The links ``[[…]]`` in all values, in their order."""
    found = (match[1] for text in _all_texts(properties) for match in _LINK.finditer(text))
    return tuple(linktext.parse(raw) for raw in found)


def _get(properties: Mapping[str, object], name: str) -> object:
    return next((value for key, value in properties.items() if key.casefold() == name), None)


def _text(properties: Mapping[str, object], name: str) -> str | None:
    value = _get(properties, name)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _texts(properties: Mapping[str, object], name: str) -> Iterator[str]:
    """The non-empty strings of a list, or of one string with commas."""
    value = _get(properties, name)
    items = value.split(",") if isinstance(value, str) else value
    for item in items if isinstance(items, list) else []:
        if isinstance(item, str) and item.strip():
            yield item.strip()


def _all_texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _all_texts(item)


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return (*dict.fromkeys(texts),)
