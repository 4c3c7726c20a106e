"""When the files of a vault were written, as far as git knows: one `git log` for all of them."""

from __future__ import annotations

import os
import subprocess
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vaultsite.problems import Kind, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_COMMIT = b"\x1e"
# Nothing that a repository's or a reader's own settings could add: output, signatures, programs.
_GIT = ("git", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false")
_LOG = (
    "log", "-z", "--format=tformat:%x1e%H %at", "--name-status", "--relative", "--no-ext-diff",
    "--no-color", "--find-renames", "-l500", "--", ".",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """Seconds since 1970 of a file's first and last commit, by the clock of their authors.

    None where a shallow clone does not hold that commit.
    """

    created: int | None
    changed: int | None


@dataclass(frozen=True, slots=True)
class History:
    """What git knows of the files below a folder, by their paths in it (NFC).

    ``modified`` are files that differ from their last commit. ``head`` is that of the repository.
    """

    head: str = ""
    spans: dict[str, Span] = field(default_factory=dict)
    modified: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()

    def span(self, path: str) -> Span | None:
        """The dates of the file at ``path``; None if it is not, or not as it is now, in git."""
        key = _key(path)
        return None if key in self.modified else self.spans.get(key)


class _GitError(Exception):
    """Git can't say; the message is its own."""


def history(root: Path, *, previous: History | None = None) -> History:
    """The history of the folder ``root``, empty if it is in no repository or git is not there.

    ``previous``, an earlier history of the same folder, is good as long as there is no new commit.
    """
    try:
        head, shallow, grafts = _git(
            root, "rev-parse", "HEAD", "--is-shallow-repository", "--git-path", "shallow"
        ).splitlines()
    except (_GitError, ValueError) as error:
        return History(problems=_unreadable(str(error)))
    try:
        modified = frozenset(_key(_text(each)) for each in _modified(root))
        if previous is not None and previous.head == head.decode():
            return History(previous.head, previous.spans, modified, previous.problems)
        boundary = _boundary(root / _text(grafts)) if shallow == b"true" else frozenset()
        spans = _spans(_git(root, *_LOG), boundary)
    except _GitError as error:
        return History(problems=_unreadable(str(error)))
    return History(head.decode(), spans, modified, _SHALLOW if boundary else ())


_SHALLOW = (
    Problem(
        ".", 0, Kind.MISSING_HISTORY,
        "a shallow clone: git does not know when most notes were written",
        "fetch the whole history (`fetch-depth: 0` for GitHub's actions/checkout)",
    ),
)  # fmt: skip


def _unreadable(message: str) -> tuple[Problem, ...]:
    """Most vaults are in no repository, or in one without a commit: nothing to report."""
    if not message or "not a git repository" in message or "unknown revision" in message:
        return ()
    what = f"git does not tell the dates of notes: {message}"
    return (Problem(".", 0, Kind.MISSING_HISTORY, what, "their files' own dates are taken"),)


def _git(root: Path, *arguments: str) -> bytes:
    # A build that runs in a hook of git's must not look into that other repository.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    try:
        done = subprocess.run(  # noqa: S603 - fixed arguments, no shell
            [*_GIT, *arguments],
            cwd=root,
            env=environment | {"LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
        )
    except OSError as error:
        raise _GitError from error
    except subprocess.CalledProcessError as error:
        message = " ".join(_text(error.stderr).split("\n")[0].split())
        raise _GitError(message.removeprefix("fatal: ")) from error
    return bytes(done.stdout)


def _modified(root: Path) -> Iterator[bytes]:
    arguments = ("diff", "--name-only", "-z", "--relative", "--no-ext-diff", "--no-renames", "HEAD")
    return (path for path in _git(root, *arguments, "--", ".").split(b"\0") if path)


def _boundary(shallow: Path) -> frozenset[bytes]:
    """The commits that look as if they had added every file, since their parents are missing."""
    try:
        return frozenset(shallow.read_bytes().split())
    except OSError as error:
        raise _GitError(f"{shallow.name}: {error.strerror}") from error


def _spans(log: bytes, boundary: frozenset[bytes]) -> dict[str, Span]:
    """Read the log, newest commit first: a file keeps its dates under its last name."""
    names: dict[bytes, bytes] = {}
    changed: dict[bytes, list[int]] = {}
    known: set[bytes] = set()
    cut: set[bytes] = set()
    for commit, date, status, paths in _entries(log):
        path = names.get(paths[-1], paths[-1])
        if status == b"R":
            names[paths[0]] = path
        if commit in boundary:
            cut.add(path)
            continue
        changed.setdefault(path, []).append(date)
        if status == b"A":
            known.add(path)
    return {
        _key(_text(path)): _span(changed.get(path, []), whole=path in known or path not in cut)
        for path in changed.keys() | cut
    }


def _span(dates: list[int], *, whole: bool) -> Span:
    return Span(min(dates) if dates and whole else None, max(dates, default=None))


def _entries(log: bytes) -> Iterator[tuple[bytes, int, bytes, list[bytes]]]:
    """Commit, date, status letter and one or, for renames, two paths of each change."""
    commit, date = b"", 0
    fields = iter(log.split(b"\0"))
    for raw in fields:
        each = raw.lstrip(b"\n")
        if each.startswith(_COMMIT):
            commit, _, seconds = each[1:].partition(b" ")
            date = int(seconds)
        elif each:
            count = 2 if each[:1] in (b"R", b"C") else 1
            yield commit, date, each[:1], [next(fields) for _ in range(count)]


def _text(path: bytes) -> str:
    return path.decode("utf-8", "replace")


def _key(path: str) -> str:
    return unicodedata.normalize("NFC", path)
