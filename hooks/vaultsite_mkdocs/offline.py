"""Pages that register the site's service worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.structure.files import File, InclusionLevel

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

_START = "assets/start.js"


def keep_offline(files: Files, config: MkDocsConfig) -> None:
    """Copy the script of every page as one that asks the browser to keep what is read."""
    file = files.get_file_from_path(_START)
    if file is None:
        return
    files.remove(file)
    content = file.content_string.replace("const OFFLINE = false;", "const OFFLINE = true;")
    included = InclusionLevel.INCLUDED
    files.append(File.generated(config, _START, content=content, inclusion=included))
