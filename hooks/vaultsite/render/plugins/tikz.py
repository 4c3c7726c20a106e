"""The plugin TikZJax: pictures that TeX draws while the site is built."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from vaultsite.render.plugins.block import ID_PREFIX, Block, Fault, as_code, broken, figure

if TYPE_CHECKING:
    from vaultsite.render.plugins.block import Surroundings


def render(source: str, surroundings: Surroundings) -> Block:
    """The picture, or the source with TeX's message."""
    words = surroundings.words
    picture = surroundings.tikz(source)
    if picture is None:
        return Block(as_code("tikz", source, words("plugins.no-tex"), language="latex"))
    if picture.error:
        what = f"TikZ picture: {picture.error}"
        return broken("tikz", source, Fault(what, "correct the TeX"), words, language="latex")
    svg = picture.svg.replace(ID_PREFIX, f"tikz-{surroundings.number}-")
    label = escape(words("plugins.tikz"))
    return Block(figure("tikz", svg.replace("<svg ", f'<svg aria-label="{label}" ', 1)))
