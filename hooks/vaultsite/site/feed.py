"""The notes changed last, as an Atom feed (RFC 4287)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from vaultsite.site.meta import absolute

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

PLACE = "feed.xml"
MOST = 50
"""Entries of a feed."""

_NAMESPACE = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEVER = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """A note: plain text, an absolute ``url``, times with a zone."""

    url: str
    title: str
    changed: datetime
    summary: str = ""
    created: datetime | None = None
    tags: tuple[str, ...] = ()


def atom(
    entries: Sequence[Entry], *, site_url: str, title: str, subtitle: str = "", language: str = "en"
) -> bytes:
    """The file, the entries in their order. An address is an id: it stays while the note does."""
    ElementTree.register_namespace("", _NAMESPACE)
    home = absolute("", site_url)
    feed = ElementTree.Element(f"{{{_NAMESPACE}}}feed", {_LANGUAGE: language})
    _add(feed, "id", home)
    _add(feed, "title", title)
    if subtitle:
        _add(feed, "subtitle", subtitle)
    _add(feed, "updated", _time(max((each.changed for each in entries), default=_NEVER)))
    _add(feed, "link", rel="self", type="application/atom+xml", href=absolute(PLACE, site_url))
    _add(feed, "link", rel="alternate", type="text/html", href=home)
    _add(_add(feed, "author"), "name", title)
    for entry in entries:
        _add_entry(feed, entry)
    ElementTree.indent(feed)
    text = ElementTree.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _add_entry(feed: Element, entry: Entry) -> None:
    element = _add(feed, "entry")
    _add(element, "id", entry.url)
    _add(element, "title", entry.title)
    _add(element, "updated", _time(entry.changed))
    if entry.created is not None:
        _add(element, "published", _time(entry.created))
    _add(element, "link", rel="alternate", type="text/html", href=entry.url)
    if entry.summary:
        _add(element, "summary", entry.summary)
    for tag in entry.tags:
        _add(element, "category", term=tag)


def _add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    clean = {key: _NOT_XML.sub("", value) for key, value in attributes.items()}
    element = ElementTree.SubElement(parent, f"{{{_NAMESPACE}}}{name}", clean)
    element.text = _NOT_XML.sub("", text) or None
    return element


def _time(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
