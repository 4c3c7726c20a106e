"""HTML that stands in notes, made harmless by nh3 (ammonia), as Obsidian's is by DOMPurify.

Obsidian sanitises each block by itself, so a tag that a block leaves open ends with the block.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import nh3

if TYPE_CHECKING:
    from collections.abc import Callable

_TAGS = frozenset(
    "a abbr b bdi bdo big blockquote br caption center cite code col colgroup dd del details "
    "dfn div dl dt em figcaption figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p "
    "pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody td "
    "tfoot th thead tr tt u ul var wbr audio video source article aside header footer nav "
    "main address".split()
)
# What may stand in a line; any other tag in one is shown as a span, for it would end the line.
_IN_LINES = frozenset(
    "a abbr audio b bdi bdo big br cite code del dfn em font i img ins kbd mark q ruby rp rt s "
    "samp small source span strike strong sub sup tt u var video wbr".split()
)
VOID_TAGS = frozenset(("br", "col", "hr", "img", "source", "wbr"))
_NO_CONTENT = frozenset(("script", "style", "noscript", "template", "title", "textarea"))
_GLOBAL = frozenset(("class", "dir", "lang", "style", "title", "align", "data-task"))
_ATTRIBUTES: dict[str, set[str]] = {
    "*": set(_GLOBAL),
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height"},
    "audio": {"src", "controls", "loop", "muted"},
    "video": {"src", "controls", "loop", "muted", "width", "height"},
    "source": {"src", "type"},
    "td": {"colspan", "rowspan", "valign", "width"},
    "th": {"colspan", "rowspan", "scope", "valign", "width"},
    "table": {"border", "cellpadding", "cellspacing", "width"},
    "col": {"span", "width"},
    "colgroup": {"span"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "details": {"open"},
    "font": {"color", "size", "face"},
    "hr": {"width", "size"},
    "del": {"datetime"},
    "ins": {"datetime"},
}
# Nothing that positions, sizes beyond its block, fetches, or hides what follows.
_STYLES = {
    "color", "background-color", "font-size", "font-style", "font-weight", "font-family",
    "font-variant", "text-align", "text-decoration", "text-indent", "text-transform",
    "vertical-align", "line-height", "letter-spacing", "white-space", "border", "border-color",
    "border-style", "border-width", "border-radius", "border-collapse", "padding",
    "padding-left", "padding-right", "padding-top", "padding-bottom", "list-style-type",
    "width", "max-width", "height", "max-height", "float", "clear", "columns", "column-count",
}  # fmt: skip
_LINK = re.compile(r'<a((?: [\w:-]+="[^"]*")*)>(.*?)</a>', re.DOTALL)
_OPEN_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9-]*)")
_CLASSES_OF_OURS = re.compile(r"^(?:md-|card|mjx|math|arithmatex|internal-|external-|headerlink)")


def _filter(tag: str, attribute: str, value: str) -> str | None:
    """Drop classes that would pass for the site's own parts."""
    if attribute == "class":
        kept = [name for name in value.split() if not _CLASSES_OF_OURS.match(name)]
        return " ".join(kept) or None
    if attribute == "style" and re.search(r"url\s*\(|expression|\\", value, re.IGNORECASE):
        return None
    if tag == "img" and attribute in ("width", "height") and len(value) > 5:
        return None
    return value


def sanitise(html: str, *, link: Callable[[str], str | None] | None = None) -> str:
    """A block of HTML with only harmless elements and attributes left, and well formed.

    ``link`` rewrites relative addresses (of images, links); None drops the attribute.
    """
    clean = nh3.clean(
        html,
        tags=set(_TAGS),
        clean_content_tags=set(_NO_CONTENT),
        attributes=_ATTRIBUTES,
        attribute_filter=_filter,
        filter_style_properties=_STYLES,
        url_schemes={"http", "https", "mailto", "tel", "obsidian", "zotero"},
        url_relative=link or "pass_through",
        link_rel="noopener",
    )
    return _LINK.sub(_without_dead_link, clean) if "<a" in clean else clean


def _without_dead_link(match: re.Match[str]) -> str:
    """Material's scripts fail on links that lead nowhere."""
    if ' href="' in match[1]:
        return match[0]
    attributes = match[1].replace(' rel="noopener"', "")
    return f"<span{attributes}>{match[2]}</span>"


def open_tag(source: str, *, link: Callable[[str], str | None] | None = None) -> tuple[str, str]:
    """One tag as it stands in a line of text: ``(name, harmless tag)``, ``("", "")`` to drop it."""
    match = _OPEN_TAG.match(source)
    if match is None:
        return "", ""
    name = _name_in_line(match[1])
    if match[1].lower() not in _TAGS or (name == "span" and match[1].lower() in VOID_TAGS):
        return "", ""
    closing = "" if name in VOID_TAGS else f"</{name}>"
    clean = sanitise(f"<{name}{source[match.end() :]}{closing}", link=link)
    return (name, clean.removesuffix(closing)) if clean.startswith(f"<{name}") else ("", "")


def close_tag(source: str) -> str:
    """The name of what a closing tag in a line closes."""
    return _name_in_line(source[2:-1].strip())


def _name_in_line(name: str) -> str:
    name = name.lower()
    return "span" if name in _TAGS - _IN_LINES else name
