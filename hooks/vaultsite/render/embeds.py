"""``![[embeds]]`` and images: the specification of Obsidian's behaviour, §4."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from vaultsite.problems import Kind, Problem
from vaultsite.render import links, media
from vaultsite.render.canvas import canvas_embed
from vaultsite.render.files import file_embed
from vaultsite.render.scope import DEEPEST_EMBED, MOST_EMBEDS
from vaultsite.render.segment import Segment
from vaultsite.vault import linktext
from vaultsite.vault.names import title_of
from vaultsite.vault.plaintext import plain_text
from vaultsite.vault.sections import in_card, section_of

if TYPE_CHECKING:
    from markdown_it.token import Token

    from vaultsite.render.scope import Scope
    from vaultsite.vault.index import Target


def embed(token: Token, scope: Scope, *, inline_only: bool, line: int) -> Segment:
    """``![[target|…]]`` as HTML: a note as a block, a file within its line."""
    text = linktext.parse(token.content)
    target = scope.page.book.find(token.content, scope.path)
    raw = links.raw_target(token.content)
    if target is None:
        lost = scope.page.book.words("embeds.missing", name=text.path or raw)
        return _missing(raw, lost, inline_only=inline_only)
    if scope.page.book.is_note(target.path):
        return _note(raw, target, scope, inline_only=inline_only, line=line)
    if scope.page.book.canvas(target.path) is not None:
        return _canvas(raw, target, scope, inline_only=inline_only)
    return Segment(file_embed(raw, target, text.alias or "", scope), block=False)


def image(token: Token, scope: Scope, *, inline_only: bool, line: int) -> Segment:
    """``![alt|100](address)`` as HTML."""
    src = str(token.attrs.get("src", ""))
    alt = plain_text(token.children or []) or token.content
    if linktext.from_href(src) is None:
        return Segment(media.external(src, alt, scope.page.book.words), block=False)
    target = scope.page.book.find(src, scope.path, markdown=True)
    if target is None:
        said, _ = media.alt_and_size(alt, "")
        lost = scope.page.book.words("embeds.missing", name=unquote(src))
        what = f"{lost} {said}" if said else lost
        return _missing(unquote(src), what, inline_only=inline_only)
    if scope.page.book.is_note(target.path):
        return _note(unquote(src), target, scope, inline_only=inline_only, line=line)
    if scope.page.book.canvas(target.path) is not None:
        return _canvas(unquote(src), target, scope, inline_only=inline_only)
    return Segment(file_embed(unquote(src), target, alt, scope), block=False)


def _canvas(raw: str, target: Target, scope: Scope, *, inline_only: bool) -> Segment:
    link = _opener(raw, target, scope)
    if inline_only:
        return Segment(link, block=False)
    return Segment(canvas_embed(raw, target.path, link, scope), block=True)


def _note(raw: str, target: Target, scope: Scope, *, inline_only: bool, line: int) -> Segment:
    url = escape(links.url_of(target, scope))
    link = f'<a class="internal-link" data-href="{escape(raw)}" href="{url}">{escape(raw)}</a>'
    if inline_only:
        return Segment(link, block=False)
    lost = scope.page.book.words("embeds.missing-section", path=target.path)
    if target.missing:
        return _missing(raw, lost, inline_only=False, link=link)
    key = (target.path, f"{target.heading}^{target.block}#{target.anchor}")
    if key in scope.stack or len(scope.stack) > DEEPEST_EMBED:
        return Segment(_cut(raw, link, line, scope), block=True)
    if scope.page.embeds >= MOST_EMBEDS:
        return Segment(_cut(raw, link, line, scope), block=True)
    source = scope.page.book.source(target.path, cards=False)
    if in_card(source.note, target):
        source = scope.page.book.source(target.path)
    section = section_of(source, target)
    if section is None:
        return _missing(raw, lost, inline_only=False, link=link)
    inner = scope.embedded(source, key[1])
    html = scope.page.write(section, inner) or link
    return Segment(
        f'<div class="internal-embed markdown-embed" data-src="{escape(raw)}">'
        f"{_opener(raw, target, scope)}"
        f'<div class="markdown-embed-content">\n{html}</div></div>\n',
        block=True,
    )


def _opener(raw: str, target: Target, scope: Scope) -> str:
    """The link to what is embedded."""
    label = escape(_label(target, scope))
    return (
        f'<a class="markdown-embed-link internal-link" data-href="{escape(raw)}" '
        f'href="{escape(links.url_of(target, scope))}" title="{label}" aria-label="{label}">'
        f"{label}</a>"
    )


def _label(target: Target, scope: Scope) -> str:
    """The note's name, and the heading that is shown as it reads in its note."""
    name = title_of(target.path)
    if target.heading is None:
        return name
    source = scope.page.book.source(target.path, cards=False)
    return f"{name} > {source.note.headings[target.heading].text}"


def _cut(raw: str, link: str, line: int, scope: Scope) -> str:
    what = f"![[{raw}]] embeds itself, directly or through others; shown as a link"
    remedy = "embed a section that does not hold this embed, or link to the note"
    scope.page.problems.append(Problem(scope.path, line, Kind.CYCLIC_EMBED, what, remedy))
    return (
        f'<div class="internal-embed markdown-embed is-cyclic" data-src="{escape(raw)}">'
        f"{link}</div>\n"
    )


def _missing(raw: str, what: str, *, inline_only: bool, link: str = "") -> Segment:
    tag = "span" if inline_only else "div"
    html = (
        f'<{tag} class="internal-embed is-missing" data-src="{escape(raw)}">'
        f"{escape(what, quote=False)}{f' {link}' if link else ''}</{tag}>"
    )
    return Segment(html, block=not inline_only)
