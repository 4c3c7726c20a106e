"""Block tokens to HTML, in the DOM that Material styles."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from vaultsite.render import callouts, html, inlines, links
from vaultsite.render.fences import fence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.token import Token

    from vaultsite.render.scope import Scope


class _Writer:
    """The HTML of a stretch of block tokens."""

    def __init__(self, tokens: Sequence[Token], scope: Scope) -> None:
        self.tokens = tokens
        self.scope = scope
        self.out: list[str] = []
        self.callouts: list[str] = []

    def run(self) -> str:
        index = 0
        while index < len(self.tokens):
            token = self.tokens[index]
            handler = _HANDLERS.get(token.type)
            if handler is None:
                self.out.append(_plain(token))
                index += 1
            else:
                index = handler(self, index)
        return "".join(self.out)

    def children(self, index: int) -> Sequence[Token]:
        return self.tokens[index].children or ()

    def block_id(self, token: Token) -> str:
        name = token.meta.get("block_id")
        return f' id="^{name}"' if name and self.scope.own else ""


def render(tokens: Sequence[Token], scope: Scope) -> str:
    """The HTML of block tokens, which must be balanced."""
    html = _Writer(tokens, scope).run()
    if tokens and tokens[0].type == "list_item_open":
        return f"<ul>\n{html}</ul>\n"
    return html


def _plain(token: Token) -> str:
    """An opening or closing tag, with the attributes that the parser gave it."""
    if not token.tag:
        return ""
    if token.nesting < 0:
        return f"</{token.tag}>\n"
    attributes = "".join(f' {key}="{escape(str(value))}"' for key, value in token.attrs.items())
    return f"<{token.tag}{attributes}>"


def _opening(writer: _Writer, index: int) -> int:
    token = writer.tokens[index]
    start = f' start="{token.attrs["start"]}"' if "start" in token.attrs else ""
    writer.out.append(f"<{token.tag}{start}{writer.block_id(token)}>\n")
    return index + 1


def _heading(writer: _Writer, index: int) -> int:
    token = writer.tokens[index]
    html = inlines.render_line(writer.children(index + 1), writer.scope)
    block_id = token.meta.get("block_id")
    anchor = writer.scope.source.note.headings[token.meta["heading_index"]].anchor
    if writer.scope.own and anchor:
        mark = f'<span id="^{block_id}"></span>' if block_id else ""
        link = f'<a class="headerlink" href="#{anchor}" title="Permanent link">¶</a>'
        writer.out.append(f'<{token.tag} id="{anchor}">{mark}{html}{link}</{token.tag}>\n')
    else:
        writer.out.append(f"<{token.tag}>{html}</{token.tag}>\n")
    return index + 3


def _paragraph(writer: _Writer, index: int) -> int:
    token = writer.tokens[index]
    task = ""
    if index and writer.tokens[index - 1].type == "list_item_open":
        task = _task(writer.tokens[index - 1])
    segments = inlines.render(writer.children(index + 1), writer.scope, splits=True)
    block_id = writer.block_id(token)
    if task and (not segments or segments[0].block):
        writer.out.append(task)
        task = ""
    for segment in segments:
        if segment.block:
            writer.out.append(_with_id(segment.html, block_id))
        elif token.hidden and not block_id:
            writer.out.append(f"{task}{segment.html}\n")
        else:
            writer.out.append(f"<p{block_id}>{task}{segment.html}</p>\n")
        task = block_id = ""
    closing = index + 2
    if writer.tokens[index + 2].type == "footnote_anchor":
        while writer.tokens[closing].type == "footnote_anchor":
            closing += 1
    return closing + 1


def _with_id(html: str, block_id: str) -> str:
    return f"<div{block_id}>{html}</div>\n" if block_id else html


def _task(item: Token) -> str:
    state = item.meta.get("task")
    if state is None:
        return ""
    checked = "" if state == " " else " checked"
    return (
        '<label class="task-list-control"><input type="checkbox" disabled'
        f'{checked} aria-label="{"To do" if state == " " else "Done"}">'
        '<span class="task-list-indicator"></span></label> '
    )


def _list_item(writer: _Writer, index: int) -> int:
    token = writer.tokens[index]
    state = token.meta.get("task")
    task = f' class="task-list-item" data-task="{escape(state)}"' if state is not None else ""
    writer.out.append(f"<li{task}{writer.block_id(token)}>")
    if task and writer.tokens[index + 1].type != "paragraph_open":
        writer.out.append(_task(token))
    return index + 1


def _code(writer: _Writer, index: int) -> int:
    token = writer.tokens[index]
    writer.out.append(_with_id(fence(token, writer.scope), writer.block_id(token)))
    return index + 1


def _rule(writer: _Writer, index: int) -> int:
    writer.out.append("<hr>\n")
    return index + 1


def _html(writer: _Writer, index: int) -> int:
    writer.out.append(html.block(writer.tokens[index].content, writer.scope))
    return index + 1


def _maths(writer: _Writer, index: int) -> int:
    token = writer.tokens[index]
    html = links.formula(token, writer.scope, tag="div")
    writer.out.append(f"{_with_id(html, writer.block_id(token))}\n")
    return index + 1


def _inline(writer: _Writer, index: int) -> int:
    writer.out.append(inlines.render_line(writer.children(index), writer.scope))
    return index + 1


def _cell_inline(writer: _Writer, index: int) -> int:
    """A cell's text: blocks may stand in cells, unlike in headings."""
    token = writer.tokens[index]
    segments = inlines.render(writer.children(index + 1), writer.scope, splits=True)
    style = f' style="{token.attrs["style"]}"' if "style" in token.attrs else ""
    html = "".join(segment.html for segment in segments)
    writer.out.append(f"<{token.tag}{style}>{html}</{token.tag}>\n")
    return index + 3


