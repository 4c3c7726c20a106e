"""A plot as SVG: title, axes with ticks, grid, curves. The style sheet colours it."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING

from vaultsite.render.plugins.functionplot.curve import clamped, lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from vaultsite.render.plugins.functionplot.settings import Settings
    from vaultsite.words import Words

COLOURS = 6
_WIDTH, _HEIGHT = 480, 320
_ROOM = 8.0
_LINE = 18.0  # of text
_DIGIT = 7.5  # its width


def svg(settings: Settings, words: Words) -> str:
    """The picture, without ids."""
    x0, x1, y0, y1 = settings.bounds
    x_ticks, y_ticks = ticks(x0, x1, 6), ticks(y0, y1, 6)
    left = 2 * _ROOM + _DIGIT * max(len(label) for _, label in y_ticks)
    top = _ROOM + _LINE * (bool(settings.title) + 1.2 * bool(settings.y_label))
    width = _WIDTH - left - 2 * _ROOM
    height = _HEIGHT - top - _LINE * (1.3 + bool(settings.x_label))
    columns = [(width * (value - x0) / (x1 - x0), label) for value, label in x_ticks]
    rows = [(height * (y1 - value) / (y1 - y0), label) for value, label in y_ticks]
    parts = [
        _grid(columns, rows, width, height) if settings.grid else "",
        _origin(settings, width, height),
        _axes(columns, rows, width, height),
        _curves(settings, width, height),
        _labels(settings, left, top, width, height),
    ]
    return (
        f'<svg class="plot" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{escape(description(settings, words))}">'
        f'<g transform="translate({_n(left)} {_n(top)})">{"".join(parts)}</g></svg>'
    )


def description(settings: Settings, words: Words) -> str:
    """The picture in words."""
    x0, x1, _, _ = settings.bounds
    functions = ", ".join(curve.text for curve in settings.curves)
    title = f"{settings.title}: " if settings.title else ""
    plot = words("plugins.plot", functions=functions, least=f"{x0:g}", most=f"{x1:g}")
    return f"{title}{plot}"


def ticks(least: float, greatest: float, count: int) -> list[tuple[float, str]]:
    """About ``count`` round numbers between two, with their labels."""
    rough = (greatest - least) / count
    magnitude = 10.0 ** math.floor(math.log10(rough))
    step = magnitude * next(nice for nice in (1, 2, 5, 10) if nice * magnitude >= rough * 0.999)
    first = math.ceil(least / step - 1e-9)
    last = math.floor(greatest / step + 1e-9)
    values = [number * step for number in range(first, last + 1)]
    return [(value, _label(value, step)) for value in values]


def _label(value: float, step: float) -> str:
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    plain = decimals <= 4 and abs(value) < 1e6
    text = f"{value:.{decimals}f}" if plain else f"{value:.6g}"
    text = text.replace("e+0", "e").replace("e-0", "e-") if float(text) else "0"
    return text.replace("-", "−")


def _n(number: float) -> str:
    """A coordinate in as few characters as it needs."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _grid(
    columns: Iterable[tuple[float, str]],
    rows: Iterable[tuple[float, str]],
    width: float,
    height: float,
) -> str:
    down = "".join(f"M{_n(x)} 0V{_n(height)}" for x, _ in columns)
    across = "".join(f"M0 {_n(y)}H{_n(width)}" for y, _ in rows)
    return f'<path class="plot-grid" d="{down}{across}"/>'


def _origin(settings: Settings, width: float, height: float) -> str:
    x0, x1, y0, y1 = settings.bounds
    down = f"M{_n(-width * x0 / (x1 - x0))} 0V{_n(height)}" if x0 < 0 < x1 else ""
    across = f"M0 {_n(height * y1 / (y1 - y0))}H{_n(width)}" if y0 < 0 < y1 else ""
    return f'<path class="plot-origin" d="{down}{across}"/>' if down or across else ""


def _axes(
    columns: Iterable[tuple[float, str]],
    rows: Iterable[tuple[float, str]],
    width: float,
    height: float,
) -> str:
    bottom = _n(height)
    marks = [f"M0 0V{bottom}H{_n(width)}"]
    texts = []
    for x, label in columns:
        marks.append(f"M{_n(x)} {bottom}v4")
        texts.append(f'<text x="{_n(x)}" y="{_n(height + 17)}">{label}</text>')
    for y, label in rows:
        marks.append(f"M0 {_n(y)}h-4")
        texts.append(f'<text class="plot-end" x="-7" y="{_n(y + 4)}">{label}</text>')
    return (
        f'<path class="plot-axis" d="{"".join(marks)}"/><g class="plot-tick">{"".join(texts)}</g>'
    )


def _curves(settings: Settings, width: float, height: float) -> str:
    """The curves in an ``<svg>`` of their own, which cuts off what is outside."""
    paths = []
    for number, curve in enumerate(settings.curves):
        found = lines(_scaled(curve.function, settings, width, height), width)
        data = "".join(
            "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in line).replace(" -", "-") for line in found
        )
        if data:
            colour = number % COLOURS + 1
            paths.append(f'<path class="plot-curve plot-{colour}" d="{data}"/>')
    return f'<svg width="{_n(width)}" height="{_n(height)}">{"".join(paths)}</svg>'


def _scaled(
    function: Callable[[float], float], settings: Settings, width: float, height: float
) -> Callable[[float], float | None]:
    """``function`` in the picture's coordinates."""
    x0, x1, y0, y1 = settings.bounds

    def scaled(x: float) -> float | None:
        y = function(x0 + (x1 - x0) * x / width)
        return clamped(height * (y1 - y) / (y1 - y0), height)

    return scaled


def _labels(settings: Settings, left: float, top: float, width: float, height: float) -> str:
    parts = []
    if settings.title:
        middle = _WIDTH / 2 - left
        parts.append(_text(settings.title, "plot-title", middle, _LINE - top))
    if settings.y_label:
        parts.append(_text(settings.y_label, "plot-start", -left + _ROOM, -1.3 * _ROOM))
    if settings.x_label:
        parts.append(_text(settings.x_label, "plot-end", width, height + 2.1 * _LINE))
    return "".join(parts)


def _text(text: str, name: str, x: float, y: float) -> str:
    return f'<text class="{name}" x="{_n(x)}" y="{_n(y)}">{escape(text, quote=False)}</text>'
