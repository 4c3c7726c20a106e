"""Settings of Obsidian_to_Anki: read from the vault, whatever is in the file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsite.problems import Kind
from vaultsite.vault.anki_data import DATA_FILE, _Reader, load
from vaultsite.vault.anki_settings import AnkiSettings
from vaultsite.vault.index import Vault

if TYPE_CHECKING:
    from pathlib import Path

JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
OPTIONS = ("Syntax", "Defaults", "FOLDER_DECKS", "FOLDER_TAGS", "CUSTOM_REGEXPS")


def write(vault: Path, data: str) -> None:
    file = vault / DATA_FILE
    file.parent.mkdir(parents=True)
    file.write_text(data, encoding="utf-8")


def test_a_vault_without_the_plugin_has_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path) == (AnkiSettings(), ())


def test_reads_what_the_plugin_writes(tmp_path: Path) -> None:
    settings = {
        "Syntax": {"Begin Note": "BEGIN", "End Note": "FINISH"},
        "Defaults": {"Tag": "T", "Deck": "D", "CurlyCloze": True},
        "FOLDER_DECKS": {"a": "", "a/b": "B"},
        "FOLDER_TAGS": {"a": "x y", "a/b": "z"},
        "CUSTOM_REGEXPS": {"Basic": " ", "Cloze": " (.*) "},
        "IGNORED_FILE_GLOBS": ["**/*.draw.md"],
    }
    write(
        tmp_path, json.dumps({"settings": settings, "fields_dict": {"Word": ["Hanzi", "Pinyin"]}})
    )
    found, problems = load(tmp_path, custom_regexes=True)
    assert problems == ()
    assert (found.keywords.begin, found.keywords.end) == ("BEGIN", "FINISH")
    assert found.keywords.target_deck == "TARGET DECK"
    assert found.fields["Word"] == ("Hanzi", "Pinyin")
    assert found.fields["Basic"] == ("Front", "Back")
    assert found.curly_cloze
    assert found.default_deck == "D"
    assert found.folder_decks == {"a/b": "B"}
    assert found.custom_regexps == {"Cloze": " (.*) "}
    assert found.ignored_globs == ("**/*.draw.md",)


@pytest.mark.parametrize("data", ["", "{", "\udcff", "[" * 100_000, '{"a": NaN'])
def test_a_broken_file_is_reported_and_the_defaults_hold(tmp_path: Path, data: str) -> None:
    file = tmp_path / DATA_FILE
    file.parent.mkdir(parents=True)
    file.write_bytes(data.encode("utf-8", "surrogateescape"))
    found, problems = load(tmp_path)
    assert found == AnkiSettings()
    assert [problem.kind for problem in problems] == [Kind.UNREADABLE_FILE]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ([], "the file"),
        ({"settings": 1}, "settings"),
        ({"settings": {"Syntax": []}}, "Syntax"),
        ({"settings": {"Syntax": {"Begin Note": 7}}}, "Begin Note"),
        ({"settings": {"Syntax": {"Begin Note": " "}}}, "Begin Note"),
        ({"settings": {"Syntax": {"End Note": "a\nb"}}}, "End Note"),
        ({"settings": {"Defaults": {"CurlyCloze": "yes"}}}, "CurlyCloze"),
        ({"settings": {"FOLDER_DECKS": {"a": 1}}}, "FOLDER_DECKS: a"),
        ({"settings": {"IGNORED_FILE_GLOBS": [1]}}, "IGNORED_FILE_GLOBS"),
        ({"fields_dict": {"Basic": "Front"}}, "Basic"),
    ],
)
def test_a_wrong_type_is_named_and_the_default_holds(
    tmp_path: Path, data: object, name: str
) -> None:
    write(tmp_path, json.dumps(data))
    found, problems = load(tmp_path)
    assert found == AnkiSettings()
    assert [name in problem.what for problem in problems] == [True]


@given(JSON, st.dictionaries(st.sampled_from(OPTIONS), JSON), JSON)
def test_any_json_will_do(top: object, options: object, fields: object) -> None:
    for data in (top, {"settings": options, "fields_dict": fields}):
        found = _Reader().settings(data)
        assert found.keywords.begin
        assert all(found.fields.values())


@pytest.mark.parametrize(
    ("path", "target", "deck"),
    [
        ("n.md", None, "D"),
        ("a/n.md", None, "A"),
        ("a/b/n.md", None, "A"),
        ("a/b/c/n.md", None, "C"),
        ("ab/n.md", None, "D"),
        ("a/n.md", "T", "T"),
    ],
)
def test_deck_of_a_note(path: str, target: str | None, deck: str) -> None:
    settings = AnkiSettings(default_deck="D", folder_decks={"a": "A", "a/b": "", "a/b/c": "C"})
    assert settings.deck_of(path, target=target) == deck


def test_tags_of_a_note_come_from_all_folders_above(tmp_path: Path) -> None:
    write(
        tmp_path,
        '{"settings": {"Defaults": {"Tag": "T"}, "FOLDER_TAGS": {"a": "x, y", "a/b": "z x"}}}',
    )
    (tmp_path / "a/b").mkdir(parents=True)
    for path in ("n.md", "a/n.md", "a/b/n.md"):
        (tmp_path / path).write_text("FILE TAGS: own x\n", "utf-8")
    notes = Vault(tmp_path).notes
    assert {path: note.file_tags for path, note in notes.items()} == {
        "n.md": ("own", "x"),
        "a/n.md": ("x", "y", "own"),
        "a/b/n.md": ("x", "y", "z", "own"),
    }


@pytest.mark.parametrize(
    ("note_type", "fields"),
    [
        ("Basic", ("Front", "Back")),
        ("Basic-a6b96", ("Front", "Back")),
        ("Cloze-351c4", ("Text", "Back Extra")),
        ("Basic+", ("Front", "Back")),
        ("Basic-a6b9", None),
        ("basic", None),
        ("", None),
    ],
)
def test_fields_of_a_note_type(note_type: str, fields: tuple[str, ...] | None) -> None:
    assert AnkiSettings().fields_of(note_type) == fields


def test_a_block_is_a_card_wherever_it_stands(tmp_path: Path) -> None:
    write(tmp_path, '{"settings": {"Defaults": {"Scan Directory": "cards"}}}')
    (tmp_path / "note.md").write_text("START\nBasic\nQ\nBack: A\nEND\n", "utf-8")
    assert len(Vault(tmp_path).notes["note.md"].cards) == 1
