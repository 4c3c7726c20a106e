"""What the search index is made of: headings and visible text, in plain HTML.

Left out: TeX, the backs of cards, the text of embeds (it is found in its own note), code markup.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from vaultsite.vault import properties
from vaultsite.vault.plaintext import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it.token import Token

    from vaultsite.vault.note import Source


def search_html(source: Source) -> str:
    """The note's aliases, its headings with ids, and paragraphs of text."""
    note = source.note
    names = properties.aliases(note.properties)
    parts = [f"<p>{escape(', '.join(names), quote=False)}</p>"] if names else []
    parts += _sections(source)
    if note.cards:
        parts.append(f'<h2 id="{note.cards_anchor}">Cards</h2>')
        for fields in source.fields:
            if fields:
                parts.extend(
                    f"<p>{escape(text, quote=False)}</p>" for text in _texts(fields[0].tokens)
                )
    return "\n".join(parts)


def canvas_search_html(source: Source) -> str:
    """The texts of a canvas as paragraphs."""
    texts = (text for [parsed] in source.fields for text in _texts(parsed.tokens))
    return "\n".join(f"<p>{escape(text, quote=False)}</p>" for text in texts)


def _sections(source: Source) -> Iterator[str]:
    tokens = source.body.tokens
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            heading = source.note.headings[token.meta["heading_index"]]
            title = escape(plain_text(tokens[index + 1].children or [], maths=False), quote=False)
            yield f'<{token.tag} id="{heading.anchor}">{title}</{token.tag}>'
        elif token.type in ("inline", "fence", "code_block") and not _in_heading(tokens, index):
            for text in _texts([token]):
                yield f"<p>{escape(text, quote=False)}</p>"


def _in_heading(tokens: list[Token], index: int) -> bool:
    return index > 0 and tokens[index - 1].type == "heading_open"


def _texts(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            text = plain_text(token.children or [], maths=False)
        elif token.type in ("fence", "code_block"):
            text = token.content
        else:
            continue
        if text.strip():
            yield text
