"""Pages that register the site's service worker, and how the site looks among a phone's apps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vaultsite.site import style, web_app
from vaultsite_mkdocs.files import rewrite

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

_START = "assets/start.js"


def keep_offline(files: Files, config: MkDocsConfig) -> None:
    """Copy the script of every page as one that asks the browser to keep what is read."""
    off, on = "const OFFLINE = false;", "const OFFLINE = true;"
    rewrite(_START, files, config, lambda script: script.replace(off, on))


def look(config: MkDocsConfig) -> web_app.Look:
    """The theme's logo, if it is one of its icons, and its colours."""
    icon = (config.theme.get("icon") or {}).get("logo") or "material/library"
    folders = [Path(folder) for folder in config.theme.dirs]
    found = (folder / ".icons" / f"{icon}.svg" for folder in folders)
    logo = next((file.read_text("utf-8") for file in found if file.is_file()), "")
    [tokens] = style.read(folders, ["tokens.css"])
    return web_app.Look(logo, tokens)
