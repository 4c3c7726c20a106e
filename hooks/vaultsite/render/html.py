"""The HTML that stands in a note: made harmless, its addresses led to the pages of the site."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING

from vaultsite.render import links, media
from vaultsite.render.sanitise import open_tag, sanitise
from vaultsite.vault import linktext
from vaultsite.vault.html_links import addresses

if TYPE_CHECKING:
    from vaultsite.render.scope import Scope
    from vaultsite.words import Words


def block(source: str, scope: Scope) -> str:
    """A block of HTML. What it frames from elsewhere becomes a link."""
    if "<iframe" in source.lower():
        words = scope.page.book.words
        source = _FRAME.sub(lambda frame: _frame_link(frame, words), source)
    resolver = _Resolver(source, scope)
    html = resolver.with_sizes(sanitise(source, link=resolver))
    return f"{_RANK.sub(lambda tag: _heading(tag, scope), html)}\n"


def opening(source: str, scope: Scope) -> tuple[str, str]:
    """An opening tag in a line: its name and itself, both empty if it is to be left out."""
    if not any(addresses(source)):
        return _cached(source)
    resolver = _Resolver(source, scope)
    name, tag = open_tag(source, link=resolver)
    return name, resolver.with_sizes(tag)


_PICTURE = re.compile(r'<img((?: [\w-]+="[^"]*")*)>')
_GIVEN = re.compile(r' ([\w-]+)="([^"]*)"')
_RANK = re.compile(r"<h([1-6])(?=[ >])")
_FRAME = re.compile(
    r"<iframe\b([^>]*)>(?:(?:(?!<iframe\b).)*?</iframe\s*>)?", re.IGNORECASE | re.DOTALL
)
_SOURCE = re.compile(r"""\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_cached = lru_cache(maxsize=4096)(open_tag)


class _Resolver:
    """Leads relative addresses in ``source`` to their files, and remembers which those are."""

    def __init__(self, source: str, scope: Scope) -> None:
        self._scope = scope
        self._known = {address for _, address in addresses(source)}
        self._paths: dict[str, str] = {}

    def __call__(self, url: str) -> str | None:
        if linktext.from_href(url) is None:
            return url
        if url not in self._known:
            return None  # the index did not read it, so it can't be in the site
        # What leads nowhere may lead to something private: its address is not to be told.
        target = self._scope.page.book.find(url, self._scope.path, markdown=True)
        if target is None:
            return None
        found = links.url_of(target, self._scope)
        self._paths[found] = target.path
        return found

    def with_sizes(self, html: str) -> str:
        """Clean HTML with the sizes of its pictures, so that nothing shifts while they load."""
        return _PICTURE.sub(self._picture, html) if "<img" in html else html

    def _picture(self, match: re.Match[str]) -> str:
        given = dict(_GIVEN.findall(match[1]))
        path = self._paths.get(unescape(given.get("src", "")))
        size = self._scope.page.book.size(path) if path else None
        return f'<img{match[1]} loading="lazy" decoding="async"{_missing_sizes(given, size)}>'


def _heading(tag: re.Match[str], scope: Scope) -> str:
    return f"{tag[0]}{scope.outline.attribute(int(tag[1]))}"


def _missing_sizes(given: dict[str, str], size: tuple[int, int] | None) -> str:
    if size is None or "height" in given:
        return ""
    if "width" not in given:
        return media.dimensions(None, size)
    width = given["width"]
    return f' height="{max(1, round(int(width) * size[1] / size[0]))}"' if width.isdecimal() else ""


def _frame_link(match: re.Match[str], words: Words) -> str:
    source = next((unescape(a or b or c) for a, b, c in _SOURCE.findall(match[1])), "").strip()
    if not source.lower().startswith(("http://", "https://", "//")):
        return ""
    return media.service_link(source, "", words) or media.page_link(source)
