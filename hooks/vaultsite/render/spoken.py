"""Formulas that are all that a link or a table's header says.

The picture of a formula is hidden from those who listen, and its TeX is no text of the page's: the
style sheet lets it be read. What needs a name to be of use gets the TeX as such.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

_OPENING = (
    r'<span class="arithmatex math math-inline"[^>]*? data-tex="([^"]*)"'
    r"(?![^>]*><span class=math-heard)"
)
_FORMULA = re.compile(_OPENING)
_LINK = re.compile(rf'(<a class="(?:in|ex)ternal-link"[^>]*>|<span class="card-hint">){_OPENING}')


def with_names(html: str) -> str:
    """HTML of a line with a name for each formula in it that has none."""
    return _FORMULA.sub(r'\g<0> role="img" aria-label="\1"', html)


def named_links(html: str) -> str:
    """HTML of a page with a name for each formula that a link or a gap's hint begins with."""
    return _LINK.sub(r'\g<0> role="img" aria-label="\2"', html)


def is_maths(inline: Token) -> bool:
    """Does the line hold formulas and nothing else?"""
    said = [each for each in inline.children or () if each.type != "text" or each.content.strip()]
    return bool(said) and all(each.type.startswith("math_inline") for each in said)
