"""Links to what is private, taken out of a note's tokens before anything is made of them.

A link becomes a ``private_link`` token, whatever its text was, an embed or image a ``comment``:
neither the name nor the path of the target is left for pages, ids, search or quotations.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.token import Token

    from vaultsite.vault.properties import FrontMatter

    IsPrivate = Callable[[str, bool], bool]
    """Does this link (raw text; written as Markdown?) lead to something private?"""

PRIVATE_TEXT = "private note"

_WRITTEN = re.compile(r"!?\[\[((?:(?!\[\[)[^\n])+?)\]\]|!?\[[^\]\n]*\]\(<?([^)>\n]*)>?\)")

_MARKDOWN = frozenset(("link_open", "image"))


def redact(children: list[Token], is_private: IsPrivate) -> None:
    """Replace the inline tokens ``children`` in place."""
    index = 0
    while index < len(children):
        token = children[index]
        if (raw := _address(token)) is not None and is_private(raw, token.type in _MARKDOWN):
            if token.type == "link_open":
                end = index + 1
                while children[end].type != "link_close":
                    end += 1
                del children[index + 1 : end + 1]
            _hide(token)
        index += 1


def redact_properties(front: FrontMatter, is_private: IsPrivate) -> FrontMatter:
    """The properties with `PRIVATE_TEXT` for every link to what is private."""
    return replace(front, properties=_redact_names(front.properties, is_private))


def _redact_names(values: dict[str, object], is_private: IsPrivate) -> dict[str, object]:
    return {
        _redact_text(name, is_private): _redact_value(value, is_private)
        for name, value in values.items()
    }


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

    return _WRITTEN.sub(shown, text)


def _address(token: Token) -> str | None:
    """Where a link or embed leads, as written; None for other tokens."""
    if token.type in ("wikilink", "embed"):
        return token.content
    if token.type in _MARKDOWN:
        return str(token.attrs.get("src" if token.type == "image" else "href", ""))
    return None


def _hide(token: Token) -> None:
    token.type = "private_link" if token.type in ("wikilink", "link_open") else "comment"
    token.content = PRIVATE_TEXT if token.type == "private_link" else ""
    token.tag, token.nesting, token.attrs, token.children, token.markup = "", 0, {}, None, ""
    token.meta = {}
