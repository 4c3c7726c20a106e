"""When notes were written: in their properties, in real git repositories, on disk."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vaultsite.problems import Kind
from vaultsite.site import dates
from vaultsite.vault.files import VaultFile
from vaultsite.vault.history import History, Span, history
from vaultsite.vault.note import Note

if TYPE_CHECKING:
    from collections.abc import Mapping

MTIME = 1_700_000_000  # 2023-11-14T22:13:20Z


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-02-29", "2024-02-29T00:00"),
        ("2024-2-9", "2024-02-09T00:00"),
        ("2024/02/29", "2024-02-29T00:00"),
        ("2024.02.29", "2024-02-29T00:00"),
        ("20240229", "2024-02-29T00:00"),
        ("29.02.2024", "2024-02-29T00:00"),
        ("9. 2. 2024 8:05", "2024-02-09T08:05"),
        ("2024-02-29T18:30", "2024-02-29T18:30"),
        ("2024-02-29 18:30:15", "2024-02-29T18:30:15"),
        ("2024-02-29T18:30:15.123Z", "2024-02-29T18:30:15"),
        ("2024-02-29T23:30+02:00", "2024-02-29T21:30"),
        ("2024-02-29T23:30-0530", "2024-03-01T05:00"),
        ("2024-02-29 18:30 UTC", "2024-02-29T18:30"),
        ("Feb 29, 2024", "2024-02-29T00:00"),
        ("29 February 2024", "2024-02-29T00:00"),
        ("Thursday, February 29th 2024, 6:30:15 pm", "2024-02-29T18:30:15"),
        ("Thu 29 Feb 2024 at 12:05 AM", "2024-02-29T00:05"),
        ("  2024-02-29\n", "2024-02-29T00:00"),
    ],
)
def test_forms_of_dates(text: str, iso: str) -> None:
    assert dates.parse(text) == datetime.fromisoformat(iso).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["", "2024", "02/03/2024", "2023-02-29", "2024-13-01", "32.01.2024", "29 Fib 2024",
     "soon", "2024-02-29T25:00", "0001-01-01T00:00+14:00", "2024-02-29 and later",
     "٢٠٢٤-٠٢-٣٢"],
)  # fmt: skip
def test_no_dates(text: str) -> None:
    assert dates.parse(text) is None


def file(path: str = "n.md") -> VaultFile:
    return VaultFile(path, Path(path), 1, MTIME * 10**9)


def iso(date: datetime | None) -> str | None:
    return date.date().isoformat() if date else None


@pytest.mark.parametrize(
    ("properties", "created", "changed"),
    [
        ({"date": "2020-01-02"}, "2020-01-02", "2023-11-14"),
        ({"created": "2020-01-02", "date": "2019-01-01"}, "2020-01-02", "2023-11-14"),
        ({"created": "?", "date": "2019-01-01"}, "2019-01-01", "2023-11-14"),
        ({"Date Created": "2020-01-02", "date-modified": "2021-01-02"},
         "2020-01-02", "2021-01-02"),
        ({"updated": "2021-01-02"}, None, "2021-01-02"),
        ({"last_modified": 20210102}, None, "2021-01-02"),
        ({"modified": True, "created": ["2020-01-02"], "date": None}, None, "2023-11-14"),
    ],
)  # fmt: skip
def test_properties_come_before_the_file(
    properties: Mapping[str, object], created: str | None, changed: str
) -> None:
    found = dates.dates(Note("n.md", "n", properties), file(), History())
    assert (iso(found.created), iso(found.changed)) == (created, changed)


def test_git_comes_between_them() -> None:
    known = History(spans={"n.md": Span(86_400, 2 * 86_400)})
    found = dates.dates(Note("n.md", "n", {}), file(), known)
    assert (iso(found.created), iso(found.changed), found.lasting) == (
        "1970-01-02", "1970-01-03", True,
    )  # fmt: skip
    said = dates.dates(Note("n.md", "n", {"updated": "2020-01-01"}), file(), known)
    assert (iso(said.created), iso(said.changed)) == ("1970-01-02", "2020-01-01")


def test_a_date_that_nobody_understands_is_reported() -> None:
    note = Note("n.md", "n", {"Created": "next\nweek", "date": 2024, "due": "soon", "updated": ""})
    [problem] = dates.problems(note)
    assert problem.kind == Kind.UNKNOWN_DATE
    assert str(problem).startswith("n.md:1: Created: 'next week' is not understood as a date: ")


class Repository:
    """A real git repository, whose commits are made at the days that a test names."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, day: int = 0, committed: int | None = None) -> str:
        names = {"GIT_AUTHOR_NAME": "A", "GIT_COMMITTER_NAME": "C"}
        mails = {"GIT_AUTHOR_EMAIL": "a@b.example", "GIT_COMMITTER_EMAIL": "c@b.example"}
        environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
            **names,
            **mails,
            "GIT_AUTHOR_DATE": f"@{day * 86_400} +0300",
            "GIT_COMMITTER_DATE": f"@{(day if committed is None else committed) * 86_400} -0500",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
        }
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, env=environment, check=True, capture_output=True
        )
        return done.stdout.decode()

    def write(self, path: str, text: str) -> None:
        disk = self.root / path
        disk.parent.mkdir(parents=True, exist_ok=True)
        disk.write_text(text, "utf-8")

    def commit(self, day: int, *, committed: int | None = None, **files: str) -> None:
        for name, text in files.items():
            self.write(f"{name}.md", text)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "m", day=day, committed=committed)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repo")


