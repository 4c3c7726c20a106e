"""A style sheet without the rules for what a site never has: a page waits for all of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_STRING = r'"(?:[^"\\]|\\[\s\S])*"|' r"'(?:[^'\\]|\\[\s\S])*'|url\([^)\"']*\)"
_EDGE = re.compile(rf"{_STRING}|[{{}};]")
_COMMA = re.compile(rf"{_STRING}|[(),\[\]]")
_INNER = r"(?:[^()]|\((?:[^()]|\([^()]*\))*\))*"
_NOT = re.compile(rf":not\({_INNER}\)")
_ANY = re.compile(rf":(is|where)\(({_INNER})\)")
_GROUPS = ("@media", "@supports", "@layer", "@container")
_ICON = re.compile(r"(--[\w-]+):url\((?:\"[^\"]*\"|'[^']*'|[^)\"']*)\)(?:;|(?=\}))")
_USED = re.compile(r"var\(\s*(--[\w-]+)")


def purge(css: str, absent: re.Pattern[str]) -> str:
    """Minified ``css`` without the selectors that ``absent`` is found in, and the rules they leave.

    What stands in ``:not(…)`` asks for nothing; of ``:is(…)`` and ``:where(…)`` the other choices
    remain. Rules that only have another form (``@font-face``, ``@keyframes``) stay.
    """
    return "".join(_kept(prelude, body, absent) for prelude, body in _statements(css))


def without_unused_icons(css: str) -> str:
    """``css`` without custom properties that hold a picture which nothing in it shows."""
    used = set(_USED.findall(css))
    return _ICON.sub(lambda match: match[0] if match[1] in used else "", css)


def _kept(prelude: str, body: str | None, absent: re.Pattern[str]) -> str:
    if body is None:
        return f"{prelude};"
    if prelude.startswith(_GROUPS):
        inner = purge(body, absent)
        return f"{prelude}{{{inner}}}" if inner else ""
    if prelude.startswith("@"):
        return f"{prelude}{{{body}}}"
    selectors = [_possible(selector, absent) for selector in _listed(prelude)]
    possible = ",".join(selector for selector in selectors if selector)
    return f"{possible}{{{body}}}" if possible else ""


def _possible(selector: str, absent: re.Pattern[str]) -> str:
    """The selector with what it can still match, ``""`` if nothing."""
    if absent.search(_ANY.sub("", _NOT.sub("", selector))):
        return ""
    gone = False

    def choices(match: re.Match[str]) -> str:
        nonlocal gone
        left = [each for each in _listed(match[2]) if not absent.search(_NOT.sub("", each))]
        gone = gone or not left
        return f":{match[1]}({','.join(left)})"

    shorter = _ANY.sub(choices, selector)
    return "" if gone else shorter


def _statements(css: str) -> Iterator[tuple[str, str | None]]:
    """What stands before the braces and in them; no braces: None."""
    start = opened = depth = 0
    for edge in _EDGE.finditer(css):
        if edge[0] == "{":
            opened = opened if depth else edge.end()
            depth += 1
        elif edge[0] == "}" and depth:
            depth -= 1
            if not depth:
                yield css[start : opened - 1].strip(), css[opened : edge.start()]
                start = edge.end()
        elif edge[0] == ";" and not depth:
            yield css[start : edge.start()].strip(), None
            start = edge.end()


def _listed(selectors: str) -> list[str]:
    """The parts between commas that stand in no brackets."""
    parts, start, depth = [], 0, 0
    for mark in _COMMA.finditer(selectors):
        if mark[0] in "([":
            depth += 1
        elif mark[0] in ")]":
            depth -= 1
        elif mark[0] == "," and not depth:
            parts.append(selectors[start : mark.start()])
            start = mark.end()
    return [*parts, selectors[start:]]
