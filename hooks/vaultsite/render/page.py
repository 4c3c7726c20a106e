"""A rendered page, and what the renderer asks of the site around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsite.maths import Drawing, Formula, Sheet
    from vaultsite.problems import Problem
    from vaultsite.render.plugins import TikzPicture
    from vaultsite.vault.canvas import CanvasSource
    from vaultsite.vault.index import Target
    from vaultsite.vault.note import Source
    from vaultsite.words import Words


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading in the table of contents. ``html`` is its text with formulas, ``text`` without."""

    html: str
    text: str
    anchor: str
    level: int
    children: list[TocEntry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Page:
    """What a note became. ``toc`` has one root, the page's title.

    ``sheet`` holds the glyphs of all formulas; its definitions belong on the page, too.
    ``scripts`` names the modules in ``assets/`` that draw some of its blocks in the browser.
    """

    title: str
    html: str
    toc: TocEntry
    sheet: Sheet
    problems: tuple[Problem, ...]
    scripts: frozenset[str] = frozenset()


class Book(Protocol):
    """The vault as the renderer sees it."""

    strict_line_breaks: bool
    words: Words

    def find(self, raw: str, source: str, *, markdown: bool = False) -> Target | None:
        """The target of a link in the note ``source``."""

    def source(self, path: str, *, cards: bool = True) -> Source:
        """The tokens of a note. ``cards=False``: those of its cards may be left out."""

    def canvas(self, path: str) -> CanvasSource | None:
        """What the canvas at ``path`` shows; None for other files."""

    def is_note(self, path: str) -> bool:
        """Is the file at ``path`` a note?"""

    def url(self, path: str, *, seen_from: str) -> str:
        """The URL of a published file, relative to the page of the note ``seen_from``."""

    def tag_url(self, tag: str, *, seen_from: str) -> str | None:
        """The URL of a tag's page, None if tags have none."""

    def size(self, path: str) -> tuple[int, int] | None:
        """Width and height in pixels of the image at ``path``, None if unknown."""

    def formulas(self, path: str) -> Sequence[Formula]:
        """The formulas of a note, by their numbers."""

    def sheet(self) -> Sheet:
        """An empty sheet for the formulas of a page."""

    def tikz(self, source: str) -> TikzPicture | None:
        """A picture of TikZ source, None if TeX cannot be run."""

    def drawing(self, formula: Formula) -> Drawing:
        """A formula as MathJax draws it."""
