"""Block tokens to HTML, in the DOM that Material styles."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from vaultsite.render import callouts, footnotes, html, inlines, links, spoken
from vaultsite.render.anchors import permanent_link
from vaultsite.render.fences import fence
from vaultsite.render.lists import list_item
from vaultsite.render.lists import task as task_box
from vaultsite.render.writer import Writer, with_id

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.token import Token

    from vaultsite.render.scope import Scope


def render(tokens: Sequence[Token], scope: Scope) -> str:
    """The HTML of block tokens, which must be balanced."""
    writer = Writer(tokens, scope)
    index = 0
    while index < len(tokens):
        handler = _HANDLERS.get(tokens[index].type, _tag)
        index = handler(writer, index)
    return "".join(writer.out)


def _tag(writer: Writer, index: int) -> int:
    """An opening or closing tag, with the attributes that the parser gave it."""
    token = writer.tokens[index]
    if token.tag and token.nesting < 0:
        writer.out.append(f"</{token.tag}>\n")
    elif token.tag:
        attributes = (f' {key}="{escape(str(value))}"' for key, value in token.attrs.items())
        writer.out.append(f"<{token.tag}{''.join(attributes)}>")
    return index + 1


def _opening(writer: Writer, index: int) -> int:
    token = writer.tokens[index]
    start = f' start="{token.attrs["start"]}"' if "start" in token.attrs else ""
    way = writer.direction(index)
    writer.out.append(f"<{token.tag}{start}{way}{writer.block_id(token)}>\n")
    return index + 1


def _table(writer: Writer, index: int) -> int:
    writer.scope.page.scripts.add("blocks")
    return _opening(writer, index)


def _heading(writer: Writer, index: int) -> int:
    token = writer.tokens[index]
    html = inlines.render_line(writer.tokens[index + 1], writer.scope)
    block_id = token.meta.get("block_id")
    more = writer.scope.outline.attribute(int(token.tag[1])) + writer.direction(index)
    anchor = writer.scope.source.note.headings[token.meta["heading_index"]].anchor
    if writer.scope.own and anchor:
        mark = f'<span id="^{block_id}"></span>' if block_id else ""
        link = permanent_link(anchor, writer.scope.page.book.words)
        writer.out.append(f'<{token.tag} id="{anchor}"{more}>{mark}{html}{link}</{token.tag}>\n')
    else:
        writer.out.append(f"<{token.tag}{more}>{html}</{token.tag}>\n")
    return index + 3


def _paragraph(writer: Writer, index: int) -> int:
    token = writer.tokens[index]
    task = ""
    if index and writer.tokens[index - 1].type == "list_item_open":
        task = task_box(writer.tokens[index - 1], writer.scope.page.book.words)
    segments = inlines.render(writer.tokens[index + 1], writer.scope, splits=True)
    block_id, way = writer.block_id(token), writer.direction(index)
    if task and (not segments or segments[0].block):
        writer.out.append(task)
        task = ""
    for segment in segments:
        if segment.block:
            writer.out.append(with_id(segment.html, block_id))
        elif token.hidden and not block_id:
            writer.out.append(f"{task}{segment.html}\n")
        else:
            writer.out.append(f"<p{way}{block_id}>{task}{segment.html}</p>\n")
        task = block_id = ""
    return index + 3


def _code(writer: Writer, index: int) -> int:
    token = writer.tokens[index]
    writer.out.append(with_id(fence(token, writer.scope), writer.block_id(token)))
    return index + 1


def _rule(writer: Writer, index: int) -> int:
    writer.out.append("<hr>\n")
    return index + 1


def _html(writer: Writer, index: int) -> int:
    writer.out.append(html.block(writer.tokens[index].content, writer.scope))
    return index + 1


def _maths(writer: Writer, index: int) -> int:
    token = writer.tokens[index]
    html = links.formula(token, writer.scope, tag="div")
    writer.out.append(f"{with_id(html, writer.block_id(token))}\n")
    return index + 1


def _inline(writer: Writer, index: int) -> int:
    writer.out.append(inlines.render_line(writer.tokens[index], writer.scope))
    return index + 1


def _cell_inline(writer: Writer, index: int) -> int:
    """A cell's text: blocks may stand in cells, unlike in headings."""
    token = writer.tokens[index]
    segments = inlines.render(writer.tokens[index + 1], writer.scope, splits=True)
    style = f' style="{token.attrs["style"]}"' if "style" in token.attrs else ""
    html = "".join(segment.html for segment in segments)
    tag = token.tag if html else "td"  # a header that says nothing is none to a screen reader
    if tag == "th" and spoken.is_maths(writer.tokens[index + 1]):
        html = spoken.with_names(html)
    writer.out.append(f"<{tag}{style}{writer.direction(index)}>{html}</{tag}>\n")
    return index + 3


def _callout_open(writer: Writer, index: int) -> int:
    token = writer.tokens[index]
    title = inlines.render_line(writer.tokens[index + 2], writer.scope)
    opening, closing = callouts.tags(token, title)
    writer.out.append(_with_more(opening, writer.direction(index) + writer.block_id(token)))
    writer.callouts.append(closing)
    return index + 4


def _with_more(opening: str, attributes: str) -> str:
    name, blank, rest = opening.partition(" ")
    return f"{name}{attributes}{blank}{rest}"


def _callout_close(writer: Writer, index: int) -> int:
    writer.out.append(writer.callouts.pop())
    return index + 1


def _nothing(_writer: Writer, index: int) -> int:
    return index + 1


_HANDLERS: dict[str, Callable[[Writer, int], int]] = {
    "heading_open": _heading,
    "paragraph_open": _paragraph,
    "inline": _inline,
    "bullet_list_open": _opening,
    "ordered_list_open": _opening,
    "blockquote_open": _opening,
    "table_open": _table,
    "list_item_open": list_item,
    "th_open": _cell_inline,
    "td_open": _cell_inline,
    "fence": _code,
    "code_block": _code,
    "hr": _rule,
    "html_block": _html,
    "math_block": _maths,
    "callout_open": _callout_open,
    "callout_close": _callout_close,
    "footnote_block_open": footnotes.footnotes_open,
    "footnote_block_close": footnotes.footnotes_close,
    "footnote_open": footnotes.footnote_open,
    "footnote_close": footnotes.footnote_close,
    "comment": _nothing,
}
