"""Tokens as short HTML that a fixture can be read in: elements of our own for Obsidian's."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from markdown_it.renderer import RendererHTML

from vaultsite.syntax import parse
from vaultsite.syntax.parser import parser

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_LEAVES = {
    "math_inline": "m",
    "math_inline_double": "M-in-line",
    "math_block": "M",
    "wikilink": "wiki",
    "embed": "embed",
    "tag": "tag",
}
_MARKS = {
    "footnote_block_open": "<notes>\n",
    "footnote_block_close": "</notes>\n",
    "footnote_close": "</note>\n",
    "callout_close": "</callout>\n",
    "callout_title_open": "<title>",
    "callout_title_close": "</title>\n",
}


def shown(source: str) -> str:
    """The tokens of a note's source, as the fixtures have them."""
    parsed = parse(source)
    md = parser()
    _name(parsed.tokens)
    renderer = RendererHTML(md)
    renderer.rules.update(_rules())
    return renderer.render(parsed.tokens, md.options, parsed.env)


def _name(tokens: Sequence[Token]) -> None:
    """Let what the rules left in ``meta`` be shown as attributes."""
    for token in tokens:
        for key in ("block_id", "task"):
            if key in token.meta:
                token.attrSet(key, token.meta[key])
        if token.type == "inline":
            for child in token.children or []:
                child.level = 0


def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = dict.fromkeys(_LEAVES, _leaf)
    rules |= dict.fromkeys(_MARKS, _mark)
    return rules | {
        "comment": _comment,
        "callout_open": _callout,
        "footnote_open": _note,
        "footnote_ref": _note_mark,
    }


def _leaf(tokens: Sequence[Token], index: int, *_: Any) -> str:
    token = tokens[index]
    name = _LEAVES[token.type]
    block_id = f' block_id="{token.meta["block_id"]}"' if "block_id" in token.meta else ""
    text = escape(token.content, quote=False)
    return f"<{name}{block_id}>{text}</{name}>" + "\n" * token.block


def _mark(tokens: Sequence[Token], index: int, *_: Any) -> str:
    return _MARKS[tokens[index].type]


def _comment(tokens: Sequence[Token], index: int, *_: Any) -> str:
    token = tokens[index]
    return f"<comment{f' {token.info}' if token.info else ''}>" + "\n" * token.block


def _callout(tokens: Sequence[Token], index: int, *_: Any) -> str:
    meta = tokens[index].meta
    block_id = f' block_id="{meta["block_id"]}"' if "block_id" in meta else ""
    return f"<callout {meta['type']}{meta['fold']}{block_id}>\n"


def _note(tokens: Sequence[Token], index: int, *_: Any) -> str:
    return f"<note {tokens[index].meta['id'] + 1}>"


def _note_mark(tokens: Sequence[Token], index: int, *_: Any) -> str:
    return f"<ref {tokens[index].meta['id'] + 1}>"
