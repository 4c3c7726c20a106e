"""Maths: a note's TeX → SVG, by MathJax 4 at build time.

>>> formulas = contexts([("a^2 + b^2 = c^2", True)])
>>> with Renderer(node, modules, cache_path) as renderer:
...     drawings = renderer.draw(formulas)
>>> sheet = Sheet()
>>> html = [sheet.html(formula, drawings[formula]) for formula in formulas]
>>> page = sheet.defs() + "".join(html)
"""

from .browser import BrowserSheet, browser_files, browser_html
from .engine import EngineError
from .labels import contexts
from .records import Drawing, Formula
from .renderer import Renderer
from .sheet import Sheet

__all__ = [
    "BrowserSheet",
    "Drawing",
    "EngineError",
    "Formula",
    "Renderer",
    "Sheet",
    "browser_files",
    "browser_html",
    "contexts",
]
