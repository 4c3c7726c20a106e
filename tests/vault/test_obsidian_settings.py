"""The vault's own settings that a site respects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vaultsite.problems import Kind
from vaultsite.vault.settings import ObsidianSettings, read_settings

if TYPE_CHECKING:
    from pathlib import Path


def vault(root: Path, **files: str) -> Path:
    (root / ".obsidian").mkdir()
    for name, text in files.items():
        file = root / ".obsidian" / f"{name.replace('_', '-')}.json"
        file.write_text(text, encoding="utf-8")
    return root


def test_a_vault_without_settings_has_those_of_obsidian(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == (ObsidianSettings(), ())
    assert ObsidianSettings() == ObsidianSettings(
        strict_line_breaks=False,
        attachment_folder="",
        show_frontmatter=True,
        templates_folder="",
        daily_notes_folder="",
    )


def test_all_settings(tmp_path: Path) -> None:
    root = vault(
        tmp_path,
        app='\ufeff{"strictLineBreaks": true, "attachmentFolderPath": "img/",'
        ' "propertiesInDocument": "hidden", "other": [1]}',
        templates='{"folder": "Templates"}',
        daily_notes='{"folder": "/Days/2024"}',
    )
    assert read_settings(root) == (
        ObsidianSettings(
            strict_line_breaks=True,
            attachment_folder="img",
            show_frontmatter=False,
            templates_folder="Templates",
            daily_notes_folder="Days/2024",
        ),
        (),
    )


@pytest.mark.parametrize(
    ("app", "shown"),
    [
        ("{}", True),
        ('{"propertiesInDocument": "visible"}', True),
        ('{"propertiesInDocument": "source"}', True),
        ('{"propertiesInDocument": "hidden"}', False),
        ('{"showFrontmatter": false}', False),
        ('{"showFrontmatter": true}', True),
        ('{"showFrontmatter": false, "propertiesInDocument": "visible"}', True),
    ],
)
def test_whether_properties_are_shown(tmp_path: Path, app: str, shown: bool) -> None:
    assert read_settings(vault(tmp_path, app=app))[0].show_frontmatter is shown


def test_values_of_a_wrong_type_count_as_missing(tmp_path: Path) -> None:
    root = vault(
        tmp_path, app='{"strictLineBreaks": "yes", "attachmentFolderPath": 1}', templates="[1]"
    )
    assert read_settings(root) == (ObsidianSettings(), ())


@pytest.mark.parametrize(
    ("app", "line"), [('{\n"a": ,\n}', 2), ("", 1), ("[" * 100_000, 0), ('"\\', 1)]
)
def test_broken_settings_are_reported(tmp_path: Path, app: str, line: int) -> None:
    settings, problems = read_settings(vault(tmp_path, app=app, templates='{"folder": "T"}'))
    assert settings == ObsidianSettings(templates_folder="T")
    assert [(p.path, p.line, p.kind) for p in problems] == [
        (".obsidian/app.json", line, Kind.UNREADABLE_FILE)
    ]


def test_settings_that_are_not_utf_8_are_reported(tmp_path: Path) -> None:
    (vault(tmp_path) / ".obsidian/app.json").write_bytes(b'{"a": "\xff"}')
    assert len(read_settings(tmp_path)[1]) == 1
