"""What a stretch of inline Markdown holds: links, formulas, tags.

It is read once for all notes: flashcards repeat their notes word for word, and notes each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from vaultsite.syntax import parse_inline
from vaultsite.syntax.memory import copy_of
from vaultsite.vault import html_links, linktext
from vaultsite.vault.note import Link, Tex, quotation
from vaultsite.vault.redact import redact_inline
from vaultsite.vault.snippets import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from vaultsite.vault.redact import IsPrivate

_MATHS = frozenset(("math_inline", "math_inline_double"))
_MARKED = re.compile(r"[$*_`~=\\]")
_IN_LABELS = _MATHS | {
    "text", "text_special", "code_inline", "em_open", "em_close", "strong_open", "strong_close",
    "s_open", "s_close", "mark_open", "mark_close",
}  # fmt: skip
_MOST = 10_000  # texts


class Fault(NamedTuple):
    """Syntax that is broken in a line, and the remedy."""

    line: int
    what: str
    remedy: str


@dataclass(slots=True)
class Inline:
    """What the inline tokens ``children`` hold. Lines and formulas count from 0.

    The tokens are shared by all places that say the same: their ``meta["formula"]`` and
    ``meta["line"]`` count from 0, too. ``lines`` is how many line endings there are.
    """

    children: list[Token]
    links: list[Link] = field(default_factory=list)
    formulas: list[Tex] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    lines: int = 0


class _Shared(NamedTuple):
    """An inline in which nothing is private, as far as nobody hides any of ``asked``."""

    parsed: Sequence[Token]
    asked: frozenset[tuple[str, bool]]
    inline: Inline


_known: dict[str, _Shared] = {}


def scan_inline(token: Token, hides: IsPrivate | None, redacting: IsPrivate | None) -> Inline:
    """Read a block's ``inline`` token. The token itself stays as it is.

    ``hides`` says whether anything is private in it. Only then is ``redacting`` asked.
    """
    parsed = token.children or []
    shared = _known.get(token.content)
    if shared is None or shared.parsed is not parsed:
        shared = _shared(parsed)
        if len(_known) >= _MOST:
            _known.clear()
        _known[token.content] = shared
    if redacting and hides and any(hides(*each) for each in shared.asked):
        return _read(parsed, redacting)
    return shared.inline


def _shared(parsed: Sequence[Token]) -> _Shared:
    asked: set[tuple[str, bool]] = set()

    def is_private(raw: str, markdown: bool) -> bool:
        asked.add((raw, markdown))
        return False

    inline = _read(parsed, is_private)
    return _Shared(parsed, frozenset(asked), inline)


def _read(parsed: Sequence[Token], is_private: IsPrivate) -> Inline:
    inline = Inline([copy_of(token) for token in parsed])
    redact_inline(inline.children, is_private)
    _collect(inline, inline.children)
    for index, token in enumerate(inline.children):
        if (found := _link_in(token)) is not None:
            raw, markdown = found
            quoted = quotation(sentence(inline.children, index))
            embed = token.type in ("embed", "image")
            inline.links.append(Link(raw, markdown, embed, token.meta["line"], quoted))
    return inline


def _collect(inline: Inline, children: Sequence[Token]) -> None:
    for token in children:
        kind = token.type
        if kind in ("softbreak", "hardbreak"):
            inline.lines += 1
        elif kind == "text":
            _text(inline, token.content)
        elif kind in _MATHS:
            token.meta["formula"] = len(inline.formulas)
            inline.formulas.append(Tex(token.content, kind != "math_inline", inline.lines))
            inline.lines += token.content.count("\n")
        elif kind in ("embed", "image", "link_open"):
            token.meta["line"] = inline.lines
        elif kind == "wikilink":
            token.meta["line"] = inline.lines
            _label(inline, token)
        elif kind == "cloze_open":
            _hint(inline, token)
        elif kind == "tag":
            inline.tags.append(token.content)
        elif kind == "html_inline":
            inline.links += html_links_in(token.content, inline.lines)


def _text(inline: Inline, text: str) -> None:
    if "$$" in text:
        remedy = "close the formula with `$$`, or write \\$\\$"
        inline.faults.append(Fault(inline.lines, "`$$` without its pair", remedy))
    elif "%%" in text:
        remedy = "close the comment with `%%`"
        inline.faults.append(Fault(inline.lines, "`%%` without its pair", remedy))


def _label(inline: Inline, token: Token) -> None:
    """A link's text may hold formulas and emphasis (§3); anything more is shown as written."""
    text = token.meta["text"] = linktext.display(linktext.parse(token.content))
    token.children = None
    if _MARKED.search(text):
        children = parse_inline(text)
        if all(child.type in _IN_LABELS for child in children):
            token.children = [copy_of(child) for child in children]
            _collect(inline, token.children)


def _hint(inline: Inline, token: Token) -> None:
    """A hint may hold what a link's text may; one with more could tell what is private."""
    children = parse_inline(token.content) if token.content else []
    if children and all(child.type in _IN_LABELS for child in children):
        token.children = [copy_of(child) for child in children]
        _collect(inline, token.children)


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


def html_links_in(source: str, line: int) -> list[Link]:
    """The links of HTML to files of the vault."""
    return [
        Link(address, markdown=True, embed=name != "a", line=line)
        for name, address in html_links.addresses(source)
        if address and linktext.from_href(address) is not None
    ]
