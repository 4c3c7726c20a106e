"""Flashcards as widgets: the question visible, the answer folded. The HTML contract, §4."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from vaultsite.render.anchors import permanent_link

if TYPE_CHECKING:
    from vaultsite.render.scope import Scope
    from vaultsite.vault.cards import Card
    from vaultsite.words import Words


_GAP = '<span class="card-cloze"'


def section(scope: Scope) -> str:
    """All cards below the text of the scope's note in one section; empty if it has none.

    Each field is rendered apart, so that what is damaged in it stays within its card.
    """
    note = scope.source.note
    numbers = [number for number, card in enumerate(note.cards) if not card.inline]
    if not numbers:
        return ""
    numbers.sort(key=lambda number: note.cards[number].line)
    articles = "".join(article(number, scope) for number in numbers)
    anchor = note.cards_anchor
    count = len(numbers)
    words = scope.page.book.words
    return (
        f'<section class="cards" aria-labelledby="{anchor}">\n'
        f'<h2 class="cards-title" id="{anchor}">{words("cards.title")} '
        f'<span class="cards-count">{count}</span>{permanent_link(anchor, words)}</h2>\n'
        f"{articles}</section>\n"
    )


def article(number: int, scope: Scope) -> str:
    """One card of the scope's note; where that is embedded, without the id."""
    card = scope.source.note.cards[number]
    source = scope.source if scope.source.fields else scope.page.book.source(scope.path)
    fields = [scope.page.write(parsed.tokens, scope.apart()) for parsed in source.fields[number]]
    tags = " ".join(card.tags)
    chips = "".join(f"<li>{escape(tag)}</li>" for tag in card.tags)
    words = scope.page.book.words
    name = f' id="card-{escape(card.key)}"' if scope.own else ""
    return (
        f'<article class="card{" card-in-text" * card.inline}"{name} '
        f'data-note-type="{escape(card.note_type)}" data-tags="{escape(tags)}"'
        f"{' data-both-ways' * card.asked_both_ways}>\n"
        f"{_link(card, words) if scope.own else ''}"
        f'<div class="card-front">\n{fields[0] if fields else ""}</div>\n'
        f"{_answer(card, fields[1:], words, has_gaps=_GAP in ''.join(fields[:1]))}"
        + _kind(card, words)
        + (f'<ul class="card-tags" aria-label="{words("tags.title")}">{chips}</ul>\n' * bool(chips))
        + "</article>\n"
    )


def _link(card: Card, words: Words) -> str:
    link = words("cards.permanent-link")
    return (
        f'<a class="card-link headerlink" href="#card-{escape(card.key)}" '
        f'title="{link}" aria-label="{link}">¶</a>\n'
    )


def _kind(card: Card, words: Words) -> str:
    """How else Anki asks than by the question, for the answer."""
    if not (card.asked_both_ways or card.is_typed):
        return ""
    kind = words("cards.both-ways" if card.asked_both_ways else "cards.typed")
    return f'<p class="card-kind">{kind}</p>\n'


def _answer(card: Card, fields: list[str], words: Words, *, has_gaps: bool) -> str:
    """The other fields; with gaps in the first it opens those, even if it is empty."""
    shown = [
        (field.name, html)
        for number, (field, html) in enumerate(zip(card.fields[1:], fields, strict=True), 1)
        if html and card.is_shown(number)
    ]
    if not shown and not has_gaps:
        return ""
    if len(shown) == 1:
        body = shown[0][1]
    else:
        body = "".join(
            f'<div class="card-field" data-field="{escape(name)}">\n{html}</div>\n'
            for name, html in shown
        )
    return (
        f'<details class="card-answer"><summary>{words("cards.answer")}</summary>\n'
        f'<div class="card-back">\n{body}</div></details>\n'
    )
