"""Mermaid's diagrams: drawn in the browser, by the site's own copy of Mermaid.

Mermaid measures text in a page, so a build cannot draw without a browser. Without script, the
source is shown. `npm/mermaid` locks the package without what it depends on, for the module that
browsers load holds all of that.
"""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from vaultsite.render.code import highlight
from vaultsite.render.plugins.block import Block, figure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vaultsite.render.plugins.block import Surroundings

# assets/mermaid.js loads Mermaid from this folder of the site.
FOLDER = PurePosixPath("assets/mermaid")
_CLASS = re.compile(r"^\s*class\s+([\w\s,-]+?)\s+internal-link\s*;?\s*$", re.MULTILINE)
_MARKED = re.compile(r"(\w[\w-]*):::internal-link\b")
_LABEL = re.compile(
    r"\b(\w(?:[\w-]*\w)?)(?:\[[\[({/\\]?|\([\[(]?|\{\{?|>)\s*(\"?)([^\"\n]*?)\2\s*[\])}/\\]+"
)


def render(source: str, surroundings: Surroundings) -> Block:
    """The source, for the page's script to draw, and where its nodes lead."""
    links = _links(source, surroundings)
    data = escape(json.dumps(links, ensure_ascii=False)) if links else ""
    attributes = f' data-links="{data}"' if links else ""
    html = figure("mermaid", highlight(source, ""), attributes=attributes)
    return Block(html, script="mermaid")


def browser_files(modules: Path) -> Iterator[tuple[Path, PurePosixPath]]:
    """The files that the browser may ask for, as (file, place in the site)."""
    dist = modules / "mermaid/dist"
    yield dist / "mermaid.esm.min.mjs", FOLDER / "mermaid.esm.min.mjs"
    for chunk in sorted((dist / "chunks/mermaid.esm.min").glob("*.mjs")):
        yield chunk, FOLDER / "chunks/mermaid.esm.min" / chunk.name


def _links(source: str, surroundings: Surroundings) -> dict[str, str]:
    """The URL of each node of the class ``internal-link``, by the node's text."""
    if "internal-link" not in source:
        return {}
    labels = {match[1]: " ".join(match[3].split()) for match in _LABEL.finditer(source)}
    names = [name for match in _CLASS.finditer(source) for name in re.split(r"[\s,]+", match[1])]
    names += _MARKED.findall(_LABEL.sub(r"\1", source))
    texts = dict.fromkeys(labels.get(name, name) for name in names)
    urls = ((text, surroundings.link(text)) for text in texts if text)
    return {text: url for text, url in urls if url is not None}
