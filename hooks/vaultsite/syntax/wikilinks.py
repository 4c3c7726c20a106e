"""``[[target]]`` and ``![[target]]``: the specification of Obsidian's behaviour, §1.11.

Tokens: ``wikilink`` and ``embed``; ``content`` is the raw text between the brackets.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

# The innermost brackets win, and a name does not hold a line ending. That of a footnote ends in
# a bracket of its own.
_TEXT = r"(?:(?!\]\]|\[\[)[^\n])"
_BRACKETS = re.compile(rf"\[\[(?!\[)({_TEXT}*#\[\^[^\]\[|\n]+\]|{_TEXT}+)\]\]")


def wikilinks_plugin(md: MarkdownIt) -> None:
    """Add wikilinks and embeds to a parser, before CommonMark's links and images."""
    md.inline.ruler.before("link", "wikilink", _wikilink)
    md.inline.ruler.before("wikilink", "embed", _embed)


def _wikilink(state: StateInline, silent: bool) -> bool:
    return _bracketed(state, silent, kind="wikilink", opener="[[")


def _embed(state: StateInline, silent: bool) -> bool:
    return _bracketed(state, silent, kind="embed", opener="![[")


def _bracketed(state: StateInline, silent: bool, *, kind: str, opener: str) -> bool:
    if not state.src.startswith(opener, state.pos):
        return False
    match = _BRACKETS.match(state.src, state.pos + len(opener) - 2, state.posMax)
    if match is None or not match[1].strip():
        return False
    if not silent:
        token = state.push(kind, "", 0)
        token.content = match[1]
        token.markup = opener
    state.pos = match.end()
    return True
