"""What a page tells others about itself: its description and picture for search and previews."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, urljoin, urlsplit

from vaultsite.site.plain_maths import plain_maths
from vaultsite.vault import linktext, properties
from vaultsite.vault.plaintext import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from markdown_it.token import Token

    from vaultsite.vault.index import Vault
    from vaultsite.vault.note import Note, Source

_LONGEST = 200  # characters of a description; search engines show fewer
_BLOCKS = 5  # how far to look for a sentence that can be written
_MARK = "\ufffc"
_UNWRITTEN = "…"
_MATHS = frozenset(("math_inline", "math_inline_double"))
_UNSAID = frozenset(("tag", "image", "embed", "comment", "footnote_ref"))
_SENTENCE = re.compile(r".+?[.!?…](?=\s+\S)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bcf\.)|.+", re.DOTALL)
_WIKILINK = re.compile(r"!?\[\[((?:(?!\[\[)[^\n])+?)\]\]")
_MARKDOWN_LINK = re.compile(r"!?\[[^\]]*\]\(<?([^)>]*)>?\)")
_OURS = re.compile(
    r"(?:md-|mjx|math|arithmatex|internal-|external-|headerlink|card|note-|tag|home-|explorer|"
    r"backlinks|crumbs|neighbours|properties|callout|admonition|js$|no-js$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Preview:
    """How a page looks where somebody shares its address: Open Graph and Twitter's card.

    Plain text, which the template escapes. ``image`` and ``url`` are absolute; empty where there
    is none, or where nobody knows the site's address.
    """

    title: str
    description: str = ""
    kind: Literal["article", "website"] = "article"
    url: str = ""
    image: str = ""
    width: int = 0
    height: int = 0


def description(source: Source) -> str:
    """What the note says of itself, else its first sentence whose formulas can be written."""
    said = properties.description(source.note.properties)
    if said is not None:
        return _cut(_WIKILINK.sub(lambda match: linktext.display(linktext.parse(match[1])), said))
    first = ""
    for sentence in _sentences(source):
        if _UNWRITTEN not in sentence:
            return _cut(sentence)
        first = first or sentence
    return _cut(first)


def _sentences(source: Source) -> Iterator[str]:
    for text, formulas in _paragraphs(source):
        # Formulas are written last: they may hold what ends a sentence.
        waiting = iter(formulas)
        for sentence in _SENTENCE.findall(text):
            words, *others = sentence.split(_MARK)
            said = (f"{plain_maths(next(waiting)) or _UNWRITTEN}{each}" for each in others)
            yield "".join((words, *said)).strip()


def _paragraphs(source: Source) -> Iterator[tuple[str, list[str]]]:
    """The first blocks of text without headings, formulas as one sign each, and their TeX."""
    tokens = _tokens(source)
    found = 0
    for index, token in enumerate(tokens):
        if token.type != "inline" or tokens[index - 1].type == "heading_open":
            continue
        children = token.children or []
        text = " ".join("".join(_said(children)).split())
        if any(char.isalnum() for char in text):
            yield text, [child.content for child in children if child.type in _MATHS]
            found += 1
        if found == _BLOCKS:
            return


def _tokens(source: Source) -> Sequence[Token]:
    """Those of a note's text, or of all texts of a canvas."""
    if not source.note.path.endswith(".canvas"):
        return source.body.tokens
    return [token for text in source.fields for parsed in text for token in parsed.tokens]


def _said(children: Iterable[Token]) -> Iterator[str]:
    for token in children:
        if token.type in _MATHS:
            yield _MARK
        elif token.type not in _UNSAID:
            yield plain_text([token]).replace(_MARK, "")


def _cut(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[: _LONGEST - 1].rpartition(' ')[0] or text[: _LONGEST - 1]}…"


def css_classes(note: Note) -> tuple[str, ...]:
    """The note's ``cssclasses`` as the page may have them: none that is the site's own."""
    names = properties.css_classes(note.properties)
    return tuple(name for name in names if re.fullmatch(r"[\w-]+", name) and not _OURS.match(name))


def cover(note: Note, vault: Vault) -> str | None:
    """The path of the note's picture in the vault, or its address elsewhere; None without one."""
    said = properties.cover(note.properties)
    if said is None:
        return None
    if said.lower().startswith(("https://", "http://")):
        return said
    if (match := _WIKILINK.fullmatch(said)) is not None:
        target = vault.find(match[1], note.path)
    else:
        match = _MARKDOWN_LINK.fullmatch(said)
        path = match[1] if match else quote(said, safe="/%")
        target = vault.find(path, note.path, markdown=True)
    return target.path if target is not None and target.path not in vault.notes else None


def covers(vault: Vault) -> dict[str, str]:
    """The pictures of all notes that have one, by the notes' paths."""
    found = ((path, cover(note, vault)) for path, note in vault.notes.items())
    return {path: picture for path, picture in found if picture is not None}


def is_remote(picture: str) -> bool:
    """Is the picture elsewhere, and not a file of the vault?"""
    return bool(urlsplit(picture).scheme)


def absolute(url: str, site_url: str) -> str:
    """``url``, relative to the site's root, as others must write it; empty without an address."""
    if not site_url:
        return ""
    return urljoin(site_url if site_url.endswith("/") else f"{site_url}/", url)


def preview(
    note: Note,
    text: str,
    *,
    picture: str | None,
    urls: Mapping[str, str],
    site_url: str,
    size: tuple[int, int] | None = None,
) -> Preview:
    """How the page of a note looks. ``text`` is its description, ``picture`` its cover.

    ``urls`` holds the URLs of published files, relative to the site's root; ``size`` is that of
    the picture in pixels.
    """
    image = picture or ""
    if not is_remote(image):
        image = absolute(urls[image], site_url) if image in urls else ""
    width, height = size if size is not None and image else (0, 0)
    url = absolute(urls[note.path], site_url)
    return Preview(note.title, text, "article", url, image, width, height)
