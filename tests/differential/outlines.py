"""The blocks of a source as a tree that two implementations can agree on: kind, line, children."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from markdown_it.rules_core import StateCore

from vaultsite import packages
from vaultsite.syntax.parser import parser

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from markdown_it.token import Token

_CONTAINERS = {
    "blockquote_open": "quote",
    "callout_open": "quote",
    "footnote_reference_open": "footnote",
    "list_item_open": "li",
    "table_open": "table",
    "tr_open": "tr",
}
_LEAVES = {"fence": "code", "code_block": "code", "html_block": "html"}


@dataclass(slots=True)
class Block:
    """A block: ``line`` counts from 1, ``end`` is the line behind it where it matters."""

    kind: str
    line: int
    children: list[Block] = field(default_factory=list)
    end: int = 0
    words: bool = False


def lines_of(blocks: Sequence[Block], depth: int = 0) -> list[str]:
    """The tree as indented lines, ``kind @line``."""
    lines = []
    for block in blocks:
        lines.append(f"{'  ' * depth}{block.kind} @{block.line}")
        lines += lines_of(block.children, depth + 1)
    return lines


def ours(source: str) -> list[Block]:
    """The blocks that our parser finds."""
    root = Block("", 0)
    path = [root]
    for token in _block_tokens(source):
        if token.nesting < 0:
            if token.type.split("_close")[0] + "_open" in _open_types(token):
                _settle(path.pop())
            continue
        block = _block(token)
        if block is None:
            continue
        path[-1].children.append(block)
        if token.type == "callout_open":  # its head is text to remark
            block.children.append(Block("p", block.line, end=block.line + 1, words=True))
        if token.type in _CONTAINERS or token.type.endswith("list_open"):
            path.append(block)
    _settle(root)
    return root.children


def _open_types(token: Token) -> Iterable[str]:
    own = token.type.replace("_close", "_open")
    return (own,) if own in _CONTAINERS or own.endswith("list_open") else ()


def _block_tokens(source: str) -> list[Token]:
    """The tokens of our parser's rules for blocks; footnotes stay where they are defined."""
    md = parser()
    state = StateCore(source, md, {})
    for rule in md.core.ruler.getRules(""):
        if rule.__module__ != "vaultsite.syntax.memory" and rule.__name__ != "_footnotes":
            rule(state)
    return state.tokens


def _block(token: Token) -> Block | None:
    line = (token.map or [0])[0] + 1
    end = (token.map or [0, 0])[1] + 1
    if token.type == "math_block":
        return Block("p", line, end=end, words=True)
    if token.type == "paragraph_open":
        return Block("p tight" if token.hidden else "p loose", line, end=end)
    if token.type == "heading_open":
        return Block(token.tag, line)
    if token.type == "hr":
        return Block(f"h{token.meta['heading']}" if "heading" in token.meta else "hr", line)
    if token.type == "ordered_list_open":
        return Block(f"ol {token.attrs.get('start', 1)}", line)
    if token.type == "bullet_list_open":
        return Block("ul", line)
    kind = _CONTAINERS.get(token.type) or _LEAVES.get(token.type)
    return Block(kind, line) if kind else None


def _join(block: Block) -> None:
    """Make one paragraph of formulas and the text right above and below them."""
    children: list[Block] = []
    for child in block.children:
        last = children[-1] if children else None
        if last is not None and _touch(last, child):
            last.end, last.words = child.end, True
        else:
            children.append(child)
    block.children = children


def _touch(above: Block, below: Block) -> bool:
    return 0 < below.line <= above.end and below.end > 0 and (above.words or below.words)


def _settle(block: Block) -> None:
    """Join the words that stand in one paragraph, and say of a list whether it is tight."""
    _join(block)
    if block.kind.startswith(("ul", "ol")):
        kinds = {each.kind for item in block.children for each in item.children}
        tightness = " tight" if "p tight" in kinds else " loose" if "p loose" in kinds else " ?"
        block.kind += tightness
        for item in block.children:
            for each in item.children:
                each.kind = "p" if each.kind.startswith("p ") else each.kind
    else:
        for each in block.children:
            if block.kind != "li" and each.kind.startswith("p "):
                each.kind = "p"


def remark(sources: Sequence[str], folder: Path) -> list[list[Block]]:
    """The blocks that remark finds in each source; ``folder`` holds its packages."""
    done = subprocess.run(
        [str(packages.node()), str(folder / "outline.mjs")],
        input=json.dumps(sources),
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    return [_read(["", 0, 0, False, blocks]).children for blocks in json.loads(done.stdout)]


def _read(block: list[Any]) -> Block:
    kind, line, end, words, children = block
    found = Block(kind, line, [_read(child) for child in children], end, words)
    _join(found)
    return found


def alike(left: Sequence[Block], right: Sequence[Block]) -> bool:
    """Are two trees the same? A list of which ours cannot say whether it is tight is like any."""
    return len(left) == len(right) and all(
        one.line == other.line
        and _same_kind(one.kind, other.kind)
        and alike(one.children, other.children)
        for one, other in zip(left, right, strict=True)
    )


def _same_kind(left: str, right: str) -> bool:
    if left.endswith(" ?"):
        return left[:-2] == right.rpartition(" ")[0]
    return left == right
