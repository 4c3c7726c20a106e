"""``![[embeds]]`` and images: the specification of Obsidian's behaviour, §4."""

from __future__ import annotations

import posixpath
import re
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from vaultsite.problems import Kind, Problem
from vaultsite.render import links
from vaultsite.render.scope import DEEPEST_EMBED, MOST_EMBEDS
from vaultsite.render.segment import Segment
from vaultsite.vault import linktext
from vaultsite.vault.plaintext import plain_text
from vaultsite.vault.sections import section_of

if TYPE_CHECKING:
    from markdown_it.token import Token

    from vaultsite.render.scope import Scope
    from vaultsite.vault.index import Target

IMAGES = frozenset("avif bmp gif jpeg jpg png svg webp".split())
AUDIO = frozenset("flac m4a mp3 ogg wav 3gp oga opus".split())
VIDEO = frozenset("mkv mov mp4 ogv webm".split())
_SIZE = re.compile(r"(\d{1,5})(?:x(\d{1,5}))?")


def embed(token: Token, scope: Scope, *, inline_only: bool) -> Segment:
    """``![[target|…]]`` as HTML: a note as a block, a file within its line."""
    text = linktext.parse(token.content)
    target = scope.page.book.find(token.content, scope.path)
    raw = links.raw_target(token.content)
    if target is None:
        return _missing(raw, f"“{text.path or raw}” could not be found.", inline_only=inline_only)
    if scope.page.book.is_note(target.path):
        return _note(raw, target, token, scope, inline_only=inline_only)
    return _file(raw, target, text.alias or "", scope)


def image(token: Token, scope: Scope, *, inline_only: bool) -> Segment:
    """``![alt|100](address)`` as HTML."""
    src = str(token.attrs.get("src", ""))
    alt = plain_text(token.children or []) or token.content
    if linktext.from_href(src) is None:
        return Segment(_external_image(src, alt), block=False)
    target = scope.page.book.find(src, scope.path, markdown=True)
    if target is None:
        what = f"“{unquote(src)}” could not be found."
        return _missing(unquote(src), what, inline_only=inline_only)
    if scope.page.book.is_note(target.path):
        return _note(unquote(src), target, token, scope, inline_only=inline_only)
    return _file(unquote(src), target, alt, scope)


def _note(raw: str, target: Target, token: Token, scope: Scope, *, inline_only: bool) -> Segment:
    url = escape(links.url_of(target, scope))
    link = f'<a class="internal-link" data-href="{escape(raw)}" href="{url}">{escape(raw)}</a>'
    if inline_only:
        return Segment(link, block=False)
    lost = f"Unable to find section in “{target.path}”."
    if target.missing:
        return _missing(raw, lost, inline_only=False, link=link)
    key = (target.path, f"{target.heading}^{target.block}#{target.anchor}")
    if key in scope.stack or len(scope.stack) > DEEPEST_EMBED:
        return Segment(_cut(raw, link, token, scope), block=True)
    if scope.page.embeds >= MOST_EMBEDS:
        return Segment(_cut(raw, link, token, scope), block=True)
    source = scope.page.book.source(target.path)
    section = section_of(source, target)
    if section is None:
        return _missing(raw, lost, inline_only=False, link=link)
    inner = scope.embedded(source, key[1])
    html = scope.page.write(section, inner) or link
    opener = (
        f'<a class="markdown-embed-link internal-link" data-href="{escape(raw)}" href="{url}" '
        f'title="{escape(_label(raw, target))}" aria-label="{escape(_label(raw, target))}">'
        f"{escape(_label(raw, target))}</a>"
    )
    return Segment(
        f'<div class="internal-embed markdown-embed" data-src="{escape(raw)}">{opener}'
        f'<div class="markdown-embed-content">\n{html}</div></div>\n',
        block=True,
    )


def _label(raw: str, target: Target) -> str:
    text = linktext.parse(raw)
    name = posixpath.basename(target.path).removesuffix(".md")
    return " > ".join((name, *text.subpath))


def _cut(raw: str, link: str, token: Token, scope: Scope) -> str:
    what = f"![[{raw}]] embeds itself, directly or through others; shown as a link"
    remedy = "embed a section that does not hold this embed, or link to the note"
    line = token.meta.get("line", 0)
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


def _file(raw: str, target: Target, text: str, scope: Scope) -> Segment:
    url = escape(scope.page.book.url(target.path, seen_from=scope.page.path))
    extension = target.path.rpartition(".")[2].lower()
    data = f'data-src="{escape(raw)}"'
    name = escape(posixpath.basename(target.path))
    if extension in IMAGES:
        alt, size = _alt_and_size(text, posixpath.basename(target.path))
        dimensions = _dimensions(size, scope.page.book.size(target.path))
        html = (
            f'<img class="internal-embed" {data} src="{url}" alt="{escape(alt)}" '
            f'loading="lazy" decoding="async"{dimensions}>'
        )
    elif extension in AUDIO:
        html = f'<audio class="internal-embed" {data} src="{url}" controls preload="none"></audio>'
    elif extension in VIDEO:
        html = (
            f'<video class="internal-embed" {data} src="{url}" controls preload="metadata"></video>'
        )
    elif extension == "pdf":
        fragment = f"#{links.quote_fragment(target.fragment)}" if target.fragment else ""
        html = (
            f'<iframe class="internal-embed pdf-embed" {data} src="{url}{escape(fragment)}" '
            f'title="{name}" loading="lazy"></iframe>'
        )
    else:
        html = f'<a class="internal-embed internal-link file-embed" {data} href="{url}">{name}</a>'
    return Segment(html, block=False)


def _external_image(src: str, alt: str) -> str:
    alt, size = _alt_and_size(alt, "")
    return (
        f'<img src="{escape(src)}" alt="{escape(alt)}" loading="lazy" decoding="async" '
        f'referrerpolicy="no-referrer"{_dimensions(size, None)}>'
    )


def _alt_and_size(text: str, name: str) -> tuple[str, tuple[int, int] | None]:
    """``alt|100x50`` taken apart; without a text, the name stands in. A height of 0: unknown."""
    alt, _, last = text.rpartition("|")
    match = _SIZE.fullmatch(last.strip())
    if match is None:
        return text or name, None
    return alt.strip() or name, (int(match[1]), int(match[2] or 0))


def _dimensions(asked: tuple[int, int] | None, own: tuple[int, int] | None) -> str:
    """The attributes that keep the page from shifting while images load."""
    if asked is None:
        return f' width="{own[0]}" height="{own[1]}"' if own else ""
    width, height = asked
    if not height and own and own[0]:
        height = round(width * own[1] / own[0])
    return f' width="{width}"' + (f' height="{height}"' if height else "")
