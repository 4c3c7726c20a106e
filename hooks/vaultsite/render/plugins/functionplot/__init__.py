"""The plugin "Functionplot": graphs of functions, drawn here as static pictures."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from vaultsite.render.plugins.block import Block, broken, figure
from vaultsite.render.plugins.functionplot import picture
from vaultsite.render.plugins.functionplot.settings import SettingsError, read

if TYPE_CHECKING:
    from vaultsite.render.plugins.block import Surroundings
    from vaultsite.render.plugins.functionplot.settings import Curve


def render(source: str, surroundings: Surroundings) -> Block:
    """The plot as SVG; with several functions, which is which below it."""
    try:
        settings = read(source)
    except SettingsError as error:
        return broken("functionplot", source, error.fault, surroundings.words)
    legend = _legend(settings.curves) if len(settings.curves) > 1 else ""
    return Block(figure("functionplot", picture.svg(settings, surroundings.words), legend))


def _legend(curves: tuple[Curve, ...]) -> str:
    names = (
        f'<span class="plot-name plot-{number % picture.COLOURS + 1}">'
        f"{escape(curve.text, quote=False)}</span>"
        for number, curve in enumerate(curves)
    )
    return " ".join(names)
