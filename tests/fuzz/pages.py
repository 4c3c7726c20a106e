"""What a note becomes on a site, all of it, and what is wrong with that."""

from __future__ import annotations

import json
import re
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from tests.render.pages import faults, library, text_of
from vaultsite.render.canvas_page import render_canvas
from vaultsite.render.note import render_note
from vaultsite.render.search import search_html
from vaultsite.site.backlinks import backlinks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vaultsite.render.page import TocEntry
    from vaultsite.site.library import Library

LIMIT = 1.0  # seconds of a processor for a note, as the reader of a long build has them
_PLACEHOLDERS = re.compile("[\ufffc\ue000-\uf8ff\x00-\x08]")
_OTHER = "# Other\n\n![[page]]\n\n[[page]] and $x$ in a sentence. ![[page#^id]]\n\n- item ^id\n"


def problems(source: str, words: Iterable[str] = ()) -> list[str]:
    """What is wrong with the pages that the note ``source`` has a part in; nothing, if all is well.

    Raises whatever the code under test raises.
    """
    with tempfile.TemporaryDirectory() as folder:
        vault = Path(folder)
        (vault / "page.md").write_bytes(source.encode("utf-8", "surrogatepass"))
        (vault / "other.md").write_text(_OTHER, "utf-8")
        node = {"id": "a", "type": "text", "text": source, "x": 0, "y": 0, "width": 9, "height": 9}
        (vault / "drawn.canvas").write_text(json.dumps({"nodes": [node]}), "utf-8")
        (vault / "show.md").write_text("![[drawn.canvas]]\n", "utf-8")
        start = time.process_time()
        book = library(vault)
        found = list(_of_pages(book, words))
        if "drawn.canvas" in book.links.canvases:
            found += faults(render_canvas("drawn.canvas", book).html)
        return found + _slow(time.process_time() - start)


def _of_pages(book: Library, words: Iterable[str]) -> Iterator[str]:
    page = render_note("page.md", book)
    yield from faults(page.html)
    text = text_of(page.html)
    yield from (f"{word} is lost" for word in words if word not in text)
    yield from _placeholders(text, book)
    yield from _dead(page.html)
    yield from _of_toc(page.toc, page.html)
    yield from faults(search_html(book.source("page.md")))
    yield from faults(render_note("other.md", book).html)
    for target in ("page.md", "other.md"):
        incoming = book.links.incoming.get(target, {})
        for link in backlinks(target, incoming, book.records, book, page.sheet):
            for snippet in link.snippets:
                yield from faults(f"<p>{snippet}</p>")
                yield from _placeholders(snippet, book)


def _placeholders(text: str, book: Library) -> Iterator[str]:
    """What stands for something else within the code, unless it was written."""
    written = book.vault.files["page.md"].disk.read_bytes().decode("utf-8", "replace")
    return (f"{mark!r} is visible" for mark in _PLACEHOLDERS.findall(text) if mark not in written)


def _dead(html: str) -> Iterator[str]:
    """Links within the page that lead nowhere."""
    ids = set(re.findall(r' id="([^"]*)"', html))
    for anchor in re.findall(r'<a class="(?:headerlink|footnote[^"]*)" href="#([^"]*)"', html):
        if anchor not in ids and unquote(anchor) not in ids:
            yield f"#{anchor} leads nowhere"


def _of_toc(entry: TocEntry, html: str) -> Iterator[str]:
    yield from faults(f'<a href="#x">{entry.html}</a>')
    if entry.anchor and f' id="{entry.anchor}"' not in html:
        yield f"#{entry.anchor} of the table of contents leads nowhere"
    for child in entry.children:
        yield from _of_toc(child, html)


def _slow(seconds: float) -> list[str]:
    return [f"took {seconds:.1f} s"] if seconds > LIMIT else []
