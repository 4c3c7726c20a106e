"""The plugin TikZJax: pictures that TeX draws while the site is built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsite.render.plugins.block import ID_PREFIX, Block, Fault, as_code, broken, figure

if TYPE_CHECKING:
    from vaultsite.render.plugins.block import Surroundings


def render(source: str, surroundings: Surroundings) -> Block:
    """The picture, or the source with TeX's message."""
    picture = surroundings.tikz(source)
    if picture is None:
        return Block(as_code("tikz", source, "TeX was not there to draw this", language="latex"))
    if picture.error:
        what = f"TikZ picture: {picture.error}"
        return broken("tikz", source, Fault(what, "correct the TeX"), language="latex")
    svg = picture.svg.replace(ID_PREFIX, f"tikz-{surroundings.number}-")
    return Block(figure("tikz", svg))
