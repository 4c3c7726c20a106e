"""What the interface says, in the language of the site.

Each language is a file beside this one: tables by area, in them the words by name. Where a count
decides, a name has two forms, ``one`` and ``other``. Tables whose names begin with ``script-`` are
for the scripts of the pages, which call them without that.
"""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from babel.dates import format_date
from babel.numbers import format_decimal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_Text = str | dict[str, str]

ENGLISH = "en"
_FOLDER = Path(__file__).parent
MODULES = {"assets/words.js": "script-", "assets/study-words.js": "study-"}
"""The modules of what scripts say, and how the names of the tables begin that they hold."""

# In them: the language and the words, which are those of the site once it is built.
_EMPTY = '["en", {}]'


class Words:
    """The words of a language; of its base for a regional one, English for an unknown one.

    ``direction`` is that of the pages that they stand on, whatever language there are words of.
    ``words("area.name", count=3)`` is plain text: neither it nor what is put into it is escaped.
    Whole numbers are written as the language writes them.
    """

    __slots__ = ("_tables", "direction", "language")

    def __init__(
        self, language: str = ENGLISH, *, direction: Literal["ltr", "rtl"] = "ltr"
    ) -> None:
        self.direction = direction
        base = language.replace("_", "-").partition("-")[0].lower()
        self.language = base if base in languages() else ENGLISH
        self._tables = tables(self.language)

    def __call__(self, key: str, /, **values: object) -> str:
        area, _, name = key.partition(".")
        text = self._tables[area][name]
        if not isinstance(text, str):
            text = text["one" if values["count"] == 1 else "other"]
        return text.format(**{each: self._said(values[each]) for each in values})

    def number(self, number: int) -> str:
        """``12,345`` in English."""
        return str(number) if abs(number) < 1000 else format_decimal(number, locale=self.language)

    def day(self, day: date) -> str:
        """``9 Mar 2026`` in English."""
        return format_date(day, self("form.day"), locale=self.language)

    def module(self, place: str, source: str) -> str:
        """One of `MODULES` with its words in it."""
        said = json.dumps([self.language, self._beginning(MODULES[place])], ensure_ascii=False)
        return source.replace(_EMPTY, said, 1)

    def _beginning(self, start: str) -> dict[str, _Text]:
        """The words of the tables whose names begin so, by ``area.name`` without it."""
        return {
            f"{area.removeprefix(start)}.{name}": text
            for area, table in self._tables.items()
            if area.startswith(start)
            for name, text in table.items()
        }

    def _said(self, value: object) -> object:
        return self.number(value) if isinstance(value, int) else value


@cache
def languages() -> frozenset[str]:
    """The languages that there are words of."""
    return frozenset(file.stem for file in _FOLDER.glob("*.toml"))


@cache
def tables(language: str) -> Mapping[str, Mapping[str, _Text]]:
    """What the file of a language holds: words by area and name."""
    return tomllib.loads((_FOLDER / f"{language}.toml").read_text("utf-8"))
