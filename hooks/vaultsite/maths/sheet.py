"""The formulas of one page: every glyph once, a repeated formula drawn once."""

from __future__ import annotations

import re
from html import escape
from itertools import count, product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .records import Drawing, Formula

# A piece of an inline formula that is wider than this (thousandths of an em) may be wider than a
# telephone.
_WIDE = 15_000
_WIDTH = re.compile(r" viewBox=[^,]+,[^,]+,([\d.]+),")
_HEIGHT = re.compile(r"[;=]height:([\d.]+ex)")
_ALIGN = re.compile(r"vertical-align:[-\d.]+(?:ex)?")
_GLYPH = re.compile(r"(?<=<use href=#)M-[\w-]+")
# What begins with a capital is no heading's id, and those of blocks and cards have signs.
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SIGNS = _CAPITALS + "0123456789"


class Sheet:
    """Makes the HTML of a page's formulas and remembers what they share.

    >>> sheet = Sheet()
    >>> html = sheet.html(formula, drawing)
    >>> page = sheet.defs() + html

    ``mathml``: the page has each formula as MathML, too; else those who ask for it get it from
    `mathml`, a file beside the page.
    """

    def __init__(self, *, mathml: bool = False) -> None:
        self._inline = mathml
        self._mathml: dict[str, list[str]] = {}
        self._names = _names()
        self._paths: dict[str, str] = {}
        self._glyphs: dict[str, str] = {}
        self._drawn: dict[tuple[str, str], str] = {}
        self._anchors: set[str] = set()

    def html(self, formula: Formula, drawing: Drawing, *, anchor: bool = True) -> str:
        """The element of design's contract: a ``span`` in a line, a ``div`` for a display.

        ``anchor=False`` for a second showing of the same place (a backlink's excerpt): no ids.
        """
        tag, kind = ("div", "math-block") if formula.display else ("span", "math-inline")
        tex = escape(formula.tex)
        ids = self._ids(formula) if anchor and formula.anchors else ("", "")
        if drawing.error is not None:
            kind += " math-error"
            inner = (
                f'<code class="math-tex">{tex}</code> '
                f'<span class="math-message">{escape(drawing.error)}</span>'
            )
        else:
            inner = self._container(drawing, display=formula.display)
        height = _height(drawing) if formula.display else ""
        heard, form = self._heard(formula, drawing)
        kind += " is-heard" if heard else ""
        return (
            f'<{tag} class="arithmatex math {kind}"{ids[0]} data-tex="{tex}"{form}{height}>'
            f"{ids[1]}{heard}{inner}</{tag}>"
        )

    def mathml(self) -> dict[str, list[str]]:
        """The MathML of all formulas so far, by ``$TeX``, or ``$$TeX`` for displays.

        Where definitions let the same TeX mean several things, each stands at the place in the list
        that ``data-form`` of the element says; without that, it is the first.
        """
        return self._mathml

    def _heard(self, formula: Formula, drawing: Drawing) -> tuple[str, str]:
        """MathML inside the element, or the attribute that leads to it where that is in doubt."""
        if not drawing.mathml:
            return "", ""
        if self._inline:
            display = " display=block" if formula.display else ""
            return f"<span class=math-heard><math{display}>{drawing.mathml}</math></span>", ""
        forms = self._mathml.setdefault(("$$" if formula.display else "$") + formula.tex, [])
        if drawing.mathml not in forms:
            forms.append(drawing.mathml)
        form = forms.index(drawing.mathml)
        return "", f" data-form={form}" if form else ""

    def defs(self) -> str:
        """The glyphs of all formulas so far, for one place in the page's content."""
        if not self._glyphs:
            return ""
        paths = "".join(
            f'<path id={name} d="{self._paths[glyph]}"/>' for glyph, name in self._glyphs.items()
        )
        return (
            '<svg class="math-defs" aria-hidden="true" width="0" '
            f'style="position:absolute;height:0"><defs>{paths}</defs></svg>'
        )

    def _ids(self, formula: Formula) -> tuple[str, str]:
        """The first id stands on the element, others (rows of an ``align``) inside it."""
        free = [name for name in formula.anchors if name not in self._anchors]
        self._anchors.update(free)
        if not free:
            return "", ""
        return f' id="{free[0]}"', "".join(f'<a id="{name}"></a>' for name in free[1:])

    def _container(self, drawing: Drawing, *, display: bool) -> str:
        self._paths.update(drawing.glyphs)
        numbered = drawing.full and len(drawing.parts) == 2
        kind = f' class="math-{"numbered" if numbered else "full"}"' if drawing.full else ""
        style = f' style="{drawing.style}"' if drawing.style else ""
        pieces = []
        for part in drawing.parts:
            body = self._body(part.frame, part.body, reusable=numbered or not drawing.full)
            svg = f"<svg{part.head}>{body}</svg>"
            pieces.append(part.gap + (svg if display else _scrolling(svg, part.head)))
        if numbered:  # the formula scrolls, its number stays at the margin
            pieces[0] = f"<span class=math-scroll>{pieces[0]}</span>"
        inner = "".join(pieces)
        # Screen readers read the TeX of `data-tex`, or MathML: see maths.css and maths-heard.js.
        return f"<mjx-container aria-hidden=true{kind}{style}>{inner}</mjx-container>"

    def _body(self, frame: str, body: str, *, reusable: bool) -> str:
        if not reusable or "<a " in body:
            return f"<g{frame}>{self._named(body)}</g>"
        name = self._drawn.get((frame, body))
        if name is not None:
            return f"<use href=#{name} />"
        name = next(self._names)
        self._drawn[frame, body] = name
        return f"<g id={name}{frame}>{self._named(body)}</g>"

    def _named(self, body: str) -> str:
        """The drawing with the page's own names of its glyphs, which are short."""
        return _GLYPH.sub(self._glyph, body)

    def _glyph(self, match: re.Match[str]) -> str:
        if match[0] not in self._glyphs:
            self._glyphs[match[0]] = next(self._names)
        return self._glyphs[match[0]]


def _names() -> Iterator[str]:
    """A to Z, A0 to ZZ, A00 to ZZZ, …"""
    for others in count():
        for signs in product(_CAPITALS, *[_SIGNS] * others):
            yield "".join(signs)


def _scrolling(svg: str, head: str) -> str:
    """A wide piece of a line in a box that scrolls, standing on the line as the piece did."""
    width = _WIDTH.search(head)
    if width is None or float(width[1]) <= _WIDE:
        return svg
    align = _ALIGN.search(head)
    return f'<span class="math-scroll" style="{align[0] if align else ""}">{svg}</span>'


def _height(drawing: Drawing) -> str:
    """For the style sheet: a display that is not laid out yet takes its place all the same."""
    found = _HEIGHT.search(drawing.parts[0].head) if drawing.parts else None
    return f' style="--h:{found[1]}"' if found else ""
