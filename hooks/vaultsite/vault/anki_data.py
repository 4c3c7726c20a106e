"""Reads the settings of Obsidian_to_Anki, whatever is in the file."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from vaultsite.problems import Kind, Problem
from vaultsite.vault.anki_settings import BUILT_IN_FIELDS, AnkiSettings, Keywords
from vaultsite.vault.custom_patterns import usable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DATA_FILE = ".obsidian/plugins/obsidian-to-anki-plugin/data.json"


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
