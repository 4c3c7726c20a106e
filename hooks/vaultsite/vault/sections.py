"""The part of a note that a link or an embed means, as tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.token import Token

from vaultsite.vault.note import BODY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsite.vault.index import Target
    from vaultsite.vault.note import Note, Source


def section_of(source: Source, target: Target) -> list[Token] | None:
    """The tokens of ``target`` in its note: balanced, footnotes included. None: not there.

    A section goes on to the next heading of its rank or higher (§2), or to the end of the block
    that it stands in. The whole note is its text without properties; its cards stay with it.
    """
    if target.missing:
        return None
    if target.heading is not None:
        return _with_footnotes(*_section(source, target.heading))
    if target.block:
        return _with_footnotes(*_block(source, target.block))
    return source.body.tokens


def in_card(note: Note, target: Target) -> bool:
    """Is ``target`` a place in a card of ``note``?"""
    if target.heading is not None:
        return note.headings[target.heading].card != BODY
    return note.blocks.get(target.block, BODY) != BODY


def excerpt(tokens: Sequence[Token], room: int) -> list[Token]:
    """The first blocks of ``tokens``, until they hold more than ``room`` characters."""
    used = 0
    for index, token in enumerate(tokens):
        at_border = token.level == tokens[0].level and token.nesting >= 0
        if at_border and (used > room or token.type == "footnote_block_open"):
            return _with_footnotes(tokens, 0, index) or []
        used += len(token.content)
    return list(tokens)


def _section(source: Source, number: int) -> tuple[Sequence[Token], int, int]:
    heading = source.note.headings[number]
    for tokens in _streams(source, heading.card):
        for start, token in enumerate(tokens):
            if token.meta.get("heading_index") == number:
                return tokens, start, _section_end(tokens, start, heading.level)
    return (), 0, 0


def _section_end(tokens: Sequence[Token], start: int, level: int) -> int:
    depth = tokens[start].level
    for index in range(start + 1, len(tokens)):
        token = tokens[index]
        if token.level < depth or token.type == "footnote_block_open":
            return index
        if token.level == depth and token.type in ("heading_open", "hr"):
            rank = int(token.tag[1:]) if token.type == "heading_open" else token.meta.get("heading")
            if rank is not None and rank <= level:
                return index
    return len(tokens)


def _block(source: Source, name: str) -> tuple[Sequence[Token], int, int]:
    for tokens in _streams(source, source.note.blocks[name]):
        for start, token in enumerate(tokens):
            if token.meta.get("block_id") == name:
                return tokens, start, _block_end(tokens, start)
    return (), 0, 0


def _block_end(tokens: Sequence[Token], start: int) -> int:
    if tokens[start].nesting == 0:
        return start + 1
    end = start + 1
    while tokens[end].level > tokens[start].level or tokens[end].nesting >= 0:
        end += 1
    return end + 1


def _streams(source: Source, card: int) -> Sequence[Sequence[Token]]:
    if card == BODY:
        return (source.body.tokens,)
    return tuple(parsed.tokens for parsed in source.fields[card])


def _with_footnotes(tokens: Sequence[Token], start: int, end: int) -> list[Token] | None:
    section = list(tokens[start:end])
    if not section:
        return None
    if section[0].type == "list_item_open":
        section = _in_list(tokens, start, section)
    used = _used(section)
    found: list[Token] = []
    while used:  # a footnote may have footnotes
        found = _footnotes(tokens, used)
        deeper = used | _used(found)
        if deeper == used:
            break
        used = deeper
    return section + found


def _in_list(tokens: Sequence[Token], start: int, item: list[Token]) -> list[Token]:
    """A list item in a list of its own, with its number."""
    above = start - 1
    while tokens[above].level >= item[0].level:
        above -= 1
    kind, tag = tokens[above].type.removesuffix("_open"), tokens[above].tag
    attrs: dict[str, str | int | float] = {"start": int(item[0].info)} if item[0].info else {}
    opening = Token(f"{kind}_open", tag, 1, attrs=attrs, level=tokens[above].level)
    return [opening, *item, Token(f"{kind}_close", tag, -1, level=opening.level)]


def _used(tokens: Sequence[Token]) -> set[int]:
    return {
        child.meta["id"]
        for token in tokens
        for child in token.children or ()
        if child.type == "footnote_ref"
    }


def _footnotes(tokens: Sequence[Token], used: set[int]) -> list[Token]:
    result: list[Token] = []
    keep = False
    for token in tokens:
        if token.type in ("footnote_block_open", "footnote_block_close"):
            result.append(token)
        elif token.type == "footnote_open":
            keep = token.meta["id"] in used
        if keep:
            result.append(token)
        if token.type == "footnote_close":
            keep = False
    return result
