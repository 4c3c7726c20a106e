"""The parser: CommonMark, GFM's tables, strikethrough and autolinks, and Obsidian's rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from vaultsite.syntax.admonitions import admonitions_plugin
from vaultsite.syntax.autolinks import autolinks_plugin
from vaultsite.syntax.blocks import blocks_plugin
from vaultsite.syntax.callouts import callouts_plugin
from vaultsite.syntax.card_places import card_places_plugin
from vaultsite.syntax.clozes import clozes_plugin
from vaultsite.syntax.comments import comments_plugin
from vaultsite.syntax.dispatch import dispatch_plugin
from vaultsite.syntax.footnotes import footnotes_plugin
from vaultsite.syntax.highlights import highlights_plugin
from vaultsite.syntax.maths import maths_plugin
from vaultsite.syntax.memory import memory_plugin
from vaultsite.syntax.nesting import nesting_plugin
from vaultsite.syntax.paragraph import paragraph_plugin
from vaultsite.syntax.tags import tags_plugin
from vaultsite.syntax.tasks import tasks_plugin
from vaultsite.syntax.wikilinks import wikilinks_plugin

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Parsed:
    """A note's or a field's tokens, and what markdown-it kept beside them (references, notes)."""

    tokens: list[Token]
    env: MutableMapping[str, Any]


@cache
def parser() -> MarkdownIt:
    """The one parser of this process."""
    md = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for plugin in (
        memory_plugin,
        nesting_plugin,
        paragraph_plugin,
        comments_plugin,
        maths_plugin,
        wikilinks_plugin,
        tags_plugin,
        highlights_plugin,
        clozes_plugin,
        card_places_plugin,
        tasks_plugin,
        footnotes_plugin,
        autolinks_plugin,
        callouts_plugin,
        blocks_plugin,
        admonitions_plugin,
    ):
        md.use(plugin)
    return md.use(dispatch_plugin)


def parse(source: str, *, first_line: int = 0) -> Parsed:
    """Parse Markdown. ``first_line``: the line of ``source``'s first one, from 0; maps count on."""
    env: dict[str, Any] = {}
    tokens = parser().parse(source, env)
    if first_line:
        for token in tokens:
            if token.map:
                token.map = [token.map[0] + first_line, token.map[1] + first_line]
    return Parsed(tokens, env)


def parse_inline(source: str) -> list[Token]:
    """Parse one line's inline Markdown, as in a title. Returns the inline token's children."""
    [inline] = parser().parseInline(source, {})
    return inline.children or []
