"""One style sheet instead of the theme's many."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vaultsite.site import style
from vaultsite.site.purge import purge
from vaultsite_mkdocs.files import made
from vaultsite_mkdocs.unused import absent, is_unused

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


def style_sheet(config: MkDocsConfig) -> style.StyleSheet:
    """Those of the theme's folders, ours before Material's, which has more than is needed here."""
    folders = [Path(folder) for folder in config.theme.dirs]
    unused = absent(config)
    theirs = [purge(css, unused) for css in style.read(folders, style.MATERIAL)]
    return style.joined([*theirs, *style.read(folders, style.OURS)])


def replace_style_sheets(files: Files, config: MkDocsConfig) -> None:
    """Copy the one, and neither those that it is made of nor what no page loads."""
    for file in [file for file in files if _is_left_out(file.src_uri)]:
        files.remove(file)
    sheet = style_sheet(config)
    files.append(made(sheet.place, sheet.css, config))


def _is_left_out(place: str) -> bool:
    return style.is_joined(place) or is_unused(place)
