"""Regular expressions of JavaScript, run by Node: no other engine reads them all as Obsidian does.

Python's differs in what `$`, `.`, `\\d` and `[^]` mean, and cannot be told to stop.
"""

from __future__ import annotations

import atexit
import json
import subprocess
import threading
from bisect import bisect_left
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from vaultsite import packages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SCRIPT = Path(__file__).with_suffix(".mjs")
TIME_LIMIT = 2.0
"""Seconds for all that is asked of one pattern about one text."""

PATIENCE = 60.0
"""The same where an answer came before, in which case there has to be one again."""


class Span(NamedTuple):
    """Where something stands in a text."""

    start: int
    stop: int


Match = tuple[Span | None, ...]
"""The spans of a match and of its groups; None for a group that took no part in it."""


class Late(NamedTuple):
    """No answer came within the time limit."""


class Invalid(NamedTuple):
    """A source that is no regular expression, and why."""

    reason: str


Answer = list[list[Match]] | Late | Invalid


class _Node:
    """One process, which is started when it is needed, and anew when it has fallen over."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()

    def ask(self, question: dict[str, object]) -> list[dict[str, Any]] | None:
        """The answer; None if the question brings Node down."""
        with self._lock:
            process = self._running()
            assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018
            with suppress(OSError):
                process.stdin.write(json.dumps(question) + "\n")
                process.stdin.flush()
                if line := process.stdout.readline():
                    answer: list[dict[str, Any]] = json.loads(line)
                    return answer
            self._end()
            return None

    def rest(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._end()

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603
                [str(packages.node()), str(_SCRIPT)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="ascii",
            )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()


_node = _Node()
atexit.register(_node.rest)
rest = _node.rest


def search(
    text: str, sources: Sequence[Sequence[str]], *, limit: float = TIME_LIMIT
) -> list[Answer]:
    """For each list of sources, all matches of each of them, with the flags ``g`` and ``m``.

    A list is given up as a whole, after ``limit`` seconds. Raises ``PackagesError`` without Node.
    """
    if not sources:
        return []
    asked = {"text": text, "sources": sources, "limit": round(limit * 1000)}
    answers = _node.ask(asked)
    if answers is None:
        return _one_by_one(text, sources, limit)
    place = _places(text)
    return [_answer(answer, place) for answer in answers]


def _one_by_one(text: str, sources: Sequence[Sequence[str]], limit: float) -> list[Answer]:
    """The same where one of the lists brings Node down: that one has no answer."""
    if len(sources) == 1:
        return [Late()]
    return [answer for each in sources for answer in search(text, [each], limit=limit)]


def _answer(answer: dict[str, Any], place: Callable[[int], int]) -> Answer:
    if "found" not in answer:
        return Invalid(answer["error"]) if answer["error"] else Late()
    return [
        [
            tuple(span and Span(place(span[0]), place(span[1])) for span in match)
            for match in matches
        ]
        for matches in answer["found"]
    ]


def _places(text: str) -> Callable[[int], int]:
    """From JavaScript's offsets, which count some characters twice, to Python's."""
    wide = [index for index, character in enumerate(text) if character > "\uffff"]
    starts = [index + before for before, index in enumerate(wide)]
    return lambda offset: offset - bisect_left(starts, offset)
