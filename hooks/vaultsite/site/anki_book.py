"""The library as the renderer sees it when it writes cards for Anki."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from vaultsite.anki.fields import address
from vaultsite.maths import Drawing, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsite.maths import Formula
    from vaultsite.render.plugins import TikzPicture
    from vaultsite.site.library import Library
    from vaultsite.vault.canvas import CanvasSource
    from vaultsite.vault.index import Target
    from vaultsite.vault.note import Source

_NOT_DRAWN = Drawing()


class TexSheet(Sheet):
    """Formulas as TeX between the signs that Anki looks for."""

    def html(self, formula: Formula, drawing: Drawing, *, anchor: bool = True) -> str:  # noqa: ARG002
        """Anki takes ``}}`` for the end of a deletion, even within a formula."""
        tex = escape(formula.tex.replace("}}", "} }").replace("}}", "} }"), quote=False)
        return f"<div>\\[{tex}\\]</div>" if formula.display else f"\\({tex}\\)"


class AnkiBook:
    """A `Book` whose addresses are for `vaultsite.anki.fields`, and whose formulas are TeX."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.words = library.words
        self.strict_line_breaks = library.strict_line_breaks

    def find(self, raw: str, source: str, *, markdown: bool = False) -> Target | None:
        return self._library.find(raw, source, markdown=markdown)

    def source(self, path: str, *, cards: bool = True) -> Source:
        return self._library.source(path, cards=cards)

    def canvas(self, path: str) -> CanvasSource | None:
        return self._library.canvas(path)

    def is_note(self, path: str) -> bool:
        return self._library.is_note(path)

    def url(self, path: str, *, seen_from: str) -> str:  # noqa: ARG002
        return address(path)

    def tag_url(self, tag: str, *, seen_from: str) -> str | None:  # noqa: ARG002
        """Links to tags lead away from the card."""
        return None

    def size(self, path: str) -> tuple[int, int] | None:
        return self._library.size(path)

    def formulas(self, path: str) -> Sequence[Formula]:
        return self._library.formulas(path)

    def sheet(self) -> Sheet:
        return TexSheet()

    def tikz(self, source: str) -> TikzPicture | None:
        return self._library.tikz(source)

    def drawing(self, formula: Formula) -> Drawing:  # noqa: ARG002
        return _NOT_DRAWN
