"""A card's HTML as it stands on the site, for Anki: without what only the site has.

The renderer writes addresses as ``vault:path#fragment``. Here links get absolute ones, and pictures
and sounds become marks of their paths, for which the package puts in the names of its files.
"""

from __future__ import annotations

import re
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
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)([^<>]*)>")
_ATTRIBUTE = re.compile(r"""\s+([\w:-]+)(?:=("[^"]*"|'[^']*'|[^\s"'<>]+))?""")
_OURS = frozenset(("class", "loading", "decoding", "rel", "referrerpolicy"))
_PLAIN = ("a", "span")  # nothing without attributes


def address(path: str) -> str:
    """The address of a file of the vault until it is known what becomes of it."""
    return SCHEME + quote(path)


def anki_html(html: str, *, link: Callable[[str], str]) -> tuple[str, list[str]]:
    """The HTML of a field, and the paths of its pictures and sounds.

    ``link`` gives the address of the page or file at a path; empty: none, and links are text.
    """
    html = html.translate({ord(_LEFT): None, ord(_RIGHT): None})
    html = _PLAYER.sub(lambda found: f"[sound:{_mark(unescape(found[2]))}]", html)
    html = _GAP.sub(_with_hint, _FRAME.sub("", html))
    html = _Rewriter(link).rewrite(html).strip()
    return html, [unquote(quoted) for quoted in _MARK.findall(html)]


def with_media(html: str, name: Callable[[str], str]) -> str:
    """The field with the ``name`` of each picture and sound in its mark's place."""
    return _MARK.sub(lambda found: escape(name(unquote(found[1]))), html)


def _with_hint(gap: re.Match[str]) -> str:
    """A deletion with its hint in an attribute, instead of what is pressed to open it."""
    hint = _TAG.sub("", gap[2] or "").strip()
    return f'{gap[1]} data-hint="{escape(hint)}">' if hint else f"{gap[1]}>"


class _Rewriter:
    """``open`` are the names of the elements of `_PLAIN` around a tag, and what closes them."""

    def __init__(self, link: Callable[[str], str]) -> None:
        self._link = link
        self._open: list[tuple[str, str]] = []
        self._deletions = 0

    def rewrite(self, html: str) -> str:
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
        closing, name, attributes = found.groups()
        if name in _PLAIN:
            return self._close(name) if closing else self._start(name, attributes)
        if closing:
            return found[0]
        slash = "/" if attributes.endswith("/") else ""
        kept = _ATTRIBUTE.sub(self._attribute, attributes.removesuffix("/"))
        return f"<{name}{kept}{slash}>"

    def _start(self, name: str, attributes: str) -> str:
        if (deletion := _DELETION.match(attributes)) is not None:
            hint = f"::{self._text(unescape(deletion[2]))}" if deletion[2] else ""
            self._open.append((name, f"{hint}}}}}"))
            self._deletions += 1
            return f"{{{{c{deletion[1]}::"
        kept = _ATTRIBUTE.sub(self._attribute, attributes).strip()
        self._open.append((name, f"</{name}>" if kept else ""))
        return f"<{name} {kept}>" if kept else ""

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
