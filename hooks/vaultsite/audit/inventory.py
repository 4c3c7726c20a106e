"""What is in a site's folder: pages, attachments, and what the build makes itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_SCRIPTS = re.compile(r"assets/[0-9a-f]{8}/[^/]+\.(?:css|js)")
# Where the theme and the packages from npm put their files.
_THEME = tuple(
    f"assets/{name}"
    for name in (
        "javascripts/",
        "stylesheets/",
        "images/",
        "mathjax/",
        "mermaid/",
        "tikz/",
        "fsrs/",
    )
)
_MADE = (
    "sitemap.xml",
    "sitemap.xml.gz",
    "explorer.json",
    "study.json",
    "study-names.json",
    "feed.xml",
    "robots.txt",
    ".well-known/",
    "assets/anki/",
    "assets/previews/",
    "search/",
    "404.html",
    "assets/snippets/",
    "assets/app/",
    "assets/offline/",
    "service-worker.js",
    "site.webmanifest",
)
_BESIDE_PAGES = ".mathml.json"


@dataclass(frozen=True, slots=True)
class Inventory:
    """The files of a site by what they are, as paths below ``root`` with ``/``, sorted."""

    root: Path
    pages: tuple[str, ...]
    attachments: tuple[str, ...]
    made: tuple[str, ...]
    theme: tuple[str, ...]

    @property
    def own(self) -> tuple[str, ...]:
        """All but the theme's files."""
        return (*self.pages, *self.attachments, *self.made)

    def size(self, paths: tuple[str, ...]) -> int:
        """The bytes of some files."""
        return sum((self.root / path).stat().st_size for path in paths)


def take_inventory(root: Path, theme_assets: Path) -> Inventory:
    """Sort the files below ``root``; ``theme_assets`` is the theme's own folder of assets."""
    kinds: dict[str, list[str]] = {"page": [], "attachment": [], "made": [], "theme": []}
    for file in sorted(root.rglob("*")):
        if file.is_file():
            path = file.relative_to(root).as_posix()
            kinds[_kind(path, theme_assets)].append(path)
    return Inventory(root, *(tuple(paths) for paths in kinds.values()))


def _kind(path: str, theme_assets: Path) -> str:
    if path.startswith(_THEME) or _SCRIPTS.fullmatch(path):
        return "theme"
    if path.startswith("assets/") and (theme_assets / path.removeprefix("assets/")).is_file():
        return "theme"
    if path.startswith(_MADE) or path.endswith(_BESIDE_PAGES):
        return "made"
    return "page" if path.endswith(".html") else "attachment"
