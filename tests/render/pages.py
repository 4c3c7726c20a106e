"""Pages as tests see them: a vault rendered without MathJax, and what is wrong with the HTML."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING

import html5lib

from vaultsite.maths import Drawing
from vaultsite.maths.records import Part
from vaultsite.render.note import render_note
from vaultsite.site.library import Library
from vaultsite.vault.index import Vault

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from vaultsite.maths import Formula
    from vaultsite.render.page import Page, TocEntry

_BROKEN = "\\broken"


def library(vault: Path, *, custom_regexes: bool = False) -> Library:
    """Read a vault and draw its formulas as their own TeX; those with ``\\broken`` fail."""
    index = Vault(vault, custom_regexes=custom_regexes)
    return Library(index, use_directory_urls=True, reserved=(), draw=_drawing)


def _drawing(formula: Formula) -> Drawing:
    if _BROKEN in formula.tex:
        return Drawing(error="Undefined control sequence \\broken")
    return Drawing(parts=(Part("", "", "", escape(formula.tex, quote=False)),))


def render(vault: Path, note: str) -> Page:
    return render_note(note, library(vault))


def faults(html: str) -> list[str]:
    """What a browser would have to mend in a page's content, and ids that stand twice."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parseFragment(html)
    errors = [f"{code} {data} at {position}" for position, code, data in parser.errors]
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    return errors + [f"id {name} stands {count} times" for name, count in ids.items() if count > 1]


def outline(entry: TocEntry, depth: int = 0) -> str:
    """The table of contents as an indented list."""
    own = f"{'  ' * depth}{entry.level} #{entry.anchor} {entry.html}"
    return "\n".join([own, *(outline(child, depth + 1) for child in entry.children)])


def text_of(html: str) -> str:
    """The text of a page's content, formulas as their TeX."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return " ".join(_texts(tree.itertext()))


def _texts(texts: Iterable[str]) -> Iterable[str]:
    return (text.strip() for text in texts if text.strip())
