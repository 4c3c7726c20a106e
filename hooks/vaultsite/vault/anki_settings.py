"""The settings of the Obsidian_to_Anki plugin that matter to a publisher (flashcards §1)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING

from pathspec import GitIgnoreSpec

from vaultsite.problems import Kind, Problem
from vaultsite.vault.card_trailer import split_tags
from vaultsite.vault.custom_patterns import usable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DATA_FILE = ".obsidian/plugins/obsidian-to-anki-plugin/data.json"

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


def load(vault: Path, *, custom_regexes: bool = False) -> tuple[AnkiSettings, tuple[Problem, ...]]:
    """Settings of the vault in folder `vault`; the defaults for whatever is missing or wrong.

    The author's own patterns are among them, with ``custom_regexes``. Then ``PackagesError`` is
    raised if there is no Node.
    """
    try:
        data = json.loads((vault / DATA_FILE).read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return AnkiSettings(), ()
    except (OSError, ValueError, RecursionError) as error:
        what = f"cannot be read ({type(error).__name__})"
        remedy = "save the plugin's settings again in Obsidian; its defaults are used meanwhile"
        return AnkiSettings(), (Problem(DATA_FILE, 0, Kind.UNREADABLE_FILE, what, remedy),)
    reader = _Reader()
    settings = reader.settings(data)
    patterns, problems = settings.custom_regexps if custom_regexes else {}, list[Problem]()
    if patterns:
        knows = lambda note_type: settings.fields_of(note_type) is not None  # noqa: E731
        patterns, problems = usable(patterns, knows, file=DATA_FILE)
    settings = replace(settings, custom_regexps=patterns)
    return settings, (*reader.problems, *problems)


def _folders(path: str) -> list[str]:
    """The folders above `path`, innermost first."""
    return [str(parent) for parent in PurePosixPath(path).parents if str(parent) not in {".", "/"}]


@cache
def _globs(globs: tuple[str, ...]) -> GitIgnoreSpec:
    return GitIgnoreSpec.from_lines(f"/{glob.lstrip('/')}" for glob in globs if glob.strip())


class _Reader:
    """Takes from parsed JSON what has the right type, and says what has not."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def settings(self, data: object) -> AnkiSettings:
        top = self.mapping(data, "the file")
        options = self.mapping(top.get("settings"), "settings")
        defaults = self.mapping(options.get("Defaults"), "Defaults")
        preset = AnkiSettings()
        return AnkiSettings(
            keywords=self.keywords(self.mapping(options.get("Syntax"), "Syntax")),
            fields={**BUILT_IN_FIELDS, **self.fields(top.get("fields_dict"))},
            default_deck=self.text(defaults, "Deck", preset.default_deck),
            folder_decks=self.texts(options.get("FOLDER_DECKS"), "FOLDER_DECKS"),
            folder_tags=self.texts(options.get("FOLDER_TAGS"), "FOLDER_TAGS"),
            scan_directory=self.text(defaults, "Scan Directory", ""),
            curly_cloze=self.flag(defaults, "CurlyCloze", preset=False),
            highlight_cloze=self.flag(defaults, "CurlyCloze - Highlights to Clozes", preset=False),
            custom_regexps=self.patterns(options.get("CUSTOM_REGEXPS")),
            ignored_globs=self.strings(options.get("IGNORED_FILE_GLOBS"), "IGNORED_FILE_GLOBS"),
        )

    def wrong(self, name: str, wanted: str) -> None:
        remedy = "set it again in the plugin's settings; the default is used meanwhile"
        what = f"{name!r} is not {wanted}"
        self.problems.append(Problem(DATA_FILE, 0, Kind.BROKEN_SYNTAX, what, remedy))

    def mapping(self, value: object, name: str) -> Mapping[str, object]:
        if isinstance(value, dict):
            return value
        if value is not None:
            self.wrong(name, "an object")
        return {}

    def text(self, source: Mapping[str, object], name: str, preset: str) -> str:
        value = source.get(name, preset)
        if isinstance(value, str):
            return value.strip()
        self.wrong(name, "text")
        return preset

    def flag(self, source: Mapping[str, object], name: str, *, preset: bool) -> bool:
        value = source.get(name, preset)
        if isinstance(value, bool):
            return value
        self.wrong(name, "true or false")
        return preset

    def texts(self, value: object, name: str) -> Mapping[str, str]:
        """The non-empty texts of an object."""
        found = {}
        for key, text in self.mapping(value, name).items():
            if not isinstance(text, str):
                self.wrong(f"{name}: {key}", "text")
            elif text.strip():
                found[key.strip("/")] = text.strip()
        return found

    def patterns(self, value: object) -> Mapping[str, str]:
        """The non-empty patterns, in which blanks at the ends mean something."""
        written = self.mapping(value, "CUSTOM_REGEXPS")
        known = self.texts(value if written else None, "CUSTOM_REGEXPS")
        return {name: str(text) for name, text in written.items() if name in known}

    def strings(self, value: object, name: str) -> tuple[str, ...]:
        if value is None:
            return ()
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self.wrong(name, "a list of texts")
        return ()

    def fields(self, value: object) -> Mapping[str, tuple[str, ...]]:
        found = {}
        for note_type, names in self.mapping(value, "fields_dict").items():
            listed = tuple(name.strip() for name in self.strings(names, note_type))
            if note_type.strip() and listed and all(listed):
                found[note_type.strip()] = listed
        return found

    def keywords(self, syntax: Mapping[str, object]) -> Keywords:
        preset = Keywords()
        return Keywords(
            **{
                item.name: self.keyword(syntax, _SYNTAX[item.name], getattr(preset, item.name))
                for item in fields(Keywords)
            }
        )

    def keyword(self, syntax: Mapping[str, object], name: str, preset: str) -> str:
        value = self.text(syntax, name, preset)
        if value and "\n" not in value:
            return value
        self.wrong(name, "one line of text")
        return preset


_SYNTAX = {
    "begin": "Begin Note",
    "end": "End Note",
    "begin_inline": "Begin Inline Note",
    "end_inline": "End Inline Note",
    "target_deck": "Target Deck Line",
    "file_tags": "File Tags Line",
    "delete": "Delete Note Line",
    "frozen": "Frozen Fields Line",
}
