"""Inline tokens to HTML.

A display formula or an embedded note is a block even if it is written within a line. `render`
therefore gives segments: stretches of inline HTML, and blocks between them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from vaultsite.render import embeds, html, links
from vaultsite.render.sanitise import VOID_TAGS, close_tag
from vaultsite.render.segment import Segment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.token import Token

    from vaultsite.render.scope import Scope

_SIMPLE = {"em_open": "em", "strong_open": "strong", "s_open": "del", "mark_open": "mark"}
_CLOSING = {opening.replace("open", "close"): name for opening, name in _SIMPLE.items()}
_EDGE_BREAKS = re.compile(r"^(?:\s|<br>)+|(?:\s|<br>)+$")
_VISIBLE = re.compile(
    r"<(?:img|svg|input|audio|video|iframe|sup)\b|<span class=\"arith|>[^<]*[^<\s]|^[^<]*[^<\s]"
)


@dataclass(slots=True)
class _Line:
    """The HTML of one inline token as it grows."""

    scope: Scope
    splits: bool
    out: list[str] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    open: list[tuple[str, str]] = field(default_factory=list)
    links: list[int] = field(default_factory=list)

    def tokens(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            if (handler := _HANDLERS.get(token.type)) is not None:
                handler(self, token)
            elif token.type in _SIMPLE:
                self.start(_SIMPLE[token.type], f"<{_SIMPLE[token.type]}>")
            elif token.type in _CLOSING:
                self.end(_CLOSING[token.type])
            else:
                self.out.append(escape(token.content, quote=False))

    def start(self, name: str, tag: str) -> None:
        if name == "a":
            self.end("a")  # no link holds another: the inner one wins, as in browsers
        self.open.append((name, tag))
        self.out.append(tag)

    def end(self, name: str) -> None:
        """Close ``name`` and what was opened in it; nothing if it isn't open."""
        if not any(name == opened for opened, _ in self.open):
            return
        while self.open:
            opened, _ = self.open.pop()
            self.out.append(f"</{opened}>")
            if opened == name:
                return

    def end_down_to(self, depth: int) -> None:
        """Close what was opened since ``depth`` things were open."""
        while len(self.open) > depth:
            self.out.append(f"</{self.open.pop()[0]}>")

    def block(self, html: str) -> None:
        """Put a block between the line so far and the rest of it."""
        self.out.extend(f"</{name}>" for name, _ in reversed(self.open))
        self.flush()
        self.segments.append(Segment(html, block=True))
        self.out.extend(tag for _, tag in self.open)

    def flush(self) -> None:
        html = "".join(self.out)
        self.out.clear()
        if self.segments or self.splits:
            html = _EDGE_BREAKS.sub("", html)
        if _VISIBLE.search(html):
            self.segments.append(Segment(html, block=False))


def render(children: Sequence[Token], scope: Scope, *, splits: bool) -> list[Segment]:
    """The HTML of an inline token's children; with ``splits``, blocks are segments of their own."""
    line = _Line(scope, splits)
    line.tokens(children)
    line.end_down_to(0)
    line.flush()
    return line.segments


def render_line(children: Sequence[Token], scope: Scope) -> str:
    """The HTML of inline tokens where no block can stand: in headings, titles, table cells."""
    return "".join(segment.html for segment in render(children, scope, splits=False))


def _code(line: _Line, token: Token) -> None:
    line.out.append(f"<code>{escape(token.content, quote=False)}</code>")


def _softbreak(line: _Line, _token: Token) -> None:
    line.out.append("\n" if line.scope.page.book.strict_line_breaks else "<br>\n")


def _hardbreak(line: _Line, _token: Token) -> None:
    line.out.append("<br>\n")


def _maths(line: _Line, token: Token) -> None:
    line.out.append(links.formula(token, line.scope, tag="span"))


def _display(line: _Line, token: Token) -> None:
    if line.splits:
        line.block(links.formula(token, line.scope, tag="div"))
    else:
        line.out.append(links.formula(token, line.scope, tag="span"))


def _wikilink(line: _Line, token: Token) -> None:
    line.start(*links.wikilink(token, line.scope))
    depth = len(line.open) - 1
    if token.children:
        line.tokens(token.children)
    else:
        line.out.append(escape(str(token.meta["text"]), quote=False))
    line.end_down_to(depth)


def _link(line: _Line, token: Token) -> None:
    line.start(*links.markdown_link(token, line.scope))
    line.links.append(len(line.open) - 1)


def _link_close(line: _Line, _token: Token) -> None:
    line.end_down_to(line.links.pop())


def _embed(line: _Line, token: Token) -> None:
    make = embeds.image if token.type == "image" else embeds.embed
    embedded = make(token, line.scope, inline_only=not line.splits)
    if embedded.block:
        line.block(embedded.html)
        return
    if "<a " in embedded.html:
        line.end("a")
    line.out.append(embedded.html)


def _tag(line: _Line, token: Token) -> None:
    in_link = any(name == "a" for name, _ in line.open)
    line.out.append(links.tag(token.content, line.scope, live=not in_link))


def _html(line: _Line, token: Token) -> None:
    source = token.content
    if source.startswith("</"):
        line.end(close_tag(source))
        return
    name, tag = html.opening(source, line.scope)
    if name in VOID_TAGS:
        line.out.append(tag)
    elif name:
        line.start(name, tag)


def _footnote(line: _Line, token: Token) -> None:
    line.out.append(links.footnote(token, line.scope))


def _nothing(_line: _Line, _token: Token) -> None:
    """A comment leaves no trace."""


_HANDLERS: dict[str, Callable[[_Line, Token], None]] = {
    "code_inline": _code,
    "softbreak": _softbreak,
    "hardbreak": _hardbreak,
    "math_inline": _maths,
    "math_inline_double": _display,
    "wikilink": _wikilink,
    "embed": _embed,
    "image": _embed,
    "link_open": _link,
    "link_close": _link_close,
    "tag": _tag,
    "html_inline": _html,
    "footnote_ref": _footnote,
    "comment": _nothing,
}
