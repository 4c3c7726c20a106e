"""What a note's tokens hold, found in one walk: headings, links, formulas, tags, block ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsite.problems import Kind, Problem
from vaultsite.vault import properties
from vaultsite.vault.anchors import Anchors
from vaultsite.vault.inline_scan import html_links_in, scan_inline
from vaultsite.vault.note import BODY, Heading, Link, Tex, with_formulas
from vaultsite.vault.plaintext import plain_text
from vaultsite.vault.redact import Counted, redact_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from vaultsite.vault.inline_scan import Inline
    from vaultsite.vault.redact import IsPrivate


class Scan:
    """One walk over a note's tokens, which it numbers on the way, without what is private."""

    def __init__(self, path: str, is_private: IsPrivate | None) -> None:
        self.path = path
        self._hides = is_private
        self._counted = Counted(is_private) if is_private else None
        self.anchors = Anchors()
        self.headings: list[Heading] = []
        self.blocks: dict[str, int] = {}
        self.links: list[Link] = []
        self.formulas: list[Tex] = []
        self.tags: list[str] = []
        self.problems: list[Problem] = []
        self._line = 0
        self._card = BODY
        self._again = False
        self._known: set[tuple[str, bool, bool]] = set()

    @property
    def private_links(self) -> int:
        """How many links and embeds were taken out."""
        return self._counted.count if self._counted else 0

    def tokens(self, tokens: Sequence[Token], card: int, *, again: bool = False) -> None:
        """Read the tokens of a card, or of the note's text. ``again``: it also stands there."""
        self._card = card
        self._again = again
        redact_blocks(tokens, self._counted)
        inlines = iter([self._read(token) for token in tokens if token.type == "inline"])
        for index, token in enumerate(tokens):
            if token.map:
                self._line = token.map[0]
            if token.type == "inline":
                self._inline(token, next(inlines))
            elif token.type == "heading_open":
                self._heading(token, tokens[index + 1])
            elif token.type == "hr" and "heading" in token.meta:
                self._add_heading(token, token.meta["heading"], "", "")
            elif token.type == "math_block":
                self._formula(token)
            elif token.type == "html_block":
                self._html(token)
            elif token.type == "comment" and token.info == "unclosed":
                what = "a comment is opened by %% and never closed"
                self._problem(self._line + 1, what, "close it with %%")
            if "block_id" in token.meta:
                self._block(token)

    def properties(self, values: dict[str, object]) -> None:
        for text in properties.links_in(values):
            raw = "#".join((text.path, *text.subpath))
            if self._counted and self._counted(raw, False):
                continue
            self.links.append(Link(raw, markdown=False, embed=False, line=1))

    def _block(self, token: Token) -> None:
        """The first block of a name has it: an id stands once on a page."""
        if token.meta["block_id"] in self.blocks:
            del token.meta["block_id"]
        else:
            self.blocks[token.meta["block_id"]] = self._card

    def _heading(self, token: Token, inline: Token) -> None:
        source = inline.content
        text = plain_text(inline.children or []) if inline.children else source
        self._add_heading(token, int(token.tag[1:]), source, text)

    def _add_heading(self, token: Token, level: int, source: str, text: str) -> None:
        anchor = self.anchors.assign(text) if text and self._card == BODY else ""
        token.meta["heading_index"] = len(self.headings)
        line = (token.map or [0])[0] + 1
        self.headings.append(Heading(level, source, text, anchor, line, self._card))

    def _read(self, token: Token) -> Inline:
        inline = scan_inline(token, self._hides, self._counted)
        token.children = inline.children
        return inline

    def _inline(self, token: Token, inline: Inline) -> None:
        """Take over what an inline token holds, whose own lines and formulas count from 0."""
        line, formula = self._line + 1, len(self.formulas)
        token.meta["line"] = line
        for link in inline.links:
            quoted = link.sentence
            if formula:
                quoted = with_formulas(quoted, lambda number: str(formula + number))
            here = Link(link.raw, link.markdown, link.embed, line + link.line, quoted, self._card)
            self._link(here)
        if inline.formulas:
            token.meta["formula"] = formula
            self.formulas += [Tex(tex, display, line + at) for tex, display, at in inline.formulas]
        self.tags += inline.tags
        for at, what, remedy in inline.faults:
            self._problem(line + at, what, remedy)
        self._line += inline.lines

    def _formula(self, token: Token) -> None:
        token.meta["formula"] = len(self.formulas)
        self.formulas.append(Tex(token.content, True, self._line + 1))

    def _html(self, token: Token) -> None:
        for link in html_links_in(token.content, self._line + 1):
            if not (self._counted and self._counted(link.raw, True)):
                self._link(link._replace(card=self._card))

    def _link(self, link: Link) -> None:
        """Links that are said twice are quoted once."""
        written = link.raw, link.markdown, link.embed
        if not (self._again and written in self._known):
            self.links.append(link)
            self._known.add(written)

    def _problem(self, line: int, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.path, line, Kind.BROKEN_SYNTAX, what, remedy))
