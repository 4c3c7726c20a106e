"""Fences of the plugin Admonition, ```` ```ad-type ````: callouts whose content is Markdown.

The fence's lines become tokens of the note right after the blocks are parsed, so that formulas,
links and everything else in them count as the note's own. `callout_open.meta` is as for callouts,
and may hold ``color``, three numbers for CSS.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.token import Token

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

_INFO = re.compile(r"ad-([\w-]+)(?=\s|$)")
_OPTION = re.compile(r"(title|collapse|icon|color|metadata):(.*)")
_HEX = re.compile(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", re.IGNORECASE)
_RGB = re.compile(r"(?:rgb\()?\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)?")
_FOLDS = {"none": "", "open": "+"}
_DEEPEST = 10  # of such fences in each other; what is deeper stays code


def admonitions_plugin(md: MarkdownIt) -> None:
    """Turn the plugin's fences into callouts, before anything else looks at the blocks."""
    md.core.ruler.after("block", "admonitions", _admonitions)


def _admonitions(state: StateCore) -> None:
    if any(_is_admonition(token) for token in state.tokens):
        state.tokens = _expanded(state, state.tokens, _DEEPEST)


def _is_admonition(token: Token) -> bool:
    return token.type == "fence" and _INFO.match(token.info.lstrip()) is not None


def _expanded(state: StateCore, tokens: list[Token], depth: int) -> list[Token]:
    result: list[Token] = []
    for token in tokens:
        if depth and _is_admonition(token):
            result += _callout(state, token, depth)
        else:
            result.append(token)
    return result


def _callout(state: StateCore, fence: Token, depth: int) -> list[Token]:
    match = _INFO.match(fence.info.lstrip())
    assert match is not None  # noqa: S101
    kind = match[1].lower()
    lines = fence.content.split("\n")
    options, count = _options(lines)
    first = (fence.map or [0])[0] + 1
    level = fence.level
    opening = Token("callout_open", "div", 1, map=fence.map, level=level, block=True)
    fold = _FOLDS.get(options.get("collapse", ("none", 0))[0].lower(), "-")
    title, line = options.get("title", (kind.capitalize(), 0))
    if fold and not title:
        title = kind.capitalize()
    opening.meta = {"type": kind, "fold": fold, "titled": "title" in options}
    if color := _color(options.get("color", ("", 0))[0]):
        opening.meta["color"] = color
    inner = _parsed(state, "\n".join(lines[count:]), first + count, level + 1)
    return [
        opening,
        Token("callout_title_open", "p", 1, level=level + 1, block=True),
        _inline(title, first + line, level + 2),
        Token("callout_title_close", "p", -1, level=level + 1, block=True),
        *_expanded(state, inner, depth - 1),
        Token("callout_close", "div", -1, level=level, block=True),
    ]


def _options(lines: list[str]) -> tuple[dict[str, tuple[str, int]], int]:
    """The options at the top, with their lines, and how many lines they take."""
    options: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(lines):
        match = _OPTION.match(line)
        if match is None or match[1] in options:
            break
        options[match[1]] = match[2].strip(), number
    return options, len(options)


def _inline(text: str, line: int, level: int) -> Token:
    return Token(
        "inline", "", 0, content=text, children=[], map=[line, line + 1], level=level, block=True
    )


def _parsed(state: StateCore, source: str, first_line: int, level: int) -> list[Token]:
    tokens: list[Token] = []
    state.md.block.parse(source, state.md, state.env, tokens)
    for token in tokens:
        token.level += level
        if token.map:
            token.map = [token.map[0] + first_line, token.map[1] + first_line]
    return tokens


def _color(text: str) -> str:
    if match := _HEX.fullmatch(text):
        return ", ".join(str(int(part, 16)) for part in match.groups())
    match = _RGB.fullmatch(text)
    return ", ".join(str(min(int(part), 255)) for part in match.groups()) if match else ""
