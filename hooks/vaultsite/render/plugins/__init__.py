"""Fences that plugins of Obsidian's draw: the specification of Obsidian's behaviour, §9."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsite.render.plugins import captions, functionplot, mermaid, tikz
from vaultsite.render.plugins.block import Block, Fault, Surroundings, TikzPicture

if TYPE_CHECKING:
    from vaultsite.render.plugins.block import Render

__all__ = ["Block", "Fault", "Surroundings", "TikzPicture", "render"]

_DRAWN: dict[str, Render] = {
    "functionplot": functionplot.render,
    "mermaid": mermaid.render,
    "tikz": tikz.render,
}


def render(language: str, source: str, surroundings: Surroundings) -> Block | None:
    """The block that a fence of this language becomes; None if it is plain code."""
    name = language.lower()
    if name in _DRAWN:
        return _DRAWN[name](source, surroundings)
    return captions.render(name, source, surroundings.words)