def _callout_open(writer: _Writer, index: int) -> int:
    token = writer.tokens[index]
    title = inlines.render_line(writer.children(index + 2), writer.scope)
    opening, closing = callouts.tags(token, title)
    writer.out.append(_with_open_id(opening, writer.block_id(token)))
    writer.callouts.append(closing)
    return index + 4


def _with_open_id(opening: str, block_id: str) -> str:
    name, blank, rest = opening.partition(" ")
    return f"{name}{block_id}{blank}{rest}"


def _callout_close(writer: _Writer, index: int) -> int:
    writer.out.append(writer.callouts.pop())
    return index + 1


def _footnotes_open(writer: _Writer, index: int) -> int:
    writer.out.append('<div class="footnote">\n<hr>\n<ol>\n')
    return index + 1


def _footnotes_close(writer: _Writer, index: int) -> int:
    writer.out.append("</ol>\n</div>\n")
    return index + 1


def _footnote_open(writer: _Writer, index: int) -> int:
    number = f"{links.footnote_prefix(writer.scope)}{writer.tokens[index].meta['id'] + 1}"
    value = writer.tokens[index].meta["id"] + 1
    writer.out.append(f'<li id="fn:{number}" value="{value}">')
    return index + 1


def _footnote_close(writer: _Writer, index: int) -> int:
    number = f"{links.footnote_prefix(writer.scope)}{_footnote_number(writer.tokens, index)}"
    writer.out.append(
        f'<a class="footnote-backref" href="#fnref:{number}" '
        'title="Jump back to the text">&#8617;</a></li>\n'
    )
    return index + 1


def _footnote_number(tokens: Sequence[Token], index: int) -> int:
    while tokens[index].type != "footnote_open":
        index -= 1
    return int(tokens[index].meta["id"]) + 1


def _nothing(_writer: _Writer, index: int) -> int:
    return index + 1


_HANDLERS: dict[str, Callable[[_Writer, int], int]] = {
    "heading_open": _heading,
    "paragraph_open": _paragraph,
    "inline": _inline,
    "bullet_list_open": _opening,
    "ordered_list_open": _opening,
    "blockquote_open": _opening,
    "table_open": _opening,
    "list_item_open": _list_item,
    "th_open": _cell_inline,
    "td_open": _cell_inline,
    "fence": _code,
    "code_block": _code,
    "hr": _rule,
    "html_block": _html,
    "math_block": _maths,
    "callout_open": _callout_open,
    "callout_close": _callout_close,
    "footnote_block_open": _footnotes_open,
    "footnote_block_close": _footnotes_close,
    "footnote_open": _footnote_open,
    "footnote_close": _footnote_close,
    "footnote_anchor": _nothing,
    "comment": _nothing,
}
