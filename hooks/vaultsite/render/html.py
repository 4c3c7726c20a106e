"""The HTML that stands in a note: made harmless, its addresses led to the pages of the site."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from vaultsite.render import links
from vaultsite.render.sanitise import open_tag, sanitise
from vaultsite.vault import linktext
from vaultsite.vault.html_links import addresses

if TYPE_CHECKING:
    from collections.abc import Callable

    from vaultsite.render.scope import Scope


def block(source: str, scope: Scope) -> str:
    """A block of HTML."""
    return f"{sanitise(source, link=_resolver(source, scope))}\n"


def opening(source: str, scope: Scope) -> tuple[str, str]:
    """An opening tag in a line: its name and itself, both empty if it is to be left out."""
    if any(addresses(source)):
        return open_tag(source, link=_resolver(source, scope))
    return _cached(source)


_cached = lru_cache(maxsize=4096)(open_tag)


def _resolver(source: str, scope: Scope) -> Callable[[str], str | None]:
    known = {address for _, address in addresses(source)}

    def resolve(url: str) -> str | None:
        if linktext.from_href(url) is None:
            return url
        if url not in known:
            return None  # the index did not read it, so it can't be in the site
        # What leads nowhere may lead to something private: its address is not to be told.
        target = scope.page.book.find(url, scope.path, markdown=True)
        return None if target is None else links.url_of(target, scope)

    return resolve
