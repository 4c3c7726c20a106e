"""Scripts that only some pages need, and what those load: copied where a page has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsite import packages
from vaultsite.render.plugins import mermaid
from vaultsite.site import graph_page, study_index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path, PurePosixPath

# Of each script that needs packages: their folder in the project, the files of those, and what is
# seen without them.
_PACKAGES = {
    "graph": ("npm/graph", graph_page.browser_files, "The graph is shown as a list"),
    "mermaid": ("npm/mermaid", mermaid.browser_files, "Diagrams are shown as code"),
    "study": ("npm/study", study_index.browser_files, "Cards are shown, but not studied"),
}

FOLDERS = (f"{graph_page.FOLDER}/", f"{mermaid.FOLDER}/", f"{study_index.FOLDER}/")
"""Places in the site that are not for notes."""


def html(names: Iterable[str], folder: str) -> str:
    """Elements that load the modules of these names from ``folder``, as seen from the page."""
    return "".join(
        f'<script type="module" src="{folder}{name}.js"></script>\n' for name in sorted(names)
    )


def files(
    names: Iterable[str],
    project: Path,
    *,
    say: Callable[[str], None],
    warn: Callable[[str], None],
) -> Iterator[tuple[Path, PurePosixPath]]:
    """What the modules load, as (file, place in the site). ``warn`` is told what can't be had."""
    for name in sorted({*names} & _PACKAGES.keys()):
        folder, browser_files, without = _PACKAGES[name]
        try:
            modules = packages.ensure(project / folder, say=say)
        except packages.PackagesError as error:
            warn(f"{without}: {error}")
        else:
            yield from browser_files(modules)
