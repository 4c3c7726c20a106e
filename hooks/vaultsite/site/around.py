"""What a build is told from outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from vaultsite import packages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from vaultsite.options import Options


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The vault at ``root``, the site's options, and what they stand in.

    ``language`` and ``direction`` are the interface's. ``project`` holds the npm packages' lock
    files, ``cache`` what is kept between builds. ``scripts`` is the folder of the theme's scripts
    in the site, ``theme_files`` are the places that its other files take. ``generation`` stands
    for all that every page depends on; without one, no page is kept.
    ``guids`` are those of the author's notes in Anki, by their ids.
    ``say`` gets what is worth a line, ``warn`` what goes wrong.
    """

    root: Path
    project: Path
    cache: Path
    options: Options
    site_name: str
    site_url: str
    site_description: str
    language: str
    direction: Literal["ltr", "rtl"]
    use_directory_urls: bool
    scripts: str
    theme_files: tuple[str, ...]
    generation: bytes | None
    guids: Mapping[str, str]
    say: Callable[[str], None]
    warn: Callable[[str], None]

    @property
    def explorer_place(self) -> str:
        """Where the page of all notes lies."""
        return "explorer/index.html" if self.use_directory_urls else "explorer.html"

    @property
    def recent_place(self) -> str:
        """Where the page of the notes changed last lies."""
        return "explorer/recent/index.html" if self.use_directory_urls else "explorer/recent.html"

    @property
    def graph_place(self) -> str:
        """Where the page of the graph lies."""
        return "graph/index.html" if self.use_directory_urls else "graph.html"

    @property
    def study_place(self) -> str:
        """Where the page to study cards lies, if there are any."""
        return "study/index.html" if self.use_directory_urls else "study.html"

    @property
    def handout_place(self) -> str:
        """Where the page that prints folders lies."""
        return "explorer/print/index.html" if self.use_directory_urls else "explorer/print.html"

    @property
    def places(self) -> tuple[str, ...]:
        """What no note's file may take: where these pages and the theme's files lie."""
        return (
            *(self.explorer_place, self.recent_place, self.graph_place, self.handout_place),
            *(self.scripts, *self.theme_files),
        )

    def packages(self) -> Path:
        """The folder of npm's packages, installed if need be. Raises ``PackagesError``."""
        return packages.ensure(self.project, say=self.say)
