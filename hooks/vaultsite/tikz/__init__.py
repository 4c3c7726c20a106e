"""TikZ pictures, drawn by TeX at build time."""

from vaultsite.tikz.renderer import TikzRenderer

__all__ = ["TikzRenderer"]
