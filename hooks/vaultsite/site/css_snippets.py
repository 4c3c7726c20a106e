"""Obsidian's CSS snippets for the site: read from `.obsidian/snippets`, made to fetch nothing.

Colours and faces have Obsidian's names on the site, too (theme/assets/tokens.css); its classes for
the two schemes become Material's attribute.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from vaultsite.problems import Kind, Problem
from vaultsite.vault.files import decode

if TYPE_CHECKING:
    from pathlib import Path

_FOLDER = ".obsidian/snippets"

_ESCAPE = r"\\(?:[0-9A-Fa-f]{1,6}\s?|[^\n])"
_STRING = r'"(?:[^"\\\n\f]|\\[\s\S])*"|' r"'(?:[^'\\\n\f]|\\[\s\S])*'"
_NAME = rf"(?:[\w-]|[^\x00-\x7f]|{_ESCAPE})+"
_TOKEN = re.compile(
    rf"(?P<comment>/\*[\s\S]*?(?:\*/|\Z))"
    rf"|(?P<rule>@{_NAME})"
    rf"|(?P<function>{_NAME})\("
    rf"|(?P<string>{_STRING})"
)
_REST_OF_RULE = re.compile(rf"(?:{_STRING}|/\*[\s\S]*?\*/|\([^)]*\)|[^;{{}}])*;?")
_ARGUMENT = re.compile(rf"\s*(?:(?P<string>{_STRING})\s*|(?P<bare>(?:{_ESCAPE}|[^)\\])*))\)?")
_UNSAFE = re.compile(r"[^\w.-]|^\.")
_SCHEME = re.compile(rf"{_STRING}|/\*[\s\S]*?(?:\*/|\Z)|\.(theme-dark|theme-light)(?![\w-])")
_SCHEMES = {
    "theme-dark": '[data-md-color-scheme="slate"]',
    "theme-light": '[data-md-color-scheme="default"]',
}
_FETCHING = frozenset(("url", "src"))
_SETS = frozenset(("image-set", "-webkit-image-set", "image"))
_TYPE = re.compile(rf"type\(\s*(?:{_STRING})\s*\)", re.IGNORECASE)
_LOCAL = re.compile(r"(?:data:|#)", re.IGNORECASE)
_NOTHING = 'url("data:,")'


class SnippetError(ValueError):
    """A snippet that is asked for and not there; the message says which one may be meant."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A style sheet of the site: its ``place``, and the ``url`` of it from the root, encoded."""

    place: str
    url: str
    css: str


def read_snippets(root: Path, names: tuple[str, ...]) -> tuple[list[Snippet], list[Problem]]:
    """The snippets ``names`` of the vault ``root``, in that order. Raises `SnippetError`."""
    there = sorted(file.stem for file in (root / _FOLDER).glob("*.css") if file.is_file())
    snippets, problems = [], []
    for name in dict.fromkeys(names):
        if name not in there:
            raise SnippetError(_missing(name, there))
        text, _ = decode((root / _FOLDER / f"{name}.css").read_bytes())
        css, dropped = without_requests(text)
        css = with_schemes(css)
        place = f"assets/snippets/{_UNSAFE.sub('-', name)}.css"
        snippets.append(Snippet(place, quote(place), css))
        problems += [_dropped(name, line, what) for line, what in dropped]
    return snippets, problems


def with_schemes(css: str) -> str:
    """``css`` with Material's attribute for Obsidian's ``.theme-dark`` and ``.theme-light``."""
    return _SCHEME.sub(lambda match: _SCHEMES[match[1]] if match[1] else match[0], css)


def _missing(name: str, there: list[str]) -> str:
    near = difflib.get_close_matches(name, there, n=1, cutoff=0)
    meant = f"did you mean `{near[0]}`?" if near else "there are no snippets"
    return f"extra.vault.css_snippets: {_FOLDER}/{name}.css does not exist; {meant}"


def _dropped(name: str, line: int, what: str) -> Problem:
    shown = " ".join(what.split())
    shown = shown if len(shown) <= 80 else f"{shown[:79]}…"
    remedy = "write what it fetches into the snippet, pictures as `data:` URLs"
    what = f"left out, since it would fetch something: {shown}"
    return Problem(f"{_FOLDER}/{name}.css", line, Kind.REMOTE_STYLE, what, remedy)


def without_requests(css: str) -> tuple[str, list[tuple[int, str]]]:
    """``css`` with nothing left that makes a browser fetch, and what that was, by its line.

    Names are compared without CSS's escapes, so that ``u\\72l(…)`` is found, too.
    """
    parts: list[str] = []
    dropped: list[tuple[int, str]] = []
    position = 0
    while (match := _TOKEN.search(css, position)) is not None:
        parts.append(css[position : match.start()])
        kept, end = _checked(css, match)
        found = css[match.start() : end]
        if kept != found:
            dropped.append((css.count("\n", 0, match.start()) + 1, found))
        parts.append(kept)
        position = end
    return "".join((*parts, css[position:])), dropped


def _checked(css: str, match: re.Match[str]) -> tuple[str, int]:
    """What of a token stays, and where reading goes on."""
    if match["rule"] and _plain(match["rule"]) in ("@import", "@namespace"):
        rest = _REST_OF_RULE.match(css, match.end())
        end = rest.end() if rest else match.end()
        # A namespace is a name, which only looks like an address.
        return ("" if _plain(match["rule"]) == "@import" else css[match.start() : end]), end
    name = _plain(match["function"] or "")
    if name in _FETCHING:
        argument = _ARGUMENT.match(css, match.end())
        end = argument.end() if argument else match.end()
        address = _address(argument) if argument else ""
        return (match[0] + css[match.end() : end] if _LOCAL.match(address) else _NOTHING), end
    if name in _SETS:
        end = _end_of_function(css, match.end())
        return ("none" if _fetches(css[match.end() : end]) else css[match.start() : end]), end
    return match[0], match.end()


def _fetches(images: str) -> bool:
    """Whether a set of images, whose addresses may be mere strings, holds one from elsewhere."""
    addresses = (_unquoted(text) for text in re.findall(_STRING, _TYPE.sub("", images)))
    local = all(_LOCAL.match(address) for address in addresses)
    return not local or bool(without_requests(images)[1])


def _end_of_function(css: str, start: int) -> int:
    depth, position = 1, start
    for token in re.compile(rf"{_STRING}|[()]").finditer(css, start):
        depth += {"(": 1, ")": -1}.get(token[0], 0)
        position = token.end()
        if depth == 0:
            return position
    return len(css)


def _address(argument: re.Match[str]) -> str:
    if argument["string"] is not None:
        return _unquoted(argument["string"])
    return _unescaped(argument["bare"].strip())


def _unquoted(text: str) -> str:
    return _unescaped(text[1:-1]).strip()


def _plain(name: str) -> str:
    return _unescaped(name).lower()


def _unescaped(text: str) -> str:
    def char(match: re.Match[str]) -> str:
        code = match[0][1:].strip()
        if not re.fullmatch(r"[0-9A-Fa-f]+", code):
            return match[0][1:]
        number = int(code, 16)
        return chr(number) if 0 < number < 0x110000 else "\ufffd"

    return re.sub(_ESCAPE, char, text)
