"""Where in the vault the renderer is: on which page, in which note's text, in which embeds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vaultsite.render.outline import CARDS, Outline

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.token import Token

    from vaultsite.maths import Sheet
    from vaultsite.problems import Problem
    from vaultsite.render.page import Book
    from vaultsite.render.segment import Rendered
    from vaultsite.vault.note import Source

MOST_EMBEDS = 500
"""On one page: notes that embed each other twice grow without bounds, though not in a cycle."""

DEEPEST_EMBED = 10


@dataclass(slots=True)
class PageState:
    """What all text on one page shares. ``write`` renders blocks: embeds call it for theirs.

    ``lines`` are the lines rendered so far, by the identity of their tokens, the note that they
    stand in and whether blocks may stand in them.
    """

    path: str
    book: Book
    sheet: Sheet
    write: Callable[[Sequence[Token], Scope], str]
    problems: list[Problem] = field(default_factory=list)
    scripts: set[str] = field(default_factory=set)
    fences: int = 0
    embeds: int = 0
    texts: int = 0
    footnote_marks: Counter[str] = field(default_factory=Counter)
    lines: dict[tuple[int, str, bool], Rendered] = field(default_factory=dict)

    def next_text(self) -> int:
        """A number for a text that has footnotes of its own."""
        self.texts += 1
        return self.texts


@dataclass(frozen=True, slots=True)
class Scope:
    """A stretch of text with one source. ``own``: the page's own note, which gets ids.

    ``stack`` names the sections being shown, the page first: one that comes again is a cycle.
    ``number`` sets this scope's footnotes apart from others on the page, ``outline`` its headings.
    """

    page: PageState
    source: Source
    own: bool
    stack: tuple[tuple[str, str], ...]
    number: int = 0
    outline: Outline = field(default_factory=Outline)

    @property
    def path(self) -> str:
        """The note whose text this is."""
        return self.source.note.path

    def apart(self) -> Scope:
        """A text of the same note in which ids must not stand: a field of a card."""
        number = self.page.next_text()
        outline = Outline(CARDS)
        return Scope(
            self.page, self.source, own=False, stack=self.stack, number=number, outline=outline
        )

    def embedded(self, source: Source, section: str) -> Scope:
        """The scope of a section of ``source`` that is shown within this one."""
        self.page.embeds += 1
        stack = (*self.stack, (source.note.path, section))
        number, outline = self.page.next_text(), Outline(self.outline.level)
        return Scope(self.page, source, own=False, stack=stack, number=number, outline=outline)
