"""What the interface says: every language says all of it, and nothing is said that nobody asks."""

from __future__ import annotations

import re
from datetime import date
from string import Formatter
from typing import TYPE_CHECKING

import pytest

from vaultsite.words import ENGLISH, Words, languages, tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

# `words(…)` in code and templates, `say(…)` and `onKey(…)` in scripts; brackets one level deep.
_CALL = re.compile(
    r"(?<![\w.#])(?:[\w.]*\b_?words|(?P<script>say|onKey))\(((?:[^()]|\([^()]*\))*)\)"
)
_KEY = re.compile(r"[\"']([a-z-]+\.[a-z_-]+)[\"']")
_OTHERS = sorted(languages() - {ENGLISH})


def _texts(language: str) -> Iterator[tuple[str, str]]:
    for area, table in tables(language).items():
        for name, text in table.items():
            forms = text if isinstance(text, dict) else {"": text}
            for form, words in forms.items():
                yield f"{area}.{name} {form}".strip(), words


def _places(words: str) -> set[str]:
    return {place for _, place, _, _ in Formatter().parse(words) if place is not None}


def _asked(project_root: Path) -> Mapping[str, str]:
    """The names asked for, and where."""
    theme = project_root / "theme"
    files = [*(project_root / "hooks").rglob("*.py"), *theme.rglob("*.html"), *theme.rglob("*.js")]
    found = {}
    for file in files:
        if file.parent.name == "words":
            continue
        for call in _CALL.finditer(file.read_text("utf-8")):
            area = _area(file.name) if call["script"] else ""
            found.update({area + key: file.name for key in _KEY.findall(call[2])})
    return found


def _area(script: str) -> str:
    """How the tables begin from which a script's `say` takes its words."""
    return "study-" if script.startswith("study") else "script-"


@pytest.mark.parametrize("language", _OTHERS)
def test_every_language_says_the_same_with_the_same_values(language: str) -> None:
    english = {name: _places(words) for name, words in _texts(ENGLISH)}
    assert {name: _places(words) for name, words in _texts(language)} == english


@pytest.mark.parametrize("language", _OTHERS)
def test_nothing_but_names_is_left_in_english(language: str) -> None:
    english = dict(_texts(ENGLISH))
    same = {name for name, words in _texts(language) if english[name] == words}
    assert same <= {"graph.title", "script-graph.tag"}, same


def test_what_is_asked_for_is_there_and_the_other_way_round(project_root: Path) -> None:
    asked = _asked(project_root)
    there = {name.partition(" ")[0] for name, _ in _texts(ENGLISH)}
    assert {name: asked[name] for name in asked.keys() - there} == {}
    assert there - asked.keys() == {"form.day"}  # asked for by `Words` itself


@pytest.mark.parametrize(
    ("asked", "given"),
    [("en", "en"), ("de", "de"), ("de-AT", "de"), ("de_CH", "de"), ("EN", "en"), ("tlh", "en")],
)
def test_a_language_is_its_base_or_english(asked: str, given: str) -> None:
    assert Words(asked).language == given


@pytest.mark.parametrize(("language", "said"), [("en", "9 Mar 2026"), ("de", "9. März 2026")])
def test_days_are_written_as_the_language_writes_them(language: str, said: str) -> None:
    assert Words(language).day(date(2026, 3, 9)) == said


@pytest.mark.parametrize(("language", "said"), [("en", "12,345"), ("de", "12.345")])
def test_numbers_are_written_as_the_language_writes_them(language: str, said: str) -> None:
    assert Words(language).number(12345) == said
    assert Words(language).number(999) == "999"


def test_scripts_get_their_own_words_alone(project_root: Path) -> None:
    source = (project_root / "theme/assets/words.js").read_text("utf-8")
    module = Words("de").module("assets/words.js", source)
    assert '"cards.reveal": "Alle aufdecken"' in module
    assert "d. MMM" not in module
    assert module != source
