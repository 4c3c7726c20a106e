"""What a page holds besides its text: comments, scripts, and what it loads from other hosts."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

_LOADED = {
    "script": "src", "img": "src", "iframe": "src", "audio": "src", "video": "src",
    "source": "src", "embed": "src", "object": "data", "image": "href",
}  # fmt: skip
_FETCHED = frozenset(("stylesheet", "icon", "preload", "prefetch", "preconnect", "modulepreload"))


@dataclass(slots=True)
class PageFacts:
    """``hosts`` are those that a browser asks when it shows the page, with the elements' names."""

    comments: list[str] = field(default_factory=list)
    inline_scripts: set[str] = field(default_factory=set)
    handlers: list[str] = field(default_factory=list)
    hosts: set[tuple[str, str]] = field(default_factory=set)


def facts_of(html: str) -> PageFacts:
    """Take a page apart."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.facts


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.facts = PageFacts()
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.facts.handlers += [f"<{tag} {name}>" for name in given if name.startswith("on")]
        kind = given.get("type", "")
        self._in_script = tag == "script" and "src" not in given and kind in ("", "module")
        if tag in _LOADED:
            self._ask(tag, given.get(_LOADED[tag], ""))
        elif tag == "link" and _FETCHED & set(given.get("rel", "").split()):
            self._ask(tag, given.get("href", ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._in_script = False

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script and data.strip():
            self.facts.inline_scripts.add(data.strip())

    def handle_comment(self, data: str) -> None:
        self.facts.comments.append(data.strip())

    def _ask(self, tag: str, address: str) -> None:
        try:
            host = urlsplit(address).hostname
        except ValueError:
            return
        if host:
            self.facts.hosts.add((tag, host))
