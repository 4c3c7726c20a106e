"""Who may see what: which notes and files of a vault are for the public.

What is private is taken out of the vault before anything else looks at it, so that no output has
to think of it: only the look-up of links still knows that it exists.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pathspec import GitIgnoreSpec

from vaultsite.problems import Kind, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vaultsite.vault.settings import ObsidianSettings

_DATE_TOKENS = (
    ("dddd", r"\w+"), ("ddd", r"\w+"), ("dd", r"\w+"), ("MMMM", r"\w+"), ("MMM", r"\w+"),
    ("YYYY", r"\d{4}"), ("gggg", r"\d{4}"), ("GGGG", r"\d{4}"), ("YY", r"\d{2}"),
    ("MM", r"\d{2}"), ("DDDD", r"\d{3}"), ("DD", r"\d{2}"), ("Do", r"\d{1,2}\w+"),
    ("ww", r"\d{2}"), ("WW", r"\d{2}"), ("M", r"\d{1,2}"), ("D", r"\d{1,2}"),
    ("w", r"\d{1,2}"), ("W", r"\d{1,2}"), ("Q", r"\d"),
)  # fmt: skip
_TOKEN = re.compile(r"\[([^\]]*)\]|" + "|".join(token for token, _ in _DATE_TOKENS))


@dataclass(frozen=True, slots=True)
class Visibility:
    """The owner's choice. ``marked``: a note is private unless it says ``publish: true``.

    ``excluded``, in the syntax of ``.gitignore``, and ``folders`` hold what is private whatever
    notes say; ``daily_notes`` matches the paths of daily notes, without ``.md``.
    """

    marked: bool
    excluded: GitIgnoreSpec
    folders: tuple[str, ...] = ()
    daily_notes: re.Pattern[str] | None = None

    def hides(self, path: str) -> bool:
        """Is the file at ``path`` private, whatever it holds?"""
        if any(path.startswith(f"{folder}/") for folder in self.folders):
            return True
        if path.endswith(".base") or self.excluded.match_file(path):
            return True
        stem, extension = posixpath.splitext(path)
        daily = self.daily_notes
        return extension.lower() == ".md" and daily is not None and bool(daily.fullmatch(stem))

    def hides_note(self, path: str, properties: Mapping[str, object]) -> tuple[bool, list[Problem]]:
        """Is a note with these properties private? With what is wrong with its ``publish``.

        Only ``true`` and ``false`` count. With anything else the note is kept private: whoever
        writes ``publish: no`` does not want to see it on the web.
        """
        asked = [value for key, value in properties.items() if key.casefold() == "publish"]
        if not asked or asked[0] is None:
            return self.marked, []
        if isinstance(asked[0], bool):
            return not asked[0], []
        what = f"publish: {asked[0]!r} is neither true nor false, so the note is not published"
        remedy = "write `publish: true` or `publish: false`"
        return True, [Problem(path, 1, Kind.BROKEN_PROPERTIES, what, remedy)]


_PUBLISH = re.compile(r"^[\"']?publish[\"']?[ \t]*:[ \t]*(.*)$", re.IGNORECASE | re.MULTILINE)


def hides_broken_note(path: str, lines: str, line: int) -> tuple[bool, list[Problem]]:
    """Is a note private whose properties can't be read? ``lines`` are those, broken in ``line``.

    Who mistypes a tag does not mean to publish what the next line keeps private.
    """
    asked = _PUBLISH.search(lines)
    if asked is None or asked[1].split("#")[0].strip() == "true":
        return False, []
    what = "broken properties with a `publish`, so the note is not published"
    remedy = "correct the properties between the two lines ---"
    return True, [Problem(path, line, Kind.BROKEN_PROPERTIES, what, remedy)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The owner's options: see `vaultsite.options`, where they have the same names."""

    publish: str = "all"
    exclude: tuple[str, ...] = ()
    templates: bool = False
    daily_notes: bool = False


def visibility(settings: ObsidianSettings, choice: Choice) -> Visibility:
    """What is public by the owner's choice and by the vault's own settings."""
    folders = []
    daily = None
    if settings.templates_folder and not choice.templates:
        folders.append(settings.templates_folder)
    if not choice.daily_notes:
        if settings.daily_notes_folder:
            folders.append(settings.daily_notes_folder)
        else:
            daily = date_pattern(settings.daily_notes_format)
    excluded = GitIgnoreSpec.from_lines(choice.exclude)
    return Visibility(choice.publish == "marked", excluded, tuple(folders), daily)


def date_pattern(form: str) -> re.Pattern[str]:
    """What names of the Moment.js format ``form`` look like: ``YYYY-MM-DD`` matches 2024-02-29."""
    tokens = dict(_DATE_TOKENS)
    pattern, position = "", 0
    for match in _TOKEN.finditer(form):
        pattern += re.escape(form[position : match.start()])
        pattern += re.escape(match[1]) if match[1] is not None else tokens[match[0]]
        position = match.end()
    return re.compile(pattern + re.escape(form[position:]))
