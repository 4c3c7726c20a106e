"""Links to what is private, and comments, taken out of a note's tokens before they are used.

A link becomes a ``private_link`` token, whatever its text was, an embed or image a ``comment``:
neither the name nor the path of the target is left for pages, ids, search or quotations.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from vaultsite.syntax.hidden import hide_tex_comments, without_comments
from vaultsite.vault.plaintext import plain_text
from vaultsite.vault.redact_html import closes_link, leads_to_private, redact_block

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from markdown_it.token import Token

    from vaultsite.vault.properties import FrontMatter

    IsPrivate = Callable[[str, bool], bool]
    """Does this link (raw text; written as Markdown?) lead to something private?"""


class Counted:
    """An `IsPrivate` that counts how often the answer was yes."""

    def __init__(self, is_private: IsPrivate) -> None:
        self._is_private = is_private
        self.count = 0

    def __call__(self, raw: str, markdown: bool) -> bool:
        private = self._is_private(raw, markdown)
        self.count += private
        return private


class Asking:
    """An `IsPrivate` that remembers what it was asked."""

    def __init__(self, is_private: IsPrivate) -> None:
        self._is_private = is_private
        self.asked: set[tuple[str, bool]] = set()

    def __call__(self, raw: str, markdown: bool) -> bool:
        self.asked.add((raw, markdown))
        return self._is_private(raw, markdown)


PRIVATE_TEXT = "private note"

_WRITTEN = re.compile(r"!?\[\[((?:(?!\[\[)[^\n])+?)\]\]|!?\[[^\]\n]*\]\(<?([^)>\n]*)>?\)")

_MARKDOWN = frozenset(("link_open", "image"))
_MATHS = frozenset(("math_inline", "math_inline_double", "math_block"))
_DIAGRAM_COMMENT = re.compile(r"^[ \t]*%%(?!\{).*$", re.MULTILINE)


def redact_blocks(tokens: Iterable[Token], is_private: IsPrivate | None) -> None:
    """Change block tokens in place, but not the inline tokens in them. None: nothing is private."""
    is_private = is_private or _nothing_is_private
    for token in tokens:
        if token.type == "math_block":
            token.content = hide_tex_comments(token.content)
        elif token.type == "html_block":
            token.content = redact_block(
                token.content, lambda address: is_private(address, True), PRIVATE_TEXT
            )
        elif token.type == "fence":
            _redact_drawing(token)


def redact_inline(children: list[Token], is_private: IsPrivate) -> None:
    """Change inline tokens in place."""
    index = 0
    while index < len(children):
        token = children[index]
        if (raw := _address(token)) is not None:
            if is_private(raw, token.type in _MARKDOWN):
                del children[index + 1 : _end(children, index)]
                _hide(token)
            else:
                _redact_label(token, is_private)
        elif token.type == "comment":
            token.content = ""
        elif token.type in _MATHS:
            token.content = hide_tex_comments(token.content)
        elif token.type == "html_inline" and leads_to_private(
            token.content, lambda address: is_private(address, True)
        ):
            del children[index + 1 : _end(children, index)]
            _hide(token)
        index += 1


def _end(children: list[Token], index: int) -> int:
    """Behind the last token of the link or picture that begins here."""
    token = children[index]
    if token.type == "link_open":
        depth = 0
        for at in range(index, len(children)):
            depth += (children[at].type == "link_open") - (children[at].type == "link_close")
            if not depth:
                return at + 1
    if token.type != "html_inline" or token.content[:2].lower() != "<a":
        return index + 1
    ends = (at + 1 for at in range(index, len(children)) if closes_link(children[at].content))
    return next(ends, len(children))


def _redact_label(token: Token, is_private: IsPrivate) -> None:
    """Comments in what a link or picture shows, in its text or when it is pointed at."""
    if token.type in ("wikilink", "embed"):
        target, bar, label = token.content.partition("|")
        label = without_comments(label)
        token.content = f"{target}{bar}{label}" if label.strip() else target.removesuffix("\\")
    elif token.type == "image":
        redact_inline(token.children or [], is_private)
        token.content = plain_text(token.children or [])
    if "title" in token.attrs:
        token.attrs["title"] = without_comments(str(token.attrs["title"]))


def _redact_drawing(token: Token) -> None:
    """Comments in the source of drawings, which readers see drawn."""
    language = token.info.strip().lower()
    if language == "mermaid":
        token.content = _DIAGRAM_COMMENT.sub("", token.content)
    elif language == "tikz":
        token.content = hide_tex_comments(token.content)


def redact_properties(front: FrontMatter, is_private: IsPrivate | None) -> FrontMatter:
    """The properties without comments, `PRIVATE_TEXT` for every link to what is private."""
    is_private = is_private or _nothing_is_private
    return replace(front, properties=_redact_names(front.properties, is_private))


def _nothing_is_private(_raw: str, _markdown: bool) -> bool:
    return False


def _redact_names(values: dict[str, object], is_private: IsPrivate) -> dict[str, object]:
    """Names and values; an alias that is a private link would be a page called so."""
    redacted = {
        _redact_text(name, is_private): _redact_value(value, is_private)
        for name, value in values.items()
    }
    for name, value in redacted.items():
        if name.casefold() == "aliases" and isinstance(value, list):
            redacted[name] = [alias for alias in value if alias != PRIVATE_TEXT]
    return redacted


def _redact_value(value: object, is_private: IsPrivate) -> object:
    if isinstance(value, list):
        return [_redact_value(each, is_private) for each in value]
    if isinstance(value, dict):
        return _redact_names(value, is_private)
    return _redact_text(value, is_private) if isinstance(value, str) else value


def _redact_text(text: str, is_private: IsPrivate) -> str:
    def shown(match: re.Match[str]) -> str:
        wikilink = match[1] is not None
        raw = match[1] if wikilink else match[2]
        return PRIVATE_TEXT if is_private(raw, not wikilink) else match[0]

    return _WRITTEN.sub(shown, without_comments(text))


def _address(token: Token) -> str | None:
    """Where a link or embed leads, as written; None for other tokens."""
    if token.type in ("wikilink", "embed"):
        return token.content
    if token.type in _MARKDOWN:
        return str(token.attrs.get("src" if token.type == "image" else "href", ""))
    return None


def _hide(token: Token) -> None:
    is_link = token.type in ("wikilink", "link_open") or token.content[:2].lower() == "<a"
    token.type = "private_link" if is_link else "comment"
    token.content = PRIVATE_TEXT if token.type == "private_link" else ""
    token.tag, token.nesting, token.attrs, token.children, token.markup = "", 0, {}, None, ""
    token.meta = {}
