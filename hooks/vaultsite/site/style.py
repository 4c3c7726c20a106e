"""The site's style sheets as one file, which a browser may keep: its name changes with it.

A page waits for its style sheets before it shows anything. On a slow line each one more costs a
round trip; together they are also compressed better.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import TYPE_CHECKING

from vaultsite.site.purge import without_unused_icons

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_PLACE = "assets/stylesheets"
_STRING = r'"(?:[^"\\]|\\[\s\S])*"|' r"'(?:[^'\\]|\\[\s\S])*'"
# What stands in strings and in `url(` stays as it is.
_TOKEN = re.compile(rf"({_STRING}|url\([^)\"']*\))|/\*[\s\S]*?(?:\*/|\Z)|\s*([{{}};])\s*|\s+")

MATERIAL = ("stylesheets/main.*.min.css", "stylesheets/palette.*.min.css")
OURS = (
    *("tokens.css", "fonts.css", "frame.css", "directions.css"),
    *("note.css", "maths.css", "callouts.css", "media.css", "plugins.css", "cards.css"),
    *(
        "explorer.css",
        "backlinks.css",
        "graph.css",
        "home.css",
        "properties.css",
        "touch.css",
        "print.css",
    ),
)
SHEETS = (*MATERIAL, *OURS)
"""Material's, then the site's own: patterns below the folders ``assets`` of the theme."""


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """A file of the site: its ``place``, from the root, and what is in it."""

    place: str
    css: str


def joined(sheets: Iterable[str]) -> StyleSheet:
    """The style sheets one after the other, as short as can be, named by a hash of their text.

    Addresses in them are to be absolute, ``data:``, or seen from the folder of the sheet that is
    made; ``@import`` and ``@charset`` have no place there.
    """
    css = without_unused_icons("\n".join(_short(text) for text in sheets))
    digest = hashlib.sha256(css.encode()).hexdigest()[:8]
    return StyleSheet(f"{_PLACE}/site.{digest}.css", css)


def read(folders: Sequence[Path], names: Iterable[str]) -> list[str]:
    """The texts of the style sheets ``names``, patterns below ``assets/`` of a theme's folders.

    The first folder that has such a file gives it. Raises ``FileNotFoundError`` if none has.
    """
    return [_find(folders, name).read_text("utf-8") for name in names]


def is_joined(place: str) -> bool:
    """Is the file at ``place`` in the site one of `SHEETS`, or the map of one?"""
    name = place.removeprefix("assets/").removesuffix(".map")
    return place.startswith("assets/") and any(fnmatch(name, sheet) for sheet in SHEETS)


def _find(folders: Sequence[Path], name: str) -> Path:
    for folder in folders:
        for file in sorted((folder / "assets").glob(name)):
            return file
    raise FileNotFoundError(f"the theme has no style sheet assets/{name}")


def _short(css: str) -> str:
    """Without comments, indents and the blanks around braces."""
    return _TOKEN.sub(_token, css).strip()


def _token(match: re.Match[str]) -> str:
    if match[1] or match[2]:
        return match[1] or match[2]
    return "" if match[0].startswith("/*") else " "
