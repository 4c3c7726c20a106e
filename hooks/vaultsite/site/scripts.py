"""Scripts that only some pages need, and what those load: copied where a page has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsite import packages
from vaultsite.render.plugins import mermaid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path, PurePosixPath

# Of each script that needs packages: their folder in the project, and the files of those.
_PACKAGES = {"mermaid": ("npm/mermaid", mermaid.browser_files)}

FOLDERS = (f"{mermaid.FOLDER}/",)
"""Places in the site that are not for notes."""


def html(names: Iterable[str], root: str) -> str:
    """Elements that load the modules of these names; ``root`` is the site's, seen from the page."""
    return "".join(
        f'<script type="module" src="{root}assets/{name}.js"></script>\n' for name in sorted(names)
    )


def files(
    names: Iterable[str], project: Path, *, say: Callable[[str], None]
) -> Iterator[tuple[Path, PurePosixPath]]:
    """What the modules load, as (file, place in the site). Raises `packages.PackagesError`."""
    for name in sorted(names):
        if name in _PACKAGES:
            folder, browser_files = _PACKAGES[name]
            yield from browser_files(packages.ensure(project / folder, say=say))
