"""What a note's tokens hold, found in one walk: headings, links, formulas, tags, block ids."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vaultsite.problems import Kind, Problem
from vaultsite.syntax import parse_inline
from vaultsite.vault import html_links, linktext, properties
from vaultsite.vault.anchors import Anchors
from vaultsite.vault.note import BODY, Heading, Link, Tex, quotation
from vaultsite.vault.plaintext import plain_text
from vaultsite.vault.redact import PRIVATE_TEXT, redact
from vaultsite.vault.snippets import Sentences, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from vaultsite.vault.redact import IsPrivate

_MATHS = frozenset(("math_inline", "math_inline_double", "math_block"))
_MARKED = re.compile(r"[$*_`~=\\]")
_IN_LABELS = _MATHS | {
    "text", "text_special", "code_inline", "em_open", "em_close", "strong_open", "strong_close",
    "s_open", "s_close", "mark_open", "mark_close",
}  # fmt: skip


_SENTENCES = Sentences()


class Scan:
    """One walk over a note's tokens, which it numbers on the way."""

    def __init__(self, path: str, is_private: IsPrivate | None) -> None:
        self.path = path
        self._is_private = is_private
        self.anchors = Anchors()
        self.headings: list[Heading] = []
        self.blocks: dict[str, int] = {}
        self.links: list[Link] = []
        self.formulas: list[Tex] = []
        self.tags: list[str] = []
        self.problems: list[Problem] = []
        self._line = 0
        self._card = BODY

    def tokens(self, tokens: Sequence[Token], card: int) -> None:
        self._card = card
        redact(tokens, self._is_private)
        for index, token in enumerate(tokens):
            if token.map:
                self._line = token.map[0]
            if token.type == "inline":
                self._inline(token.children or [], token.content)
            elif token.type == "heading_open":
                self._heading(token, tokens[index + 1])
            elif token.type == "hr" and "heading" in token.meta:
                self._add_heading(token, token.meta["heading"], "", "")
            elif token.type == "math_block":
                self._formula(token)
            elif token.type == "html_block":
                self._html(token)
            elif token.type == "comment" and token.info == "unclosed":
                self._problem("a comment is opened by %% and never closed", "close it with %%")
            if "block_id" in token.meta:
                self._block(token)

    def properties(self, values: dict[str, object]) -> None:
        for text in properties.links_in(values):
            raw = "#".join((text.path, *text.subpath))
            if self._is_private and self._is_private(raw, False):
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

    def _inline(self, children: Sequence[Token], content: str) -> None:
        first_formula = len(self.formulas)
        for token in children:
            token.meta["line"] = self._line + 1
            if token.type in ("softbreak", "hardbreak"):
                self._line += 1
            elif token.type in _MATHS:
                self._formula(token)
                self._line += token.content.count("\n")
            elif token.type == "wikilink":
                self._label(token)
            elif token.type == "tag":
                self.tags.append(token.content)
            elif token.type == "html_inline":
                self._html(token)
            elif token.type == "text" and "$$" in token.content:
                self._problem(
                    "`$$` without its pair", "close the formula with `$$`, or write \\$\\$"
                )
            elif token.type == "text" and "%%" in token.content:
                self._problem("`%%` without its pair", "close the comment with `%%`")
        for index, token in enumerate(children):
            if (found := self._link_in(token)) is not None:
                raw, markdown = found
                quoted = self._quoted(children, index, content, first_formula)
                embed = token.type in ("embed", "image")
                line = token.meta["line"]
                self.links.append(Link(raw, markdown, embed, line, quoted, self._card))

    def _label(self, token: Token) -> None:
        """A link's text may hold formulas and emphasis (§3); anything more is shown as written."""
        text = token.meta["text"] = linktext.display(linktext.parse(token.content))
        token.children = None
        if _MARKED.search(text):
            children = parse_inline(text)
            if all(child.type in _IN_LABELS for child in children):
                token.children = children
                self._inline(children, text)

    def _formula(self, token: Token) -> None:
        token.meta["formula"] = len(self.formulas)
        display = token.type != "math_inline"
        self.formulas.append(Tex(token.content, display, self._line + 1))

    @staticmethod
    def _link_in(token: Token) -> tuple[str, bool] | None:
        """A link's raw text, and whether it is written as Markdown; None: no link in the vault."""
        if token.type in ("wikilink", "embed"):
            return token.content, False
        if token.type == "link_open" and token.markup not in ("autolink", "linkify"):
            raw = str(token.attrs.get("href", ""))
        elif token.type == "image":
            raw = str(token.attrs.get("src", ""))
        else:
            return None
        return None if linktext.from_href(raw) is None else (raw, True)

    def _quoted(
        self, children: Sequence[Token], index: int, content: str, first_formula: int
    ) -> str:
        if self._is_private and _was_redacted(children):  # other notes may tell it
            return quotation(sentence(children, index))
        return _SENTENCES.around(children, index, content=content, first_formula=first_formula)

    def _html(self, token: Token) -> None:
        for name, address in html_links.addresses(token.content):
            if not address or linktext.from_href(address) is None:
                continue
            if self._is_private and self._is_private(address, True):
                continue
            embed = name != "a"
            line = self._line + 1
            self.links.append(Link(address, True, embed, line, card=self._card))

    def _problem(self, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.path, self._line + 1, Kind.BROKEN_SYNTAX, what, remedy))


def _was_redacted(children: Sequence[Token]) -> bool:
    return any(
        child.type in ("private_link", "comment") or PRIVATE_TEXT in child.content
        for child in children
    )
