"""The files of the search: names of all pages, their words in shards, their texts in blocks.

A reader's first letter needs the names only, the next ones the shard that holds their words, and
what is shown the blocks of its texts: a few kB each, whatever the size of the vault.

- ``search/index.json``: titles, addresses, aliases and tags; the first word of each shard.
- ``search/words-….json``: ``{word: [page * 8 + rank, …]}``, all words in order over the shards.
- ``search/tex-….json``: ``{three signs: [page * 8 + rank, …]}`` likewise; the first word of
  each of these stands in a file of its own, which only a query that is TeX needs.
- ``search/text-….json``: for each page of the block ``[[anchor, heading, text], …]``.

The other files are named by their content: an index in a browser's cache fits them or finds none.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from vaultsite.site import search_formulas
from vaultsite.site.search_words import tex_words, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vaultsite.site.search_index import SearchPage

FOLDER = "search"
INDEX = f"{FOLDER}/index.json"
FORM = 2
"""Raised when the files are made otherwise: scripts that a browser has kept know what they read."""
HEADING, TAG = 7, 6
"""Ranks of a word in a page; below them 1 to 5, how often its text has the word."""

_SHARD, _BLOCK = 60_000, 12_000  # characters: 15 kB and 4 kB when compressed
_TRIPLES = 14_000  # characters: 4 kB; a formula has many triples, each in another place
_EVERYWHERE = 0.5  # of the pages: a word in more of them tells none apart
_FEW = 50  # pages: among these, even such a word is worth its bytes
_OPEN, _CLOSE = "\ue000", "\ue001"  # around TeX; private characters, which no keyboard has
_PIECE = re.compile(r'<h[1-6] id="([^"]*)">(.*?)</h[1-6]>|<p>(.*?)</p>', re.DOTALL)
_TEX = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")


class Section(NamedTuple):
    """What stands under a heading; the first section of a page has neither anchor nor heading."""

    anchor: str
    heading: str
    text: str


def files(pages: Sequence[SearchPage]) -> Iterator[tuple[str, bytes]]:
    """Place and content of each file; the same pages in the same order give the same bytes."""
    postings: dict[str, list[int]] = {}
    triples: dict[str, list[int]] = {}
    blocks: list[list[object]] = []
    for start, block in _blocks(pages):
        found = [sections(page.html) for page in block]
        for number, (page, parts) in enumerate(zip(block, found, strict=True), start):
            for word, rank in _ranks(parts, page.tags).items():
                postings.setdefault(word, []).append(number * 8 + rank)
            for triple, rank in search_formulas.ranks(_formulas(parts)).items():
                triples.setdefault(triple, []).append(number * 8 + rank)
        place, data = _file("text", found)
        blocks.append([start, _name(place)])
        yield place, data
    common = _everywhere(postings, len(pages))
    shards = {"words": [*_shards(postings, _SHARD)], "tex": [*_shards(triples, _TRIPLES)]}
    listed: dict[str, list[list[str]]] = {kind: [] for kind in shards}
    for kind, parts_of_it in shards.items():
        for shard in parts_of_it:
            place, data = _file(kind, shard)
            listed[kind].append([next(iter(shard)), _name(place)])
            yield place, data
    tex, data = _file("tex", listed["tex"])
    yield tex, data
    index = {"form": FORM, "pages": [*map(_entry, pages)], "text": blocks}
    yield INDEX, _json(index | {"words": listed["words"], "tex": _name(tex), "common": common})


def _blocks(pages: Sequence[SearchPage]) -> Iterator[tuple[int, Sequence[SearchPage]]]:
    """Neighbouring pages with the number of the first."""
    start = size = 0
    for number, page in enumerate(pages):
        size += len(page.html)
        if size > _BLOCK:
            yield start, pages[start : number + 1]
            start, size = number + 1, 0
    if start < len(pages):
        yield start, pages[start:]


def sections(html: str) -> list[Section]:
    """A page's text by its headings; TeX between two private characters."""
    found: list[tuple[str, str, list[str]]] = [("", "", [])]
    for match in _PIECE.finditer(html):
        anchor, heading, text = match.groups()
        if text is None:
            found.append((unescape(anchor), _plain(heading), []))
        else:
            found[-1][2].append(_plain(text))
    return [Section(anchor, heading, "\n".join(texts)) for anchor, heading, texts in found]


def _plain(html: str) -> str:
    marked = html.replace('<span class="tex">', _OPEN).replace("</span>", _CLOSE)
    return " ".join(unescape(marked).split())


def _ranks(found: Iterable[Section], tags: Iterable[str]) -> dict[str, int]:
    """The words of a page with the best place that each stands in."""
    counts = Counter(word for section in found for word in _words(section.text))
    ranks = {word: min(count, 5) for word, count in counts.items()}
    ranks |= {word: TAG for tag in tags for word in words(tag)}
    return ranks | {word: HEADING for each in found if each.anchor for word in _words(each.heading)}


def _formulas(found: Iterable[Section]) -> Iterator[str]:
    for section in found:
        for text in (section.heading, section.text):
            if _OPEN in text:
                yield from _TEX.findall(text)


def _words(text: str) -> Iterator[str]:
    if _OPEN in text:
        for tex in _TEX.findall(text):
            yield from tex_words(tex)
        text = _TEX.sub(" ", text)
    yield from words(text)


def _everywhere(postings: dict[str, list[int]], pages: int) -> list[str]:
    """Leave words of nearly all texts to headings and tags; return them."""
    if pages < _FEW:
        return []
    common = sorted(word for word, where in postings.items() if len(where) > pages * _EVERYWHERE)
    for word in common:
        postings[word] = [each for each in postings[word] if each % 8 >= TAG]
    return common


def _shards(postings: dict[str, list[int]], most: int) -> Iterator[dict[str, list[int]]]:
    shard: dict[str, list[int]] = {}
    size = 0
    plain = all(map(str.isascii, postings))  # their UTF-16 has the same order
    for word in sorted(postings, key=None if plain else _as_in_javascript):
        if not postings[word]:
            continue
        shard[word] = _steps(postings[word])
        size += len(word) + 4 * len(shard[word]) + 5
        if size > most:
            yield shard
            shard, size = {}, 0
    if shard:
        yield shard


def _as_in_javascript(word: str) -> bytes:
    """Strings are compared by their UTF-16 there."""
    return word.encode("utf-16-be", "surrogatepass")


def _steps(where: list[int]) -> list[int]:
    """Pages as steps from one to the next: small numbers are few bytes."""
    if len(where) == 1:
        return where
    steps = [8 * (b // 8 - a // 8) + b % 8 for a, b in pairwise(where)]
    return [*where[:1], *steps]


def _entry(page: SearchPage) -> list[object]:
    entry: list[object] = [page.title, page.url]
    if page.aliases or page.tags:
        entry.append(page.aliases)
    return [*entry, page.tags] if page.tags else entry


def _file(kind: str, content: object) -> tuple[str, bytes]:
    data = _json(content)
    name = hashlib.blake2b(data, digest_size=6).hexdigest()
    return f"{FOLDER}/{kind}-{name}.json", data


def _name(place: str) -> str:
    return place.rpartition("/")[2]


def _json(content: object) -> bytes:
    # A lone surrogate can't be written as UTF-8; a note may hold one.
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")
