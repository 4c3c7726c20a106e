"""Cards that an author's own patterns find in a note's text, which stays as it is (flashcards §6).

A pattern's groups are the fields of its note type. Tags and an id may follow what it matches.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from vaultsite.problems import Kind, Problem
from vaultsite.vault import js_patterns
from vaultsite.vault.anki_data import DATA_FILE
from vaultsite.vault.anki_settings import is_cloze
from vaultsite.vault.card_block import Card, Field, fallback_key, join_field
from vaultsite.vault.card_trailer import Row, split_tags
from vaultsite.vault.clozes import has_deletion
from vaultsite.vault.js_patterns import Late, Span
from vaultsite.vault.search_text import without_filler

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from vaultsite.vault.anki_settings import AnkiSettings
    from vaultsite.vault.js_patterns import Match
    from vaultsite.vault.search_text import SearchText

_TAGS, _TAGS_WORD = "(Tags: .*)", "Tags:"
_ID, _ID_WORD = r"\n?(?:<!--)?(?:ID: (\d+).*)", "ID: "
_ID_MARKER = re.compile(r"(?:<!--[ \t]*)?ID: [0-9]+(?:[ \t]*-->)?")


class Hit(NamedTuple):
    """A match, and what of it is fields, tags and id."""

    whole: Span
    fields: tuple[Span | None, ...]
    tags: Span | None = None
    ident: Span | None = None


@dataclass(slots=True)
class FoundCards:
    """``markers``: tags and ids in the text, which are not for readers.

    ``late``: the note types whose patterns took too long.
    """

    cards: list[Card] = field(default_factory=list)
    markers: list[Span] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def find_cards(
    source: SearchText, settings: AnkiSettings, *, path: str, late: Container[str] | None = None
) -> FoundCards:
    """The cards in a note's text, in the order of their lines.

    ``late`` is what was ``late`` when the same text was read before: then the same are found, even
    if this computer is busier now.
    """
    finder = _Finder(source, settings, path)
    passes = _passes(source.text)
    limit = js_patterns.TIME_LIMIT if late is None else js_patterns.PATIENCE
    patterns = {
        note_type: pattern
        for note_type, pattern in settings.custom_regexps.items()
        if late is None or note_type not in late
    }
    asked = [
        [_source(pattern, tags=tags, ident=ident) for tags, ident in passes]
        for pattern in patterns.values()
    ]
    answers = js_patterns.search(source.text, asked, limit=limit)
    for note_type, answer in zip(patterns, answers, strict=True):
        if not isinstance(answer, list):
            finder.late(note_type, answer)
            continue
        for (tags, ident), matches in zip(passes, answer, strict=True):
            finder.take(note_type, [_hit(each, tags=tags, ident=ident) for each in matches])
    finder.found.cards.sort(key=lambda card: card.line)
    return finder.found


def _passes(text: str) -> list[tuple[bool, bool]]:
    """Whether tags and an id must follow, in the order in which the plugin tries."""
    has_tags, has_id = _TAGS_WORD in text, _ID_WORD in text
    every = [(True, True), (False, True), (True, False), (False, False)]
    return [(tags, ident) for tags, ident in every if tags <= has_tags and ident <= has_id]


def _source(pattern: str, *, tags: bool, ident: bool) -> str:
    return pattern + _TAGS * tags + _ID * ident


def _hit(match: Match, *, tags: bool, ident: bool) -> Hit:
    whole, *groups = match
    assert whole is not None  # noqa: S101
    id_span = groups.pop() if ident else None
    tags_span = groups.pop() if tags else None
    return Hit(whole, tuple(groups), tags_span, id_span)


def _cut(hit: Hit, stop: int) -> Hit:
    """The same without what stands from ``stop`` on."""
    cut = [each and Span(min(each.start, stop), min(each.stop, stop)) for each in hit.fields]
    tags = hit.tags and Span(hit.tags.start, max(hit.tags.start, min(hit.tags.stop, stop)))
    return hit._replace(fields=tuple(cut), tags=tags)


class _Finder:
    def __init__(self, source: SearchText, settings: AnkiSettings, path: str) -> None:
        self.source = source
        self.settings = settings
        self.path = path
        self.found = FoundCards()
        self._taken: list[Span] = []

    def late(self, note_type: str, answer: js_patterns.Late | js_patterns.Invalid) -> None:
        if not isinstance(answer, Late):
            return  # reported for the vault as a whole
        self.found.late.append(note_type)
        limit = f"{js_patterns.TIME_LIMIT:g} s"
        what = f"the pattern for {note_type!r} finds no cards here within {limit}"
        remedy = f"split the longest paragraph, or mend the pattern in {DATA_FILE}"
        self.found.problems.append(Problem(self.path, 0, Kind.DAMAGED_CARD, what, remedy))

    def take(self, note_type: str, hits: Sequence[Hit]) -> None:
        """Make cards of what one search found and no earlier one."""
        starts = [span.start for span in self._taken]
        stops = list(accumulate((span.stop for span in self._taken), max))
        for hit in hits:
            before = bisect_right(starts, hit.whole.start)
            is_taken = before > 0 and hit.whole.start < stops[before - 1]
            if not is_taken and not self.source.in_code(hit.whole):
                self._card(note_type, hit)
        self._taken.sort()

    def _card(self, note_type: str, hit: Hit) -> None:
        names = self.settings.fields_of(note_type) or ()
        marker = self._id_marker(hit)
        hit = _cut(hit, marker.start) if marker else hit
        spans = [span and self.source.trimmed(span) for span in hit.fields[: len(names)]]
        extent = self._extent(spans)
        fields = self._fields(names, spans)
        if extent is None or not self._asks(note_type, fields):
            return
        fields, tags, tags_marker = self._tags(hit, fields, extent)
        ident = self._text(hit.ident) if hit.ident else None
        key = ident or fallback_key(self.path, fields[0].text)
        line, end_line = self.source.line(extent.start) + 1, self.source.line(extent.stop) + 1
        card = Card(note_type, fields, tags, ident, key, line, end_line, from_text=True)
        self.found.cards.append(card)
        self.found.markers.extend(filter(None, (marker, tags_marker)))
        self._taken.append(hit.whole)
        self._check(card)

    def _extent(self, spans: Sequence[Span | None]) -> Span | None:
        """From the first field to the last; None if that is no text, or cuts something in two."""
        parts = [span for span in spans if span and span.start < span.stop]
        if not parts or any(map(self.source.tears, parts)):
            return None
        extent = Span(min(parts).start, max(part.stop for part in parts))
        return None if self.source.holds_cards(extent) else extent

    def _text(self, span: Span) -> str:
        return without_filler(self.source.text[span.start : span.stop])

    def _fields(self, names: Sequence[str], spans: Sequence[Span | None]) -> tuple[Field, ...]:
        """All fields of the type; empty are those for which the pattern has no group."""
        spans = [*spans, *[None] * (len(names) - len(spans))]
        return tuple(self._field(name, span) for name, span in zip(names, spans, strict=True))

    def _field(self, name: str, span: Span | None) -> Field:
        if span is None:
            return Field(name, "", 1)
        line = self.source.line(span.start) + 1
        text = self.source.text
        # With the blanks before it, where nothing else is: they tell how a list is nested.
        start = self.source.starts[line - 1]
        start = span.start if text[start : span.start].strip() else start
        lines = text[start : span.stop].split("\n")
        rows = [Row(line + number, without_filler(each)) for number, each in enumerate(lines)]
        return join_field(name, rows, line)

    def _tags(
        self, hit: Hit, fields: tuple[Field, ...], extent: Span
    ) -> tuple[tuple[Field, ...], tuple[str, ...], Span | None]:
        """The fields without their tags, the tags, and where these stand.

        Those in the last line a pattern for paragraphs takes for text.
        """
        if hit.tags:
            written = self._text(hit.tags).removeprefix(_TAGS_WORD)
            return fields, tuple(split_tags(written)), self.source.trimmed(hit.tags)
        last = max(
            (number for number, each in enumerate(fields) if each.text),
            key=lambda number: fields[number].line + fields[number].text.count("\n"),
        )
        above, _, below = fields[last].text.rpartition("\n")
        if not below.startswith(_TAGS_WORD) or not above.strip():
            return fields, (), None
        shortened = Field(fields[last].name, above.rstrip(), fields[last].line)
        marker = Span(self.source.starts[self.source.line(extent.stop)], extent.stop)
        tags = tuple(split_tags(below.removeprefix(_TAGS_WORD)))
        return (*fields[:last], shortened, *fields[last + 1 :]), tags, marker

    def _asks(self, note_type: str, fields: Sequence[Field]) -> bool:
        """Whether there is text in it and, in a cloze note, a deletion."""
        curly, highlights = self.settings.clozes_in(note_type)
        if is_cloze(note_type):
            return has_deletion(fields[0].text, curly=curly, highlights=highlights)
        return any(each.text for each in fields)

    def _id_marker(self, hit: Hit) -> Span | None:
        """The id with what is written around it, which a pattern may have taken for text."""
        if hit.ident is None:
            return None
        start = self.source.starts[self.source.line(hit.ident.start)]
        markers = _ID_MARKER.finditer(self.source.text, start)
        return next(Span(*found.span()) for found in markers if found.end() >= hit.ident.stop)

    def _check(self, card: Card) -> None:
        if len(card.fields) > 1 and not card.back.text and not is_cloze(card.note_type):
            what = f"card without answer, found by the pattern for {card.note_type!r}"
            remedy = "write an answer, or change the pattern in the plugin's settings"
            problem = Problem(self.path, card.line, Kind.DAMAGED_CARD, what, remedy)
            self.found.problems.append(problem)


def without_markers(
    lines: Sequence[str], source: SearchText, markers: Sequence[Span]
) -> Mapping[int, str]:
    """The lines, by their numbers from 0, from which tags and ids go, without them."""
    changed: dict[int, str] = {}
    for span in sorted(set(markers), reverse=True):
        number = source.line(span.start)
        line, start = changed.get(number, lines[number]), span.start - source.starts[number]
        if line:
            changed[number] = (line[:start] + line[start + span.stop - span.start :]).rstrip()
    return changed
