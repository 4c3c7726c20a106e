"""What stands inside a link, and the heading or block it means.

The specification of Obsidian's behaviour, §1 rule 1, §2 and §3.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote

from vaultsite.vault.names import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_ALIAS = re.compile(r"\\?\|")
_STRIPPED = re.compile(r"[!\"#$%&()*+,.:;<=>?@^`{|}~/\[\]\\\r\n]")
_SCHEME = re.compile(r"//|[A-Za-z][A-Za-z0-9+.-]*:")
_FOOTNOTE = re.compile(r"\[\^([^\]]+)\]")


@dataclass(frozen=True, slots=True)
class LinkText:
    """A link taken apart: ``[[path#subpath#subpath|alias]]``.

    All parts are trimmed. ``path`` is empty for a link within its note; no part of ``subpath`` is
    empty, and neither is ``alias``.
    """

    path: str
    subpath: tuple[str, ...] = ()
    alias: str | None = None


class HeadingLike(Protocol):
    """A heading: its rank from 1 to 6 and its text as written, ``#`` left out."""

    @property
    def level(self) -> int: ...
    @property
    def source(self) -> str: ...


@lru_cache(maxsize=20_000)
def parse(raw: str) -> LinkText:
    """The parts of what stands between ``[[`` and ``]]``; ``\\|`` (in tables) counts as ``|``."""
    target, *alias = _ALIAS.split(raw, maxsplit=1)
    path, *subpath = target.split("#")
    return LinkText(path.strip(), _subpath(subpath), "".join(alias).strip() or None)


def from_href(href: str) -> LinkText | None:
    """The parts of a Markdown link's destination; None for an address outside the vault.

    The path ends at the first ``#`` that isn't percent-encoded, so that ``C%23.md`` can be linked.
    """
    if _SCHEME.match(href):
        return None
    path, *subpath = href.split("#", maxsplit=1)
    return LinkText(unquote(path).strip(), _subpath(unquote("".join(subpath)).split("#")))


def display(link: LinkText) -> str:
    """The text that a reader sees (§3): the alias, else ``Note > Heading``."""
    if link.alias:
        return link.alias
    return " > ".join(part for part in (link.path, *link.subpath) if part)


def strip_heading(text: str) -> str:
    """Obsidian's ``stripHeading`` (§2): punctuation becomes blanks, blanks are collapsed."""
    return " ".join(_STRIPPED.sub(" ", text).split())


def find_heading(headings: Sequence[HeadingLike], subpath: Sequence[str]) -> int | None:
    """The index of the heading that ``subpath`` means, None if there is none.

    Each part must match a heading of a lower rank than the one before; duplicates: the first.
    """
    wanted = [_comparable(part) for part in subpath]
    if not wanted:
        return None
    level = found = 0
    for index, heading in enumerate(headings):
        if heading.level > level and _comparable(heading.source) == wanted[found]:
            level, found = heading.level, found + 1
            if found == len(wanted):
                return index
    return None


def block_id(subpath: Sequence[str]) -> str | None:
    """The id that ``#^id`` asks for, in lower case; None for any other subpath."""
    if len(subpath) == 1 and subpath[0].startswith("^"):
        return subpath[0][1:].strip().lower()
    return None


def footnote_label(subpath: Sequence[str]) -> str | None:
    """The label that ``#[^label]`` asks for; None for any other subpath."""
    match = _FOOTNOTE.fullmatch(subpath[0]) if len(subpath) == 1 else None
    return match[1] if match else None


def parameters(subpath: Sequence[str]) -> dict[str, str]:
    """The settings of an embedded file: ``#page=3&height=400`` -> page 3, height 400."""
    pairs = (pair.partition("=") for part in subpath for pair in part.split("&"))
    return {key.strip().lower(): value.strip() for key, equals, value in pairs if equals}


def _subpath(parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(stripped for part in parts if (stripped := part.strip()))


def _comparable(heading: str) -> str:
    return fold(strip_heading(heading))
