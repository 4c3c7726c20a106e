"""What a vault's own settings, in its folder ``.obsidian``, say about how notes are shown."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vaultsite.problems import Kind, Problem

if TYPE_CHECKING:
    from pathlib import Path

_FOLDER = ".obsidian"


@dataclass(frozen=True, slots=True)
class ObsidianSettings:
    """Obsidian's settings that matter for a site; the defaults are Obsidian's.

    Folders are relative to the vault, without ``/`` at either end; empty: none is set.
    """

    strict_line_breaks: bool = False
    """A single line break is a blank, as in Markdown, instead of a line break."""

    attachment_folder: str = ""
    """Where new attachments go; with ``./`` in front: below the folder of the note."""

    show_frontmatter: bool = True
    """The reading view shows a note's properties."""

    templates_folder: str = ""

    daily_notes_folder: str = ""

    daily_notes_format: str = "YYYY-MM-DD"
    """How daily notes are called, in the tokens of Moment.js."""


def read_settings(root: Path) -> tuple[ObsidianSettings, tuple[Problem, ...]]:
    """The settings of the vault ``root``: defaults for what is missing, broken or of a wrong type.

    A file that is there but can't be read is a problem.
    """
    problems: list[Problem] = []
    app = _read(root, "app.json", problems)
    templates = _read(root, "templates.json", problems)
    daily_notes = _read(root, "daily-notes.json", problems)
    settings = ObsidianSettings(
        strict_line_breaks=app.get("strictLineBreaks") is True,
        attachment_folder=_folder(app.get("attachmentFolderPath")),
        show_frontmatter=_shows_frontmatter(app),
        templates_folder=_folder(templates.get("folder")),
        daily_notes_folder=_folder(daily_notes.get("folder")),
        daily_notes_format=_text(daily_notes.get("format")) or "YYYY-MM-DD",
    )
    return settings, tuple(problems)


def _read(root: Path, name: str, problems: list[Problem]) -> dict[str, object]:
    path = f"{_FOLDER}/{name}"
    try:
        settings = json.loads((root / _FOLDER / name).read_text("utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
        remedy = "Obsidian's defaults apply; save the settings anew in Obsidian"
        problems.append(Problem(path, line, Kind.UNREADABLE_FILE, "not readable as JSON", remedy))
        return {}
    return settings if isinstance(settings, dict) else {}


def _shows_frontmatter(app: dict[str, object]) -> bool:
    # ``showFrontmatter`` is the setting's name before Obsidian 1.4.
    mode = app.get("propertiesInDocument")
    return mode != "hidden" if mode is not None else app.get("showFrontmatter") is not False


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _folder(value: object) -> str:
    if not isinstance(value, str):
        return ""
    return value.strip().strip("/")
