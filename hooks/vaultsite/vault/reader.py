"""A note's source in, its record and tokens out."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from vaultsite.problems import Kind, Problem
from vaultsite.syntax import parse
from vaultsite.syntax.hidden import hide_comments
from vaultsite.vault import linktext, properties
from vaultsite.vault.anki_settings import is_cloze
from vaultsite.vault.cards import lift
from vaultsite.vault.characters import printable
from vaultsite.vault.cloze_fields import parse_cloze
from vaultsite.vault.found_check import without_secrets
from vaultsite.vault.inline_cards import find_inline
from vaultsite.vault.names import title_of
from vaultsite.vault.note import BODY, Note, Source
from vaultsite.vault.note_scan import Scan
from vaultsite.vault.plaintext import plain_text
from vaultsite.vault.redact import Asking, Counted, redact_properties

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from markdown_it.token import Token

    from vaultsite.syntax import Parsed
    from vaultsite.vault.anki_settings import AnkiSettings
    from vaultsite.vault.cards import Card, Field, Lifted
    from vaultsite.vault.redact import IsPrivate


def read(
    path: str,
    text: str,
    anki: AnkiSettings,
    *,
    key: bytes = b"",
    shape: bytes = b"",
    is_private: IsPrivate | None = None,
    late: Container[str] | None = None,
) -> Source:
    """Parse the note at ``path`` (relative to the vault), whose source is ``text``.

    Links for which ``is_private`` holds leave nothing behind that tells where they lead. ``key``
    is the source's, ``shape`` its record's. ``late`` is that of its record if it was read before.
    """
    text = printable(text)
    asking = Asking(is_private) if is_private else None
    counted = Counted(asking) if asking else None
    front = properties.split(text)
    front = redact_properties(front, counted)
    lines = text.split("\n")
    blanked = "\n" * front.body_line + "\n".join(lines[front.body_line :])
    markers = (anki.keywords.begin, anki.keywords.end)
    lifted, body = _lifted(hide_comments(blanked, markers=markers), anki, path, late)
    title = properties.title(front.properties) or title_of(path)
    scan = Scan(path, asking)
    scan.anchors.reserve(f"card-{card.key}" for card in lifted.cards)
    scan.tokens(body.tokens, BODY)
    lifted = without_secrets(lifted, body.tokens, path, asking)
    fields = tuple(
        tuple(_parse_field(card, field, anki) for field in card.fields) for card in lifted.cards
    )
    for number, (card, parsed_fields) in enumerate(zip(lifted.cards, fields, strict=True)):
        for parsed in parsed_fields:
            scan.tokens(parsed.tokens, number, again=card.from_text)
    scan.properties(front.properties)
    broken = [problem] if (problem := front.problem(path)) else []
    note = Note(
        path=path,
        title=title,
        properties=front.properties,
        headings=tuple(scan.headings),
        blocks=scan.blocks,
        links=tuple(scan.links),
        formulas=tuple(scan.formulas),
        tags=unique((*properties.tags(front.properties), *scan.tags)),
        footnotes=tuple(
            token.meta["label"] for token in body.tokens if token.type == "footnote_open"
        ),
        cards=lifted.cards,
        cards_anchor=scan.anchors.assign("cards"),
        removed_headings=frozenset(
            linktext.strip_heading(source).casefold() for _, source in lifted.removed_headings
        ),
        private_links=scan.private_links + (counted.count if counted else 0),
        opens_with_title=_opens_with(title, body),
        problems=(*broken, *lifted.problems, *scan.problems),
        shape=shape,
        deck=(lifted.deck or "").strip(),
        late=lifted.late,
        file_tags=tuple(dict.fromkeys((*anki.folder_tags_of(path), *lifted.tags))),
    )
    if asking and not note.private_links:
        asked = asking.asked - {(link.raw, link.markdown) for link in note.links}
        note = replace(note, asked=tuple(sorted(asked)))
    return Source(note, body, fields, key)


def _lifted(
    text: str, anki: AnkiSettings, path: str, late: Container[str] | None
) -> tuple[Lifted, Parsed]:
    """A note's cards and its text; inline cards stay text where the parser has no place for them.

    So it is in headings, comments, code that is never closed, and what an image is called.
    """
    plain: set[int] = set()
    while True:
        lifted = lift(text, anki, path=path, plain=plain, late=late)
        body = parse(lifted.body)
        inline = {number: card.line for number, card in enumerate(lifted.cards) if card.inline}
        lost = set(inline) - set(_places(body.tokens)) if inline else ()
        if not lost:
            problems = (*lifted.problems, *_in_headings(body.tokens, anki, path))
            return replace(lifted, problems=problems), body
        plain.update(inline[number] for number in lost)


def _places(tokens: Sequence[Token]) -> Iterator[int]:
    for before, token in pairwise(tokens):
        if token.type == "inline" and before.type in ("paragraph_open", "td_open", "th_open"):
            for child in token.children or ():
                if child.type == "card_place":
                    yield child.meta["card"]


def _in_headings(tokens: Sequence[Token], anki: AnkiSettings, path: str) -> Iterator[Problem]:
    """Inline cards that stay text, though not to show how one is written, as in code."""
    for before, token in pairwise(tokens):
        if before.type == "heading_open" and any(find_inline(token.content, anki)):
            line = (before.map or [0])[0] + 1
            remedy = "write it in a line below the heading"
            yield Problem(path, line, Kind.DAMAGED_CARD, "inline card in a heading", remedy)


def _parse_field(card: Card, field: Field, anki: AnkiSettings) -> Parsed:
    first_line = field.line - 1
    if not is_cloze(card.note_type) or field is not card.front:
        return parse(field.text, first_line=first_line)
    curly, highlights = anki.clozes_in(card.note_type)
    return parse_cloze(field.text, first_line=first_line, curly=curly, highlights=highlights)


def _opens_with(title: str, body: Parsed) -> bool:
    tokens = body.tokens
    if len(tokens) < 2 or tokens[0].type != "heading_open":
        return False
    text = plain_text(tokens[1].children or [])
    return _bare(text) == _bare(title) or _bare(tokens[1].content) == _bare(title)


def _bare(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().casefold()


def unique(tags: Iterable[str]) -> tuple[str, ...]:
    """Each tag once, as it was first written."""
    seen = {tag.casefold(): tag for tag in reversed(list(tags))}
    return tuple(reversed(seen.values()))
