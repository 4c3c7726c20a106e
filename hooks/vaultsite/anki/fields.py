"""A card's HTML as it stands on the site, for Anki: without what only the site has.

The renderer writes addresses as ``vault:path#fragment``. Here links get absolute ones, and pictures
and sounds become marks of their paths, for which the package puts in the names of its files.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEME = "vault:"
_LEFT, _RIGHT = "\ue000", "\ue001"  # of private use: no text has them
_MARK = re.compile(f"{_LEFT}([^{_RIGHT}]*){_RIGHT}")
_PLAYER = re.compile(
    r'<(audio|video)\b[^<>]*?\ssrc="vault:([^"#]*)[^"]*"[^<>]*></\1>(?:<a\b[^<>]*>.*?</a>)?',
    re.DOTALL,
)
_GAP = re.compile(
    r'(<span class="card-cloze" data-cloze="\d+")><label\b.*?'
    r'(?:<span class="card-hint">(.*?)</span>)?</label>',
    re.DOTALL,
)
_DELETION = re.compile(r' class="card-cloze" data-cloze="(\d+)"(?: data-hint="([^"]*)")?')
_FRAME = re.compile(r"<(iframe|video|audio)\b[^<>]*></\1>")
_TAG = re.compile(r"<(?:(/?)(a|span)\b|([a-zA-Z][\w-]*)(?=\s))([^<>]*)>")
_ANY_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ATTRIBUTE = re.compile(r"""\s+([\w:-]+)(?:=("[^"]*"|'[^']*'|[^\s"'<>]+))?""")
_OURS = frozenset(("class", "loading", "decoding", "rel", "referrerpolicy"))


@lru_cache(maxsize=4096)
def address(path: str) -> str:
    """The address of a file of the vault until it is known what becomes of it."""
    return SCHEME + quote(path)


def with_media(html: str, name: Callable[[str], str]) -> str:
    """The field with the ``name`` of each picture and sound in its mark's place."""
    return _MARK.sub(lambda found: escape(name(unquote(found[1]))), html)


def _with_hint(gap: re.Match[str]) -> str:
    """A deletion with its hint in an attribute, instead of what is pressed to open it."""
    hint = _ANY_TAG.sub("", gap[2] or "").strip()
    return f'{gap[1]} data-hint="{escape(hint)}">' if hint else f"{gap[1]}>"


class Fields:
    """Writes the fields of a note's cards, which mostly lead to the same places.

    ``link`` gives the address of the page or file at a path; empty: none, and links are text.
    """

    def __init__(self, link: Callable[[str], str]) -> None:
        self._link = link
        self._starts: dict[str, str] = {}
        self._open: list[tuple[str, str]] = []  # the elements around a tag, and what closes them
        self._deletions = 0

    def write(self, html: str) -> tuple[str, list[str]]:
        """The HTML of a field, and the paths of its pictures and sounds."""
        if _LEFT in html or _RIGHT in html:
            html = html.replace(_LEFT, "").replace(_RIGHT, "")
        html = _PLAYER.sub(lambda found: f"[sound:{_mark(unescape(found[2]))}]", html)
        html = _GAP.sub(_with_hint, _FRAME.sub("", html))
        self._open, self._deletions = [], 0
        gaps = "data-cloze" in html
        html = (self._with_deletions(html) if gaps else _TAG.sub(self._tag, html)).strip()
        return html, [unquote(quoted) for quoted in _MARK.findall(html)]

    def _with_deletions(self, html: str) -> str:
        out: list[str] = []
        end = 0
        for found in _TAG.finditer(html):
            out += self._text(html[end : found.start()]), self._tag(found)
            end = found.end()
        return "".join((*out, self._text(html[end:])))

    def _text(self, text: str) -> str:
        """Within a deletion, ``::`` would begin its hint, and ``}}`` end it."""
        if not self._deletions:
            return text
        return text.replace("::", ":&#58;").replace("}}", "}&#125;")

    def _tag(self, found: re.Match[str]) -> str:
        closing, plain, name, attributes = found.groups()
        if name:
            return self._start(found[0], name, attributes)
        return self._close(plain) if closing else self._plain(found[0], plain, attributes)

    def _plain(self, tag: str, name: str, attributes: str) -> str:
        """Nothing of an element that says nothing without its attributes."""
        if (deletion := _DELETION.match(attributes)) is not None:
            hint = f"::{self._text(unescape(deletion[2]))}" if deletion[2] else ""
            self._open.append((name, f"{hint}}}}}"))
            self._deletions += 1
            return f"{{{{c{deletion[1]}::"
        start = self._start(tag, name, attributes)
        bare = start == f"<{name}>"
        self._open.append((name, "" if bare else f"</{name}>"))
        return "" if bare else start

    def _start(self, tag: str, name: str, attributes: str) -> str:
        start = self._starts.get(tag)
        if start is None:
            slash = "/" if attributes.endswith("/") else ""
            kept = _ATTRIBUTE.sub(self._attribute, attributes.removesuffix("/")).rstrip()
            start = self._starts[tag] = f"<{name}{kept}{slash}>"
        return start

    def _close(self, name: str) -> str:
        while self._open:
            opened, end = self._open.pop()
            if opened == name:
                self._deletions -= end.endswith("}}")
                return end
        return ""

    def _attribute(self, found: re.Match[str]) -> str:
        name, value = found[1], found[2] or ""
        if name in _OURS or name.startswith("data-"):
            return ""
        target = unescape(value.strip("\"'"))
        if name == "src" and target.startswith(SCHEME):
            return f' src="{_mark(target.removeprefix(SCHEME).partition("#")[0])}"'
        if name == "href" and target.startswith(SCHEME):
            path, hash_, fragment = target.removeprefix(SCHEME).partition("#")
            url = self._link(unquote(path))
            return f' href="{escape(url + hash_ + fragment)}"' if url else ""
        return found[0]


def _mark(quoted: str) -> str:
    return f"{_LEFT}{quoted}{_RIGHT}"
