"""List items and tasks, in the markup that Material styles."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

    from vaultsite.render.writer import Writer
    from vaultsite.words import Words


def task(item: Token, words: Words) -> str:
    """The box of a task, empty for other items."""
    state = item.meta.get("task")
    if state is None:
        return ""
    checked = "" if state == " " else " checked"
    label = words("task.open") if state == " " else words("task.done")
    return (
        '<label class="task-list-control"><input type="checkbox" disabled'
        f'{checked} aria-label="{label}">'
        '<span class="task-list-indicator"></span></label> '
    )


def list_item(writer: Writer, index: int) -> int:
    """An item; the box of a task that begins with a paragraph stands in that."""
    token = writer.tokens[index]
    state = token.meta.get("task")
    attributes = f' class="task-list-item" data-task="{escape(state)}"' if state is not None else ""
    writer.out.append(f"<li{attributes}{writer.direction(index)}{writer.block_id(token)}>")
    if attributes and writer.tokens[index + 1].type != "paragraph_open":
        writer.out.append(task(token, writer.scope.page.book.words))
    return index + 1
