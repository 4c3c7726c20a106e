"""The scripts, and the style sheets that they load, in a folder named by what is in them.

So a browser may keep them, and a page never meets those of another build.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from vaultsite_mkdocs.files import made

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

_OURS = re.compile(r"assets/[^/]+\.(?:css|js)")


def move_scripts(files: Files, config: MkDocsConfig) -> str:
    """Copy the theme's own scripts into that folder. Returns its place, which ends with ``/``."""
    moved = sorted(
        (file for file in files if _OURS.fullmatch(file.src_uri)), key=lambda file: file.src_uri
    )
    seen = hashlib.sha256()
    for file in moved:
        seen.update(f"{file.src_uri}\0".encode())
        seen.update(hashlib.sha256(file.content_bytes).digest())
    folder = f"assets/{seen.hexdigest()[:8]}/"
    for file in moved:
        files.remove(file)
        place = folder + file.src_uri.removeprefix("assets/")
        files.append(made(place, file.content_bytes, config))
    return folder
