"""Callouts, ``> [!type]- title``: the specification of Obsidian's behaviour, §7.

A quote that is one becomes ``callout_open`` … ``callout_close``; ``callout_open.meta`` holds
``type`` (lower case), ``fold`` (``+``, ``-`` or nothing) and ``titled``. Its title is an
``inline`` token between ``callout_title_open`` and ``callout_title_close``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.token import Token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

_HEAD = re.compile(r"\[!([^\]\n]+)\]([+-]?)(?:[ \t]+([^\n]*))?(?:\n|$)")


def callouts_plugin(md: MarkdownIt) -> None:
    """Turn quotes into callouts, after the blocks and before the inlines are parsed."""
    md.core.ruler.before("inline", "callouts", _callouts)


def _callouts(state: StateCore) -> None:
    tokens = state.tokens
    if not any(token.type == "blockquote_open" for token in tokens):
        return
    result: list[Token] = []
    closing: list[bool] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        head = _head(tokens, index)
        if token.type == "blockquote_open":
            closing.append(head is not None)
        if head is not None:
            result.extend(_open(token, tokens[index + 2], head))
            rest = tokens[index + 2].content[head.end() :]
            index += 2 if rest.strip() else 4
            if rest.strip():
                result.append(tokens[index - 1])
                _shorten(tokens[index], rest)
            continue
        if token.type == "blockquote_close" and closing.pop():
            token.type, token.tag = "callout_close", "div"
        result.append(token)
        index += 1
    state.tokens = result


def _head(tokens: Sequence[Token], index: int) -> re.Match[str] | None:
    if tokens[index].type != "blockquote_open" or tokens[index + 1].type != "paragraph_open":
        return None
    return _HEAD.match(tokens[index + 2].content)


def _open(quote: Token, inline: Token, head: re.Match[str]) -> list[Token]:
    quote.type, quote.tag = "callout_open", "div"
    title = (head[3] or "").strip()
    quote.meta = {"type": head[1].strip().lower(), "fold": head[2], "titled": bool(title)}
    line = inline.map[0] if inline.map else 0
    text = Token("inline", "", 0, map=[line, line + 1], level=quote.level + 2, block=True)
    text.content, text.children = title or head[1].strip().capitalize(), []
    return [
        quote,
        Token("callout_title_open", "p", 1, level=quote.level + 1, block=True),
        text,
        Token("callout_title_close", "p", -1, level=quote.level + 1, block=True),
    ]


def _shorten(inline: Token, rest: str) -> None:
    inline.content = rest.lstrip()
    if inline.map:
        inline.map = [inline.map[0] + 1, inline.map[1]]
