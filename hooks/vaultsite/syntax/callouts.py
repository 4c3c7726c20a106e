"""Callouts, ``> [!type]- title``: the specification of Obsidian's behaviour, §7.

A quote that is one becomes ``callout_open`` … ``callout_close``; ``callout_open.meta`` holds
``type`` (lower case), ``fold`` (``+``, ``-`` or nothing) and ``titled``; what stands behind a bar
in the brackets is for themes only and left out. Its title is an ``inline`` token between
``callout_title_open`` and ``callout_title_close``.
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
            if rest.strip():
                result.append(tokens[index + 1])
                _shorten(tokens[index + 2], rest)
                index += 2
                continue
            if tokens[index + 1].markup == "-":
                result.append(_rule(tokens[index + 1]))
            index += 4
            continue
        if token.type == "blockquote_close" and closing.pop():
            token.type, token.tag = "callout_close", "div"
        result.append(token)
        index += 1
    state.tokens = result


def _head(tokens: Sequence[Token], index: int) -> re.Match[str] | None:
    if tokens[index].type != "blockquote_open":
        return None
    first = tokens[index + 1]
    # An underline right below the head would make a heading of it.
    if first.type == "paragraph_open" or (first.type == "heading_open" and first.markup in "-="):
        return _HEAD.match(tokens[index + 2].content)
    return None


def _rule(heading: Token) -> Token:
    line = heading.map[1] if heading.map else 1
    return Token("hr", "hr", 0, map=[line - 1, line], level=heading.level, block=True)


def _open(quote: Token, inline: Token, head: re.Match[str]) -> list[Token]:
    quote.type, quote.tag = "callout_open", "div"
    title, kind = (head[3] or "").strip(), head[1].partition("|")[0].strip()
    quote.meta = {"type": kind.lower(), "fold": head[2], "titled": bool(title)}
    line = inline.map[0] if inline.map else 0
    text = Token("inline", "", 0, map=[line, line + 1], level=quote.level + 2, block=True)
    text.content, text.children = title or kind.capitalize(), []
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
