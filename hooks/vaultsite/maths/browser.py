"""``maths: browser``: the reader's browser runs MathJax, served by the site itself."""

from __future__ import annotations

from html import escape
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from .sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .records import Drawing, Formula

# assets/maths-browser.js loads MathJax from this folder of the site.
FOLDER = PurePosixPath("assets/mathjax")
_FONTS = ("mathjax-newcm-font", "mathjax-mhchem-font-extension")


def browser_html(formula: Formula) -> str:
    """The markup of pymdownx.arithmatex' generic mode, with the TeX still to be typeset."""
    tex = escape(formula.tex)
    if formula.display:
        return f'<div class="arithmatex math math-block" data-tex="{tex}">\\[{tex}\\]</div>'
    return f'<span class="arithmatex math math-inline" data-tex="{tex}">\\({tex}\\)</span>'


class BrowserSheet(Sheet):
    """A page's formulas as TeX, for the reader's browser to draw."""

    def html(self, formula: Formula, drawing: Drawing, *, anchor: bool = True) -> str:  # noqa: ARG002
        """The element of `browser_html`: MathJax itself sets the ids of labels."""
        return browser_html(formula)


def browser_files(modules: Path) -> Iterator[tuple[Path, PurePosixPath]]:
    """The files that the browser may ask for, as (file, place in the site)."""
    for folder in ("a11y", "input", "output", "sre", "ui"):
        yield from _below(modules / "mathjax" / folder, FOLDER / folder)
    for name in ("tex-svg.js", "core.js", "loader.js", "startup.js"):
        yield modules / "mathjax" / name, FOLDER / name
    for font in _FONTS:
        source, place = modules / "@mathjax" / font, FOLDER / "@mathjax" / font
        yield source / "svg.js", place / "svg.js"
        yield from _below(source / "svg", place / "svg")


def _below(source: Path, place: PurePosixPath) -> Iterator[tuple[Path, PurePosixPath]]:
    for file in sorted(source.rglob("*")):
        if file.is_file():
            yield file, place / PurePosixPath(file.relative_to(source).as_posix())
