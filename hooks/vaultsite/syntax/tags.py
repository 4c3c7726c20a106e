"""``#tags``: the specification of Obsidian's behaviour, §5. The token `tag` has no ``#``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

# Letters, digits, emoji, ``_``, ``-``, ``/``: all but white space and other punctuation.
_TAG = re.compile(r"#([^\s!-,.:-@\[-^`{-~\u2000-\u206f\u2e00-\u2e7f\u3000-\u303f]+)")


def tags_plugin(md: MarkdownIt) -> None:
    """Add tags to a parser."""
    md.inline.ruler.before("link", "tag", _tag)


def _tag(state: StateInline, silent: bool) -> bool:
    position = state.pos
    if state.src[position] != "#" or (position and not state.src[position - 1].isspace()):
        return False
    match = _TAG.match(state.src, position, state.posMax)
    if match is None:
        return False
    name = match[1].rstrip("/")
    if not name or name.isdigit():
        return False
    if not silent:
        token = state.push("tag", "", 0)
        token.content = name
    state.pos = position + 1 + len(name)
    return True
