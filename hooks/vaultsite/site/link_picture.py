"""The picture beside a shared link: a note's name, and a formula of it as MathJax drew it.

An SVG is written and turned into PNG by resvg, since networks take nothing else. Latin, Greek and
Cyrillic come from a font beside this module; other scripts from the system's, or not at all.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from resvg_py import svg_to_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vaultsite.maths import Drawing

WIDTH, HEIGHT = 1200, 630
"""Of the picture, in pixels: what Open Graph's readers ask for."""

_MARGIN = 84
_SPACE = WIDTH - 2 * _MARGIN
_FONT = str(Path(__file__).parent / "fonts/stix-two-text-600.ttf")
_FAMILY = "STIX Two Text"
_OWN = re.compile(r"[\s\x20-\x7e\u00a0-\u024f\u0370-\u03ff\u0400-\u045f\u2010-\u203a]*")
_SIZES = (88, 72, 58)  # pixels of the name; what is longer than three lines is cut
_LINES = 3
_LEADING = 1.15
_FORMULA_SIZE = 76  # pixels of an em; no formula is larger, and none smaller than the next
_SMALLEST = 30
_BOX = re.compile(r" viewBox=([-\d.]+),([-\d.]+),([-\d.]+),([-\d.]+)")
_BARE = re.compile(r"""(\s[\w:-]+)=([^\s"'<>]+?)(?=\s|/?>)""")
_UNSEEN = frozenset(("Mn", "Me", "Zs", "Zl", "Zp", "Cc", "Cf"))
_IN_NO_FONT = "\U0010fffd"  # for private use
_NARROW, _BROAD = frozenset("fijlrt.,:;'|!()[] "), frozenset("mwMW")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a picture shows; plain text. ``title`` is empty where no font has its signs."""

    title: str
    site: str
    formula: Drawing | None = None


def chosen(displays: Iterable[Drawing], others: Iterable[Drawing]) -> Drawing | None:
    """The first display that can be read in a picture, else the widest of the formulas in lines."""
    fitting = next((each for each in displays if _scale(each)), None)
    return fitting or max((each for each in others if _scale(each)), key=_width, default=None)


def readable(text: str) -> bool:
    """Does some font at hand have all signs of ``text``?"""
    return _OWN.fullmatch(text) is not None or all(map(_has, text))


def png(shown: Shown) -> bytes:
    """The picture."""
    known = _OWN.fullmatch(shown.title + shown.site) is not None
    return _png(svg(shown), system_fonts=not known)


def svg(shown: Shown) -> str:
    """The picture before it is one of pixels."""
    size, lines = _set(shown.title)
    top = _MARGIN + 96
    parts = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fdfcf9"/>',
        f'<rect width="14" height="{HEIGHT}" fill="#2f4fa3"/>',
        _text(shown.site, _MARGIN + 30, 34, "#5c5953"),
    ]
    for number, line in enumerate(lines):
        parts.append(_text(line, top + size * (0.7 + number * _LEADING), size, "#23221f"))
    if shown.formula is not None:
        used = top + size * _LEADING * len(lines)
        parts.append(_formula(shown.formula, top=used + 10, bottom=HEIGHT - _MARGIN + 20))
    box = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{"".join(parts)}</svg>'


def _text(text: str, baseline: float, size: float, colour: str) -> str:
    strong = (unicodedata.bidirectional(char) for char in text)
    backwards = next((each for each in strong if each in ("L", "R", "AL")), "L") != "L"
    x, anchor = (WIDTH - _MARGIN, "end") if backwards else (_MARGIN, "start")
    return (
        f'<text x="{x}" y="{baseline:.0f}" font-family="{_FAMILY}" font-weight="600" '
        f'font-size="{size}" fill="{colour}" text-anchor="{anchor}">{escape(text)}</text>'
    )


def _set(text: str) -> tuple[int, list[str]]:
    """The size of the letters, and the lines."""
    for size in _SIZES:
        lines = [*_wrapped(text, _SPACE / size)]
        if len(lines) <= _LINES:
            return size, lines
    return _SIZES[-1], [*lines[: _LINES - 1], f"{lines[_LINES - 1]} …"]


def _wrapped(text: str, room: float) -> Iterator[str]:
    line, used = "", 0.0
    # Chinese and Japanese have no blanks to break at.
    for word in re.findall(
        r"[\u2e80-\u9fff\uac00-\ud7af]|[^\s\u2e80-\u9fff\uac00-\ud7af]+\s*", text
    ):
        width = sum(map(_em, word))
        if line and used + width > room:
            yield line.rstrip()
            line, used = "", 0.0
        line, used = line + word, used + width
    if line:
        yield line.rstrip()


def _em(char: str) -> float:
    """About how wide a sign is, in ems."""
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    if char in _NARROW:
        return 0.34
    return 0.86 if char in _BROAD else 0.7 if char.isupper() else 0.54


def _formula(drawing: Drawing, *, top: float, bottom: float) -> str:
    x, y, width, height = _box(drawing)
    scale = min(_FORMULA_SIZE / 1000, _SPACE / width, (bottom - top) / height)
    part = drawing.parts[0]
    above = top + (bottom - top - height * scale) / 2
    glyphs = "".join(f'<path id="{name}" d="{path}"/>' for name, path in drawing.glyphs)
    place = f"translate({_MARGIN - x * scale:.2f},{above - y * scale:.2f})scale({scale:.5f})"
    body = _quoted(f"<g{part.frame}>{part.body}</g>")
    return f'<defs>{glyphs}</defs><g fill="#23221f" color="#23221f" transform="{place}">{body}</g>'


def _quoted(markup: str) -> str:
    """HTML may leave quotes out, XML may not."""
    return re.sub(r"<[^<>]+>", lambda tag: _BARE.sub(r'\1="\2"', tag[0]), markup)


def _scale(drawing: Drawing) -> bool:
    """Is it drawn in one piece, and legible where it fits?"""
    if drawing.error or drawing.passing or len(drawing.parts) != 1 or drawing.full:
        return False
    if "<text" in drawing.parts[0].body:  # signs that MathJax leaves to fonts
        return False
    _, _, width, height = _box(drawing)
    return width > 0 and height > 0 and min(_SPACE / width, 260 / height) * 1000 >= _SMALLEST


def _box(drawing: Drawing) -> tuple[float, float, float, float]:
    found = _BOX.search(drawing.parts[0].head)
    if found is None:
        return 0, 0, 0, 0
    x, y, width, height = map(float, found.groups())
    return x, y, width, height


def _width(drawing: Drawing) -> float:
    return _box(drawing)[2]


@cache
def _has(char: str) -> bool:
    """Is a sign another picture than one that no font has?"""
    if _OWN.fullmatch(char) or unicodedata.category(char) in _UNSEEN:
        return True
    drawn, missing = (
        _png(
            '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40">'
            f'<text y="30" font-size="30" font-family="{_FAMILY}">{text}</text></svg>',
            system_fonts=True,
        )
        for text in (char, _IN_NO_FONT)
    )
    return drawn != missing


def _png(svg: str, *, system_fonts: bool) -> bytes:
    return svg_to_bytes(
        svg_string=svg,
        font_files=[_FONT],
        skip_system_fonts=not system_fonts,
        font_family=_FAMILY,
    )
