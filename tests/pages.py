"""The pages of a built site, taken apart: what a reader sees, and where everything leads."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_VOID = frozenset("area base br col hr img input link meta source track wbr".split())
# Drawings make nine tenths of a page and hold no text: set aside, a vault is read in seconds.
_SVG = re.compile(r"<svg\b|</svg>")
_SVG_ID = re.compile(r' id="?([^"\s>]+)')
_USE = re.compile(r'<use (?:xlink:)?href="?#([^"\s>]+)')
_SILENT = frozenset(("code", "script", "style"))
_HOST = "https://site.example/"


@dataclass(slots=True)
class Link:
    """An address on a page: of a link, an image, a script or a style sheet."""

    element: str
    classes: frozenset[str]
    url: str
    attributes: dict[str, str]


@dataclass(slots=True)
class Element:
    """An element with a class that the HTML contract names; ``text`` grows while it is read."""

    name: str
    classes: frozenset[str]
    attributes: dict[str, str]
    path: tuple[frozenset[str], ...]
    """The classes of the elements around it, outermost first."""
    has_svg: bool = False

    def inside(self, name: str) -> bool:
        return any(name in classes for classes in self.path)


@dataclass(slots=True)
class Page:
    """One page of a site."""

    url: str
    """From the site's root, not encoded."""
    ids: list[str] = field(default_factory=list)
    uses: set[str] = field(default_factory=set)
    links: list[Link] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    text: str = ""
    """All text but that of code, scripts and styles."""
    title: str = ""
    faults: list[str] = field(default_factory=list)
    """End tags that close nothing, or something else."""

    def all(self, name: str) -> list[Element]:
        """The elements with the class ``name``."""
        return [element for element in self.elements if name in element.classes]


def read_page(html: str, url: str = "") -> Page:
    """Take a page apart. The HTML must have quoted attributes, as the site's has."""
    reader = _Reader(url)
    rest, drawings = _without_drawings(html)
    for drawing in drawings:
        reader.page.ids.extend(unescape(found) for found in _SVG_ID.findall(drawing))
        reader.page.uses.update(_USE.findall(drawing))
    reader.feed(rest)
    reader.close()
    reader.page.text = "".join(reader.text)
    reader.page.title = "".join(reader.title)
    return reader.page


def _without_drawings(html: str) -> tuple[str, list[str]]:
    """The page with empty ``<svg>``, and what was in them; MathJax nests them."""
    rest, drawings, depth, end = [], [], 0, 0
    for match in _SVG.finditer(html):
        if match[0] == "</svg>":
            depth -= 1
            if depth == 0:
                drawings.append(html[end : match.start()])
                end = match.start()
        else:
            if depth == 0:
                rest.append(f"{html[end : match.start()]}<svg>")
                end = match.start()
            depth += 1
    return "".join((*rest, html[end:])), drawings


class _Reader(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__()
        self.page = Page(url)
        self.text: list[str] = []
        self.title: list[str] = []
        self._open: list[tuple[str, frozenset[str]]] = []
        self._formulas: list[Element] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        classes = frozenset(attributes.get("class", "").split())
        if "id" in attributes:
            self.page.ids.append(attributes["id"])
        for name in ("href", "src"):
            if name in attributes:
                self.page.links.append(Link(tag, classes, attributes[name], attributes))
        if tag == "svg":
            self._drawn()
        elif classes:
            self._add(tag, classes, attributes)
        if tag not in _VOID:
            self._open.append((tag, classes))
            self._silent += tag in _SILENT

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            line, column = self.getpos()
            self.page.faults.append(f"{self.page.url}:{line}:{column}: </{tag}>")
            return
        self._open.pop()
        self._silent -= tag in _SILENT

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] == "title":
            self.title.append(data)
        elif not self._silent:
            self.text.append(data)

    def _add(self, tag: str, classes: frozenset[str], attributes: dict[str, str]) -> None:
        path = tuple(each for _, each in self._open)
        element = Element(tag, classes, attributes, path)
        self.page.elements.append(element)
        if "arithmatex" in classes:
            self._formulas.append(element)

    def _drawn(self) -> None:
        if self._formulas and any(name == "mjx-container" for name, _ in self._open):
            self._formulas[-1].has_svg = True


class Pages:
    """All pages of the site in ``root``, by their files' paths."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files = {
            file.relative_to(root).as_posix() for file in root.rglob("*") if file.is_file()
        }
        self.pages = {
            name: read_page((root / name).read_text("utf-8"), _url(name))
            for name in sorted(self.files)
            if name.endswith(".html")
        }

    def __iter__(self) -> Iterator[Page]:
        return iter(self.pages.values())

    def __getitem__(self, name: str) -> Page:
        return self.pages[name]

    @cached_property
    def _ids(self) -> dict[str, frozenset[str]]:
        return {name: frozenset(page.ids) for name, page in self.pages.items()}

    def dead(self, page: Page, link: Link, prefix: str = "/repo") -> str | None:
        """Say what is wrong with a link, None if it leads to a file and an id of the site.

        ``prefix`` is the path under which the site stands, for links that begin with ``/``.
        """
        split = urlsplit(urljoin(urljoin(_HOST, _quoted(page.url)), link.url))
        if split.netloc != "site.example":
            return None
        name = self.target(page, link, prefix)
        if name is None:
            return f"{page.url}: {link.url} leads to no file"
        fragment = unquote(split.fragment)
        if fragment and name in self._ids and fragment not in self._ids[name]:
            return f"{page.url}: {link.url} leads to no id"
        return None

    def target(self, page: Page, link: Link, prefix: str = "/repo") -> str | None:
        """The file that a link leads to, None if there is none."""
        split = urlsplit(urljoin(urljoin(_HOST, _quoted(page.url)), link.url))
        return self.file_of(unquote(split.path).removeprefix(prefix).removeprefix("/"))

    def file_of(self, url: str) -> str | None:
        """The file behind a decoded URL from the site's root, as GitHub Pages finds it."""
        if url == "" or url.endswith("/"):
            url += "index.html"
        elif f"{url}/index.html" in self.files:
            url += "/index.html"
        return url if url in self.files else None


def _url(name: str) -> str:
    return name.removesuffix("index.html") if name.rpartition("/")[2] == "index.html" else name


def _quoted(url: str) -> str:
    return url.replace("%", "%25").replace("?", "%3F").replace("#", "%23")
