"""What Obsidian reads off finished blocks: block ids, task states, headings that are rules.

- a block id (§2) is cut from the text and put on the block: ``meta["block_id"]`` of the block's
  opening token, of the list item's if the block stands in one;
- a task (§5) has ``meta["task"]``, the character in the brackets, on ``list_item_open``;
- a heading of nothing but dashes is a ``hr`` with ``meta["heading"]``, its level.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_BLOCK_ID = re.compile(r"(?:^|[ \t\n]+)\^([A-Za-z0-9-]+)[ \t]*$")
_TASK = re.compile(r"\[([^\[\]\n])\](?=[ \t\n]|$)[ \t]*")
_RULE = re.compile(r"[-_*=](?:[ \t]*[-_*=]){2,}")


def blocks_plugin(md: MarkdownIt) -> None:
    """Add the three to a parser, before the inlines are parsed."""
    md.core.ruler.before("inline", "obsidian_blocks", _blocks)


def _blocks(state: StateCore) -> None:
    tokens = state.tokens
    emptied: set[int] = set()
    for index, token in enumerate(tokens):
        if token.type != "inline":
            continue
        opening = tokens[index - 1]
        if opening.type == "heading_open" and _RULE.fullmatch(token.content.strip()):
            _make_rule(tokens, index)
            emptied.update((index, index + 1))
        elif token.content.startswith("[") and opening.type == "paragraph_open":
            _task(tokens, index)
        may_end_in_id = opening.type in ("paragraph_open", "heading_open")
        if may_end_in_id and "^" in token.content and _block_id(tokens, index):
            emptied.update((index - 1, index, index + 1))
    if emptied:
        state.tokens = [token for index, token in enumerate(tokens) if index not in emptied]


def _make_rule(tokens: list[Token], index: int) -> None:
    heading = tokens[index - 1]
    heading.meta = {"heading": int(heading.tag[1:])}
    heading.type, heading.tag, heading.nesting = "hr", "hr", 0


def _task(tokens: list[Token], index: int) -> None:
    inline = tokens[index]
    if index < 2 or tokens[index - 2].type != "list_item_open":
        return
    match = _TASK.match(inline.content)
    if match is None:
        return
    tokens[index - 2].meta["task"] = match[1]
    inline.content = inline.content[match.end() :]


def _block_id(tokens: list[Token], index: int) -> bool:
    """Move the id to its block. True if the paragraph held nothing else and can go."""
    inline = tokens[index]
    match = _BLOCK_ID.search(inline.content)
    if match is None:
        return False
    name = match[1].lower()
    if match.start() == 0 and tokens[index - 1].type == "paragraph_open":
        before = _block_before(tokens, index - 1)
        if before is None:
            return False
        before.meta.setdefault("block_id", name)
        return True
    inline.content = inline.content[: match.start()]
    _owner(tokens, index).meta.setdefault("block_id", name)
    return False


def _owner(tokens: list[Token], index: int) -> Token:
    opening, around = tokens[index - 1], tokens[index - 2] if index > 1 else None
    return around if around is not None and around.type == "list_item_open" else opening


def _block_before(tokens: list[Token], index: int) -> Token | None:
    """The opening token of the block that ends right before ``index``."""
    if index == 0 or tokens[index - 1].nesting > 0:
        return None
    last = index - 1
    level = tokens[last].level
    while tokens[last].level > level or tokens[last].nesting < 0:
        last -= 1
    return tokens[last]
