"""A note's properties as a list for its page, with live links."""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING

from vaultsite.render.links import quote_fragment
from vaultsite.vault import linktext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vaultsite.render.page import Book

_WORDLESS = frozenset(
    ("title", "tags", "cssclasses", "publish", "permalink", "redirect_from", "cover", "image")
)
"""What the page shows otherwise, or obeys: as text it tells a reader nothing."""

_LINK = re.compile(r"\[\[((?:(?!\[\[)[^\n])+?)\]\]|(https?://[^\s<>\"]*[^\s<>\".,;:!?')\]])")


def properties_html(path: str, properties: Mapping[str, object], book: Book) -> str:
    """The properties of the note at ``path`` as ``<dl>``; empty if there are none to show."""
    rows = (
        f'<dt dir="auto">{escape(name, quote=False)}</dt><dd dir="auto">{shown}</dd>\n'
        for name, value in properties.items()
        if name.casefold() not in _WORDLESS and (shown := _value(value, path, book))
    )
    items = "".join(rows)
    return f'<dl class="properties">\n{items}</dl>\n' if items else ""


def _value(value: object, path: str, book: Book) -> str:
    if isinstance(value, list):
        shown = [text for each in value if (text := _value(each, path, book))]
        return f"<ul>{''.join(f'<li>{text}</li>' for text in shown)}</ul>" if shown else ""
    if isinstance(value, dict):
        return f"<code>{escape(json.dumps(value, ensure_ascii=False), quote=False)}</code>"
    if isinstance(value, bool):
        return book.words("properties.yes") if value else book.words("properties.no")
    return "" if value is None else _text(str(value), path, book)


def _text(text: str, path: str, book: Book) -> str:
    parts, end = [], 0
    for match in _LINK.finditer(text):
        parts.append(escape(text[end : match.start()], quote=False))
        parts.append(_wikilink(match[1], path, book) if match[1] else _address(match[2]))
        end = match.end()
    parts.append(escape(text[end:], quote=False))
    return "".join(parts).strip()


def _wikilink(raw: str, path: str, book: Book) -> str:
    shown = escape(linktext.display(linktext.parse(raw)), quote=False)
    data = f'data-href="{escape(raw.partition("|")[0].strip())}"'
    target = book.find(raw, path)
    if target is None:
        return f'<span class="internal-link is-unresolved" {data}>{shown}</span>'
    fragment = target.anchor or target.fragment
    url = book.url(target.path, seen_from=path) + (f"#{quote_fragment(fragment)}" * bool(fragment))
    return f'<a class="internal-link" {data} href="{escape(url)}">{shown}</a>'


def _address(url: str) -> str:
    href = escape(url)
    return f'<a class="external-link" href="{href}" rel="noopener">{escape(url, quote=False)}</a>'