def days(found: Span | None) -> tuple[int | None, int | None] | None:
    if found is None:
        return None
    return tuple(  # type: ignore[return-value]
        None if each is None else each // 86_400 for each in (found.created, found.changed)
    )


def test_first_and_last_commit(repository: Repository) -> None:
    repository.commit(1, a="1", b="1")
    repository.commit(2, a="2")
    repository.commit(3)
    found = history(repository.root)
    assert days(found.span("a.md")) == (1, 2)
    assert days(found.span("b.md")) == (1, 1)
    assert found.span("c.md") is None
    assert found.problems == ()


def test_the_author_s_clock_counts_not_the_committer_s(repository: Repository) -> None:
    repository.commit(5, committed=50, a="1")
    repository.commit(3, committed=60, a="2")
    assert days(history(repository.root).span("a.md")) == (3, 5)


def test_a_renamed_note_keeps_its_dates(repository: Repository) -> None:
    text = "a note of some length\n" * 20
    repository.commit(1, one=text)
    repository.git("mv", "one.md", "two.md")
    repository.commit(2)
    (repository.root / "deep").mkdir()
    repository.git("mv", "two.md", "deep/three.md")
    repository.commit(3, one="another note by the first one's name")
    repository.commit(4)
    found = history(repository.root)
    assert days(found.span("deep/three.md")) == (1, 3)
    assert days(found.span("one.md")) == (3, 3)


def test_names_beyond_ascii(repository: Repository) -> None:
    composed, decomposed = "Übersicht \t„1“.md", "Zu\u0308rich.md"
    repository.write(composed, "x")
    repository.write(decomposed, "y")
    repository.commit(1)
    found = history(repository.root)
    assert days(found.span(composed)) == (1, 1)
    assert days(found.span(decomposed)) == days(found.span("Z\u00fcrich.md")) == (1, 1)


def test_a_vault_may_be_a_folder_of_a_repository(repository: Repository) -> None:
    repository.write("notes/vault/a.md", "1")
    repository.write("a.md", "outside")
    repository.commit(1)
    repository.write("a.md", "outside, changed")
    repository.commit(2)
    found = history(repository.root / "notes/vault")
    assert days(found.span("a.md")) == (1, 1)
    assert found.span("notes/vault/a.md") is None


def test_what_is_not_committed_has_the_date_of_its_file(repository: Repository) -> None:
    repository.commit(1, a="1", b="1", c="1")
    repository.write("a.md", "2")
    repository.write("new.md", "1")
    repository.write("b.md", "2")
    repository.git("add", "b.md")
    os.utime(repository.root / "c.md", (MTIME, MTIME))
    found = history(repository.root)
    assert [found.span(name) for name in ("a.md", "b.md", "new.md")] == [None, None, None]
    assert days(found.span("c.md")) == (1, 1)


@pytest.mark.parametrize("committed", [False, True])
def test_no_repository_and_no_commit_are_no_problem(tmp_path: Path, committed: bool) -> None:
    if committed:
        Repository(tmp_path).write("a.md", "1")
    assert history(tmp_path) == History()


def test_without_git_nothing_is_known(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit(1, a="1")
    monkeypatch.setenv("PATH", "")
    assert history(repository.root) == History()


def test_a_broken_repository_is_reported(repository: Repository) -> None:
    repository.commit(1, a="1")
    (repository.root / ".git/config").write_text("[broken")
    found = history(repository.root)
    assert found.span("a.md") is None
    [problem] = found.problems
    assert problem.kind == Kind.MISSING_HISTORY
    assert "bad config" in problem.what


def test_a_shallow_clone_says_so_and_does_not_lie(repository: Repository, tmp_path: Path) -> None:
    repository.commit(1, old="1", edited="1")
    repository.commit(2, edited="2")
    repository.commit(3, edited="3", new="1")
    url = repository.root.as_uri()
    repository.git("clone", "-q", "--depth", "2", url, str(tmp_path / "two"))
    found = history(tmp_path / "two")
    assert days(found.span("old.md")) == (None, None)
    assert days(found.span("edited.md")) == (None, 3)
    assert days(found.span("new.md")) == (3, 3)
    [problem] = found.problems
    assert problem.kind == Kind.MISSING_HISTORY
    assert "shallow clone" in problem.what
    assert "fetch-depth: 0" in problem.remedy
    old = dates.dates(Note("old.md", "old", {}), file("old.md"), found)
    assert old.changed is None


def test_git_s_own_settings_do_not_matter(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit(1, a="1")
    settings = tmp_path / "config"
    settings.write_text(
        "[log]\nshowSignature = true\ndecorate = full\ndate = relative\n"
        "[color]\nui = always\n[diff]\nnoprefix = true\nrenames = false\n[core]\nquotePath = true\n"
    )
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".gitconfig").write_text(settings.read_text())
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    assert days(history(repository.root).span("a.md")) == (1, 1)


def test_the_log_is_read_again_only_after_a_commit(repository: Repository) -> None:
    repository.commit(1, a="1")
    first = history(repository.root)
    repository.write("a.md", "2")
    second = history(repository.root, previous=first)
    assert second.spans is first.spans
    assert second.span("a.md") is None
    repository.commit(2)
    assert days(history(repository.root, previous=second).span("a.md")) == (1, 2)
