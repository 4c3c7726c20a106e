"""One style sheet instead of the theme's many."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, InclusionLevel

from vaultsite.site import style

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


def style_sheet(config: MkDocsConfig) -> style.StyleSheet:
    """Those of the theme's folders, ours before Material's."""
    return style.joined(style.read([Path(folder) for folder in config.theme.dirs], style.SHEETS))


def replace_style_sheets(files: Files, config: MkDocsConfig) -> None:
    """Copy the one, and not those that it is made of."""
    for file in [file for file in files if style.is_joined(file.src_uri)]:
        files.remove(file)
    sheet = style_sheet(config)
    included = InclusionLevel.INCLUDED
    files.append(File.generated(config, sheet.place, content=sheet.css, inclusion=included))
