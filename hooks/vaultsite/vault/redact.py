"""Links to what is private, taken out of a note's tokens before anything is made of them.

A link becomes a ``private_link`` token, whatever its text was, an embed or image a ``comment``:
neither the name nor the path of the target is left for pages, ids, search or quotations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.token import Token

    IsPrivate = Callable[[str, bool], bool]
    """Does this link (raw text; written as Markdown?) lead to something private?"""

PRIVATE_TEXT = "private note"

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
