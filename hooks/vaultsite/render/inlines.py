"""Inline tokens to HTML.

A display formula or an embedded note is a block even if it is written within a line. `render`
therefore gives segments: stretches of inline HTML, and blocks between them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from vaultsite.render import cards, embeds, html, links
from vaultsite.render.sanitise import VOID_TAGS, close_tag
from vaultsite.render.segment import Rendered, Segment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.token import Token

    from vaultsite.render.scope import Scope

_SIMPLE = {"em_open": "em", "strong_open": "strong", "s_open": "del", "mark_open": "mark"}
_CLOSING = {opening.replace("open", "close"): name for opening, name in _SIMPLE.items()}
_VISIBLE = re.compile(
    r"<(?:img|svg|input|audio|video|iframe|sup)\b|<span class=\"arith|>[^<]*[^<\s]|^[^<]*[^<\s]"
)


@dataclass(slots=True)
class _Line:
    """The HTML of one inline token as it grows.

    ``formulas`` are those in ``out``, with their places there. The rest of ``out`` would be the
    same in another place of the page, where ``lasting``.
    """

    scope: Scope
    token: Token
    splits: bool
    out: list[str] = field(default_factory=list)
    formulas: list[tuple[int, Token]] = field(default_factory=list)
    lasting: bool = True
    segments: list[Segment] = field(default_factory=list)
    open: list[tuple[str, str]] = field(default_factory=list)
    links: list[int] = field(default_factory=list)
    clozes: list[int] = field(default_factory=list)

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

    def formula(self, token: Token, *, tag: str) -> str:
        """A formula within the line."""
        return links.formula(token, self.scope, tag=tag, first=self.token.meta["formula"])

    def block(self, html: str) -> None:
        """Put a block between the line so far and the rest of it."""
        self.lasting = False
        self.out.extend(f"</{name}>" for name, _ in reversed(self.open))
        self.flush()
        self.segments.append(Segment(html, block=True))
        self.out.extend(tag for _, tag in self.open)

    def flush(self) -> None:
        html = "".join(self.out)
        self.out.clear()
        if self.segments or self.splits:
            html = _without_edge_breaks(html)
        if _VISIBLE.search(html):
            self.segments.append(Segment(html, block=False))


def _without_edge_breaks(html: str) -> str:
    html = html.strip()
    while html.startswith("<br>"):
        html = html[4:].lstrip()
    while html.endswith("<br>"):
        html = html[:-4].rstrip()
    return html


def render(token: Token, scope: Scope, *, splits: bool) -> list[Segment]:
    """The HTML of an inline token; with ``splits``, blocks are segments of their own.

    Flashcards repeat their note: what a page has rendered before is only put together again, with
    its formulas, which are drawn where they stand first.
    """
    line = _Line(scope, token, splits)
    children = token.children or []
    key = id(children), scope.path, splits
    known = scope.page.lines.get(key)
    if known is not None:
        line.out = known.out.copy()
        for place, formula in known.formulas:
            line.out[place] = line.formula(formula, tag="span")
    else:
        line.tokens(children)
        line.end_down_to(0)
        if line.lasting:
            scope.page.lines[key] = Rendered(children, line.out.copy(), line.formulas)
    line.flush()
    return line.segments


def render_line(token: Token, scope: Scope) -> str:
    """The HTML of an inline token where no block can stand: in headings, titles, table cells."""
    return "".join(segment.html for segment in render(token, scope, splits=False))


def _code(line: _Line, token: Token) -> None:
    line.out.append(f"<code>{escape(token.content, quote=False)}</code>")


def _softbreak(line: _Line, _token: Token) -> None:
    line.out.append("\n" if line.scope.page.book.strict_line_breaks else "<br>\n")


def _hardbreak(line: _Line, _token: Token) -> None:
    line.out.append("<br>\n")


def _maths(line: _Line, token: Token) -> None:
    line.formulas.append((len(line.out), token))
    line.out.append(line.formula(token, tag="span"))


def _display(line: _Line, token: Token) -> None:
    if line.splits and not line.clozes:
        line.block(line.formula(token, tag="div"))
    else:
        _maths(line, token)


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


def _cloze(line: _Line, token: Token) -> None:
    """A box to tick, which shows the text after it: it takes no script, and has its own state."""
    line.clozes.append(len(line.open))
    line.start("span", f'<span class="card-cloze" data-cloze="{token.meta["number"]}">')
    if not any(name == "a" for name, _ in line.open):  # a link can hold nothing to press
        gap = line.scope.page.book.words("cards.gap")
        line.out.append('<label class="card-gap"><input type="checkbox">')
        if token.children:
            line.out.append(f'<span class="card-gap-word">{gap}, </span><span class="card-hint">')
            depth = len(line.open)
            line.tokens(token.children)
            line.end_down_to(depth)
            line.out.append("</span>")
        else:
            line.out.append(f'<span class="card-gap-word">{gap}</span>')
        line.out.append("</label>")
    line.start("span", '<span class="card-hidden">')


def _cloze_close(line: _Line, _token: Token) -> None:
    if line.clozes:
        line.end_down_to(line.clozes.pop())


def _card(line: _Line, token: Token) -> None:
    line.block(cards.article(token.meta["card"], line.scope))


def _embed(line: _Line, token: Token) -> None:
    line.lasting = False
    make = embeds.image if token.type == "image" else embeds.embed
    number = line.token.meta["line"] + token.meta["line"]
    embedded = make(token, line.scope, inline_only=not line.splits, line=number)
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
    line.lasting = False
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
    "card_place": _card,
    "cloze_open": _cloze,
    "cloze_close": _cloze_close,
    "tag": _tag,
    "html_inline": _html,
    "footnote_ref": _footnote,
    "comment": _nothing,
}
