"""SVG files made safe to publish, and how large they are.

In ``<img>`` an SVG file is inert, but opened at its own address it is a document of the site: its
scripts would run there. Only drawing survives. What drawing programs note on top (the file's place
on the author's disk, comments, metadata) goes as well, since nobody means to publish it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SVG = "http://www.w3.org/2000/svg"
_XHTML = "http://www.w3.org/1999/xhtml"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_DRAWING = frozenset(
    "svg g defs symbol use switch title desc style a view path rect circle ellipse line polyline "
    "polygon text tspan textPath image marker pattern mask clipPath linearGradient radialGradient "
    "stop filter foreignObject animate animateMotion animateTransform mpath set feBlend "
    "feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting "
    "feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR "
    "feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight "
    "feSpecularLighting feSpotLight feTile feTurbulence".split()
)
# Labels of diagrams, which Mermaid and draw.io write as HTML.
_LABELS = frozenset(
    "b blockquote br code div em font h1 h2 h3 h4 h5 h6 hr i li ol p pre s small span strike "
    "strong sub sup table tbody td tfoot th thead tr u ul".split()
)
_ANIMATIONS = frozenset("animate animateMotion animateTransform set".split())
# Attributes that name something to fetch, run or go to; each kind of address has its own rule.
_ADDRESSES = frozenset("href src action formaction data ping poster srcset background".split())
_PICTURES = frozenset(("image", "feImage"))
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif|bmp|svg\+xml)[;,]", re.IGNORECASE)
_WEB = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\x00-\x20]+")
_FETCHES = re.compile(
    r"@import|expression\s*\(|\\|(?:url|src|image|image-set)\(\s*['\"]?\s*(?![#\s'\"]|data:image/)",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"\s*\+?(\d*\.?\d+(?:e[+-]?\d+)?)\s*(px|pt|pc|in|cm|mm|)\s*", re.IGNORECASE)
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
}

NOTHING = f'<svg xmlns="{_SVG}"/>'.encode()
"""What is published in place of a file that is no SVG: browsers run scripts ahead of the error."""


def sanitised(data: bytes) -> bytes | None:
    """The SVG file ``data`` with nothing but its drawing; None if it is not well-formed SVG."""
    root = _parsed(data)
    if root is None:
        return None
    _clean(root)
    root.set("xmlns", _SVG)
    try:
        return ElementTree.tostring(root, encoding="unicode").encode()
    except (RecursionError, ValueError):
        return None


def size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels as browsers take them; None if the file gives no proportions."""
    root = _parsed(data)
    if root is None:
        return None
    width, height = _length(root.get("width")), _length(root.get("height"))
    box = _view_box(root.get("viewBox"))
    if box and not (width and height):
        ratio = box[0] / box[1]
        width = width or (height * ratio if height else box[0])
        height = width / ratio
    if not width or not height:
        return None
    return max(1, round(width)), max(1, round(height))


def _parsed(data: bytes) -> Element | None:
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 # expat bounds the growth of entities
    except (ElementTree.ParseError, ValueError, LookupError):
        return None
    return root if root.tag in (f"{{{_SVG}}}svg", "svg") else None


def _clean(root: Element) -> None:
    waiting = [root]
    while waiting:
        element = waiting.pop()
        in_labels = element.tag.startswith(f"{{{_XHTML}}}")
        _drop_children(element)
        waiting.extend(element)
        _clean_attributes(element)
        name = element.tag.rpartition("}")[2]
        if name == "style" and (len(element) or _FETCHES.search(element.text or "")):
            element.text = ""
        element.tag = name
        if in_labels:
            element.set("xmlns", _XHTML)
        elif element is not root and name == "svg":
            element.set("xmlns", _SVG)


def _is_harmless(element: Element) -> bool:
    namespace, _, name = element.tag.rpartition("}")
    if namespace == f"{{{_XHTML}":
        return name in _LABELS
    if namespace not in ("", f"{{{_SVG}") or name not in _DRAWING:
        return False
    if name in _ANIMATIONS:  # an animated address is one that no check has seen
        return "href" not in element.get("attributeName", "").lower()
    return True


def _drop_children(element: Element) -> None:
    """Take out what is not harmless, but leave the text behind it."""
    kept: list[Element] = []
    for child in element:
        if _is_harmless(child):
            kept.append(child)
        elif child.tail and kept:
            kept[-1].tail = (kept[-1].tail or "") + child.tail
        elif child.tail:
            element.text = (element.text or "") + child.tail
    element[:] = kept


def _clean_attributes(element: Element) -> None:
    kept: dict[str, str] = {}
    for key, value in element.attrib.items():
        name = "href" if key == _XLINK else key.replace(_XML, "xml:")
        if "{" not in name and _keeps(element, name, value):
            kept.setdefault(name, value)
    element.attrib.clear()
    element.attrib.update(kept)


def _keeps(element: Element, name: str, value: str) -> bool:
    lower = name.lower()
    if lower.startswith("on") or lower in ("xml:base", "target"):
        return False
    if lower in _ADDRESSES:
        return lower == "href" and _leads_somewhere_harmless(element, _INVISIBLE.sub("", value))
    return ("(" not in value and "\\" not in value) or not _FETCHES.search(value)


def _leads_somewhere_harmless(element: Element, address: str) -> bool:
    name = element.tag.rpartition("}")[2]
    if address.startswith("#"):
        return True
    if name in _PICTURES:
        return bool(_PICTURE.match(address))
    return name == "a" and bool(_WEB.match(address))


def _length(value: str | None) -> float | None:
    match = _LENGTH.fullmatch(value or "")
    return float(match[1]) * _PIXELS[match[2].lower()] or None if match else None


def _view_box(value: str | None) -> tuple[float, float] | None:
    try:
        _, _, width, height = (float(part) for part in re.split(r"[\s,]+", (value or "").strip()))
    except ValueError:
        return None
    return (width, height) if width > 0 and height > 0 else None
