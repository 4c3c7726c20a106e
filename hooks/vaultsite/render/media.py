"""What ``![](https://…)`` shows: pictures and players of other hosts, and links to services.

A page never loads anything from a video or message service: it links there.
"""

from __future__ import annotations

import posixpath
import re
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from vaultsite.vault.filetypes import AUDIO, VIDEO, extension_of

if TYPE_CHECKING:
    from vaultsite.words import Words

_SIZE = re.compile(r"(\d{1,5})(?:x(\d{1,5}))?")
_SERVICES = {
    "youtube.com": "youtube", "youtu.be": "youtube", "youtube-nocookie.com": "youtube",
    "vimeo.com": "vimeo", "twitter.com": "x", "x.com": "x",
}  # fmt: skip
_WEB = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(?:gif|png|jpeg|webp);", re.IGNORECASE)


def external(src: str, text: str, words: Words) -> str:
    """HTML of an image whose address ``src`` lies outside the vault; ``text``: its alt text."""
    alt, size = alt_and_size(text, "")
    if (link := service_link(src, alt, words)) is not None:
        return link
    if not _WEB.match(src):
        return picture(src, alt, size) if _PICTURE.match(src) else escape(alt, quote=False)
    path = unquote(_path(src))
    if (extension := extension_of(path)) in AUDIO | VIDEO:
        name = alt or posixpath.basename(path)
        link = f'<a class="external-link" href="{escape(src)}" rel="noopener">{escape(name)}</a>'
        return player(extension, src, name, link, size, preload="none")
    return picture(src, alt, size, more=' referrerpolicy="no-referrer"')


def service_link(address: str, text: str, words: Words) -> str | None:
    """A link to a video or a message; None if no such service has this address."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return None
    service = _SERVICES.get(re.sub(r"^(?:www|m|mobile|music|player)\.", "", host))
    if service is None or not _WEB.match(address):
        return None
    title = {
        "youtube": words("media.youtube"),
        "vimeo": words("media.vimeo"),
        "x": words("media.x"),
    }[service]
    return (
        f'<a class="external-link service-link" data-service="{service}" href="{escape(address)}" '
        f'rel="noopener" title="{title}">{escape(text or title, quote=False)}</a>'
    )


def page_link(address: str) -> str:
    """A link to a page of another host, shown as its address."""
    shown = address.partition("//")[2].rstrip("/") or address
    return (
        f'<a class="external-link" href="{escape(address)}" rel="noopener">'
        f"{escape(shown, quote=False)}</a>"
    )


def picture(
    src: str,
    alt: str,
    asked: tuple[int, int] | None,
    own: tuple[int, int] | None = None,
    *,
    more: str = "",
) -> str:
    """An ``<img>`` that keeps its place while it loads; ``own`` is the file's size in pixels."""
    return (
        f'<img{more} src="{escape(src)}" alt="{escape(alt)}" loading="lazy" decoding="async"'
        f"{dimensions(asked, own)}>"
    )


def player(
    extension: str,
    src: str,
    name: str,
    link: str,
    size: tuple[int, int] | None,
    *,
    preload: str,
    more: str = "",
) -> str:
    """An ``<audio>`` or ``<video>`` with a link to its file, which not every browser can play."""
    kind = "audio" if extension in AUDIO else "video"
    shape = dimensions(size, None) if kind == "video" else ""
    return (
        f'<span class="media-embed {kind}-embed"><{kind}{more} src="{escape(src)}" controls '
        f'preload="{preload}" aria-label="{escape(name)}"{shape}></{kind}>{link}</span>'
    )


def alt_and_size(text: str, name: str) -> tuple[str, tuple[int, int] | None]:
    """``alt|100x50`` taken apart; without a text, ``name`` stands in. A height of 0: unknown."""
    text = text.replace("\\|", "|")
    alt, _, last = text.rpartition("|")
    match = _SIZE.fullmatch(last.strip())
    if match is None or not int(match[1]):
        return text or name, None
    return alt.strip() or name, (int(match[1]), int(match[2] or 0))


def dimensions(asked: tuple[int, int] | None, own: tuple[int, int] | None) -> str:
    """The attributes that keep the page from shifting while pictures load.

    With both sizes asked for, the proportions are the writer's, not the file's.
    """
    if asked is None:
        return f' width="{own[0]}" height="{own[1]}"' if own else ""
    width, height = asked
    if height:
        return f' width="{width}" height="{height}" style="aspect-ratio:{width}/{height}"'
    if own:
        height = max(1, round(width * own[1] / own[0]))
    return f' width="{width}"' + (f' height="{height}"' if height else "")


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""
