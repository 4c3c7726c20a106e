"""What a functionplot block says: its header between ``---``, and a function a line."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vaultsite.render.plugins.block import Fault
from vaultsite.render.plugins.functionplot.expression import ExpressionError, compile_expression

if TYPE_CHECKING:
    from collections.abc import Callable

_OPTION = re.compile(r"\s*(\w+)\s*:\s*(.*?)\s*")
_FUNCTION = re.compile(r"(?:([A-Za-z]\w*)\s*\(\s*([A-Za-z]\w*)\s*\)|y)\s*=(?!=)\s*(.*)", re.ASCII)
_MOST = 20  # functions
_BOUNDS = (-10.0, 10.0, -10.0, 10.0)


class SettingsError(ValueError):
    """A block that cannot be drawn."""

    def __init__(self, what: str, remedy: str, line: int) -> None:
        super().__init__(what)
        self.fault = Fault(what, remedy, line)


@dataclass(frozen=True, slots=True)
class Curve:
    """A function to draw. ``text`` is how its writer put it."""

    text: str
    function: Callable[[float], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All that a picture shows. The bounds are (least x, greatest x, least y, greatest y)."""

    title: str = ""
    x_label: str = ""
    y_label: str = ""
    bounds: tuple[float, float, float, float] = _BOUNDS
    grid: bool = True
    curves: tuple[Curve, ...] = ()


def read(source: str) -> Settings:
    """The settings in a block's source. Raises `SettingsError`."""
    lines = source.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    options: dict[str, tuple[int, str]] = {}
    start = first
    if lines[first].strip() == "---":
        options, start = _header(lines, first)
    functions = [
        (number, line.strip()) for number, line in enumerate(lines[start:], start) if line.strip()
    ]
    if not functions:
        raise SettingsError("no function to plot", "add a line like f(x) = x^2", start)
    if len(functions) > _MOST:
        raise SettingsError(f"more than {_MOST} functions", "use several plots", start)
    texts = {name: _unquoted(text) for name, (_, text) in options.items()}
    return Settings(
        title=texts.get("title", ""),
        x_label=texts.get("xlabel", ""),
        y_label=texts.get("ylabel", ""),
        bounds=_bounds(*options["bounds"]) if "bounds" in options else _BOUNDS,
        grid=texts.get("grid", "true").lower() not in ("false", "0"),
        curves=tuple(_curve(number, line) for number, line in functions),
    )


def _header(lines: list[str], first: int) -> tuple[dict[str, tuple[int, str]], int]:
    """The options with their lines, and the line behind the header."""
    options: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(lines[first + 1 :], first + 1):
        if line.strip() == "---":
            return options, number + 1
        match = _OPTION.fullmatch(line)
        if match is not None:
            options[match[1].lower()] = (number, match[2])
    raise SettingsError("the header is never closed", "close it with a line of ---", first)


def _unquoted(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    return "" if text in ("null", "~") else text


def _bounds(line: int, text: str) -> tuple[float, float, float, float]:
    values = [_number(part, line) for part in text.strip("[] \t").split(",") if part.strip()]
    if not values:
        return _BOUNDS
    if len(values) != 4:
        raise SettingsError(
            f"bounds hold {len(values)} numbers instead of 4",
            "write bounds: [least x, greatest x, least y, greatest y]",
            line,
        )
    x0, x1, y0, y1 = values
    for least, greatest in ((x0, x1), (y0, y1)):
        widest = max(abs(least), abs(greatest))
        if not (math.isfinite(widest) and greatest - least > widest * 1e-9 and widest < 1e99):
            raise SettingsError("bounds span nothing", "put the smaller number first", line)
    return x0, x1, y0, y1


def _number(text: str, line: int) -> float:
    try:
        return compile_expression(text, "")(math.nan)
    except ExpressionError as error:
        raise SettingsError(f"bound {text.strip()}: {error}", "write a number", line) from error


def _curve(number: int, line: str) -> Curve:
    match = _FUNCTION.fullmatch(line)
    variable, source = (match[2] or "x", match[3]) if match else ("x", line)
    try:
        return Curve(line, compile_expression(source, variable))
    except ExpressionError as error:
        shown = line if len(line) <= 80 else f"{line[:79]}…"
        raise SettingsError(
            f"function {shown}: {error}", "correct the expression", number
        ) from error
