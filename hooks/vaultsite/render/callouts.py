"""Callouts in Material's markup: the specification of Obsidian's behaviour, §7."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

_ALIASES = {
    "summary": "abstract", "tldr": "abstract", "hint": "tip", "important": "tip",
    "check": "success", "done": "success", "help": "question", "faq": "question",
    "caution": "warning", "attention": "warning", "fail": "failure", "missing": "failure",
    "error": "danger", "cite": "quote",
}  # fmt: skip
_TYPES = frozenset(
    "note abstract info todo tip success question warning failure danger bug example quote".split()
)


def tags(token: Token, title: str) -> tuple[str, str]:
    """What opens a callout, its title (HTML) included, and what closes it."""
    kind = str(token.meta["type"])
    look = _ALIASES.get(kind, kind)
    look = look if look in _TYPES else "note"
    data = f'data-callout="{escape(kind)}"'
    if color := token.meta.get("color"):
        data += f' style="--callout-color: {color}"'
    fold = token.meta["fold"]
    if fold:
        opened = " open" if fold == "+" else ""
        opening = f'<details class="callout {look}" {data}{opened}>\n<summary>{title}</summary>\n'
        return opening, "</details>\n"
    opening = f'<div class="admonition callout {look}" {data}>\n'
    shown = f'<p class="admonition-title">{title}</p>\n' if title else ""
    return opening + shown, "</div>\n"
