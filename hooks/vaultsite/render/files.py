"""Embedded files of the vault: the specification of Obsidian's behaviour, §4."""

from __future__ import annotations

import posixpath
from html import escape
from typing import TYPE_CHECKING

from vaultsite.render import media
from vaultsite.vault import linktext
from vaultsite.vault.filetypes import AUDIO, IMAGES, VIDEO, extension_of

if TYPE_CHECKING:
    from vaultsite.render.scope import Scope
    from vaultsite.vault.index import Target
    from vaultsite.words import Words

_LOWEST, _HIGHEST = 100, 4000  # pixels of a PDF's height that are taken for one


def file_embed(raw: str, target: Target, text: str, scope: Scope) -> str:
    """The file ``target`` as a stretch of a line; ``text`` is what follows ``|``, or the alt."""
    url = scope.page.book.url(target.path, seen_from=scope.page.path)
    extension = extension_of(target.path)
    name = posixpath.basename(target.path)
    more = f' class="internal-embed" data-src="{escape(raw)}"'
    alt, size = media.alt_and_size(text, name)
    if extension in IMAGES:
        return media.picture(url, alt, size, scope.page.book.size(target.path), more=more)
    link = _link(raw, url, alt)
    if extension in AUDIO or extension in VIDEO:
        preload = "none" if extension in AUDIO else "metadata"
        return media.player(extension, url, alt, link, size, preload=preload, more=more)
    if extension == "pdf":
        return _pdf(raw, url, alt, target.fragment, size, scope.page.book.words)
    return (
        f'<a class="internal-embed internal-link file-embed" data-src="{escape(raw)}" '
        f'data-href="{escape(raw)}" href="{escape(url)}">{escape(alt, quote=False)}</a>'
    )


def _pdf(
    raw: str, url: str, name: str, fragment: str, size: tuple[int, int] | None, words: Words
) -> str:
    """A PDF in a frame, and the link to it: phones have no viewer, and are shown that alone."""
    asked = linktext.parameters(fragment.split("#"))
    page = asked.get("page", "")
    is_page = page.isdecimal()
    url = f"{url}#page={page}" if is_page else url
    height = asked.get("height", "") or str(size[1] if size else "")
    style = f"height:{height}px" if _is_height(height) else ""
    style += f"{';' * bool(style)}width:{size[0]}px" if size else ""
    styled = f' style="{style}"' if style else ""
    text = words("media.page", name=name, page=page) if is_page else name
    link = _link(raw, url, text)
    return (
        f'<span class="media-embed pdf-embed"><iframe class="internal-embed" '
        f'data-src="{escape(raw)}" src="{escape(url)}" title="{escape(name)}" '
        f'loading="lazy"{styled}></iframe>{link}</span>'
    )


def _is_height(text: str) -> bool:
    return text.isdecimal() and len(text) < 6 and _LOWEST <= int(text) <= _HIGHEST


def _link(raw: str, url: str, text: str) -> str:
    return (
        f'<a class="internal-link media-file" data-href="{escape(raw)}" href="{escape(url)}">'
        f"{escape(text, quote=False)}</a>"
    )
