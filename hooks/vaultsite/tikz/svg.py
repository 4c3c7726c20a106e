"""What TeX's driver writes, as SVG for a page: harmless, well formed, in the page's colours.

A picture may hold any text, by ``\\special``: only shapes and how they look come through.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

from vaultsite.render.plugins.block import ID_PREFIX

_SHAPES = {
    name.lower(): name
    for name in "g path rect circle ellipse line polyline polygon defs clipPath mask symbol marker "
    "pattern linearGradient radialGradient stop use".split()
}
_ATTRIBUTES = {
    name.lower(): name
    for name in "clip-path clip-rule clipPathUnits cx cy d dx dy fill fill-opacity fill-rule fx fy "
    "gradientTransform gradientUnits height id marker-end marker-mid marker-start markerHeight "
    "markerUnits markerWidth mask maskUnits offset opacity orient patternTransform patternUnits "
    "points r refX refY rx ry spreadMethod stop-color stop-opacity stroke stroke-dasharray "
    "stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity "
    "stroke-width transform viewBox width x x1 x2 y y1 y2".split()
}
_STYLE = re.compile(r"(fill|stroke)\s*:\s*([^;]+)")
_LOCAL = re.compile(r"url\(\s*#([\w-]+)\s*\)")
_FETCHES = re.compile(r"url|\\|[<>]|script", re.IGNORECASE)
_EMPTY = re.compile(r"(<(\w+)[^<>]*)></\2>")
_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_PAPER = "var(--md-default-bg-color, white)"
_COLOURS = {
    "black": "currentColor", "#000": "currentColor", "#000000": "currentColor",
    "white": _PAPER, "#fff": _PAPER, "#ffffff": _PAPER,
}  # fmt: skip
_POINT = 4 / 3  # pixels


def clean(source: str) -> str:
    """One ``<svg>`` with ids behind `ID_PREFIX`; empty if there is none in ``source``."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return reader.result()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self._out: list[str] = []
        self._open: list[str] = []
        self._started = self._ended = False

    def result(self) -> str:
        if not self._started:
            return ""
        while self._open:
            self._out.append(f"</{self._open.pop()}>")
        return _EMPTY.sub(r"\1/>", "".join(self._out))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "svg" and not self._started:
            self._started = True
            self._out.append(_opening(values))
            self._open.append("svg")
        elif tag in _SHAPES and self._open:
            self._out.append(f"<{_SHAPES[tag]}{_attributes(values)}>")
            self._open.append(_SHAPES[tag])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        name = _SHAPES.get(tag)
        if name is None or name not in self._open:
            return
        while (closed := self._open.pop()) != name:
            self._out.append(f"</{closed}>")
        self._out.append(f"</{name}>")


def _opening(values: dict[str, str]) -> str:
    box = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", values.get("viewbox", ""))]
    left, top, width, height = box if len(box) == 4 else (0.0, 0.0, 100.0, 100.0)
    return (
        f'<svg class="tikz" width="{width * _POINT:.2f}" height="{height * _POINT:.2f}" '
        f'viewBox="{left:g} {top:g} {width:g} {height:g}" fill="currentColor" role="img">'
    )


def _attributes(values: dict[str, str]) -> str:
    values |= {name: value.strip() for name, value in _STYLE.findall(values.pop("style", ""))}
    if values.get("xlink:href", "").startswith("#"):
        values["href"] = values["xlink:href"]
    parts = []
    for name, value in values.items():
        if name == "href" and re.fullmatch(r"#[\w-]+", value):
            parts.append(f' href="#{ID_PREFIX}{value[1:]}"')
        elif name in _ATTRIBUTES and (safe := _value(name, value)):
            parts.append(f' {_ATTRIBUTES[name]}="{escape(safe)}"')
    return "".join(parts)


def _value(name: str, value: str) -> str:
    value = " ".join(value.split())
    if name == "id":
        return ID_PREFIX + value if re.fullmatch(r"[\w-]+", value) else ""
    if name in ("fill", "stroke", "stop-color"):
        value = _COLOURS.get(value.lower(), value)
    if _FETCHES.search(_LOCAL.sub("", value)):
        return ""
    value = _LOCAL.sub(lambda match: f"url(#{ID_PREFIX}{match[1]})", value)
    return _NUMBER.sub(_rounded, value)


def _rounded(match: re.Match[str]) -> str:
    return f"{float(match[0]):.2f}".rstrip("0").rstrip(".")
