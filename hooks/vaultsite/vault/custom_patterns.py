"""Which of the author's own patterns can be used, and what is wrong with the others."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from vaultsite.problems import Kind, Problem
from vaultsite.vault import js_patterns
from vaultsite.vault.js_patterns import Invalid

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def usable(
    patterns: Mapping[str, str], knows: Callable[[str], bool], *, file: str
) -> tuple[dict[str, str], list[Problem]]:
    """Those of ``patterns``, note type → pattern, that are patterns and make known notes.

    ``file`` is where they are written. Raises ``PackagesError`` without Node.
    """
    found, problems = {}, []
    for note_type, pattern in patterns.items():
        fault = _fault(pattern) if knows(note_type) else "is for a note type that is unknown"
        if fault is None:
            found[note_type] = pattern
            continue
        what = f"the pattern for {note_type!r} in CUSTOM_REGEXPS {fault}"
        remedy = "correct it in the plugin's settings; it finds no cards meanwhile"
        problems.append(Problem(file, 0, Kind.BROKEN_SYNTAX, what, remedy))
    return found, problems


@cache
def _fault(pattern: str) -> str | None:
    # What it finds in nothing at all tells how many groups there are, too.
    [answer] = js_patterns.search("", [[pattern, f"{pattern}|"]])
    if isinstance(answer, Invalid):
        reason = " ".join(answer.reason.rpartition(": ")[2].split())
        return f"is no regular expression of JavaScript ({reason})"
    if isinstance(answer, list) and len(answer[1][0]) < 2:
        return "has no group in parentheses for a field"
    return None
