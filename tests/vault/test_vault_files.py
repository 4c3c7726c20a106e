"""Which files of a folder belong to the vault, and what text they hold."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from vaultsite.problems import Kind
from vaultsite.vault.files import Scan, VaultFile, decode, read_text, scan

if TYPE_CHECKING:
    from pathlib import Path

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs names or links of POSIX")


def vault(root: Path, *paths: str) -> Path:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x", encoding="utf-8")
    return root


def paths(found: Scan) -> list[str]:
    return [file.path for file in found.files]


def problems(found: Scan) -> list[tuple[str, Kind]]:
    return [(problem.path, problem.kind) for problem in found.problems]


def test_all_files_sorted_by_path(tmp_path: Path) -> None:
    found = scan(vault(tmp_path, "b/c.png", "b.md", "a b/ä.md", "LICENSE"))
    assert paths(found) == ["LICENSE", "a b/ä.md", "b.md", "b/c.png"]
    assert problems(found) == []
    note = found.files[2]
    assert (note.disk, note.size) == (tmp_path / "b.md", 1)
    assert note.mtime_ns == note.disk.stat().st_mtime_ns


def test_names_with_a_leading_dot_are_ignored(tmp_path: Path) -> None:
    found = scan(vault(tmp_path, ".obsidian/app.json", "a/.trash/b.md", ".c.md", "a/.d.md", "e.md"))
    assert paths(found) == ["e.md"]


@pytest.mark.parametrize(
    ("path", "extension", "is_note"),
    [
        ("a.md", "md", True),
        ("a/b.MD", "md", True),
        ("v1.2 notes.md", "md", True),
        ("a.tar.GZ", "gz", False),
        ("b.md/LICENSE", "", False),
        ("a.", "", False),
    ],
)
def test_extensions(tmp_path: Path, path: str, extension: str, is_note: bool) -> None:
    file = VaultFile(path, tmp_path, 0, 0)
    assert (file.extension, file.is_note) == (extension, is_note)


@posix_only
@pytest.mark.parametrize("name", ["a#b", "a^b", "[[a", "a]b", "a|b"])
def test_names_that_no_link_can_hold_are_published_and_reported(tmp_path: Path, name: str) -> None:
    found = scan(vault(tmp_path, f"x#y/{name}.md", "x#y/z.md"))
    assert paths(found) == sorted([f"x#y/{name}.md", "x#y/z.md"])
    assert problems(found) == [(f"x#y/{name}.md", Kind.ODD_NAME)]
    assert found.problems[0].line == 0


@posix_only
def test_links_in_a_circle_end(tmp_path: Path) -> None:
    vault(tmp_path, "a/n.md", "b/m.md")
    (tmp_path / "a/self").symlink_to(tmp_path / "a")
    (tmp_path / "a/up").symlink_to(tmp_path)
    (tmp_path / "a/other").symlink_to(tmp_path / "b")
    (tmp_path / "b/other").symlink_to(tmp_path / "a")
    (tmp_path / "loop.md").symlink_to(tmp_path / "loop.md")
    found = scan(tmp_path)
    assert paths(found) == ["a/n.md", "b/m.md"]
    assert problems(found) == [("loop.md", Kind.UNREADABLE_FILE)]


@posix_only
def test_links_to_places_outside_are_followed_once(tmp_path: Path) -> None:
    outside = vault(tmp_path / "outside", "n.md", "deep/m.md")
    root = vault(tmp_path / "vault", "a.md")
    (root / "z").symlink_to(outside)
    (root / "y").symlink_to(outside)
    (root / "b.md").symlink_to(outside / "n.md")
    assert paths(scan(root)) == ["a.md", "b.md", "y/deep/m.md", "y/n.md"]


@posix_only
def test_what_cannot_be_read_is_reported_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault(tmp_path, "a.md", "closed/b.md", "secret.md")
    (tmp_path / "broken.md").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.md")
    # Not by permissions: the administrator may read everything.
    real_scandir, real_access = os.scandir, os.access

    def scandir(path: str) -> object:
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return real_scandir(path)

    monkeypatch.setattr(os, "scandir", scandir)
    monkeypatch.setattr(
        os, "access", lambda path, mode: "secret" not in path and real_access(path, mode)
    )
    found = scan(tmp_path)
    assert paths(found) == ["a.md"]
    unreadable = [
        (p, Kind.UNREADABLE_FILE) for p in ("broken.md", "closed", "pipe.md", "secret.md")
    ]
    assert sorted(problems(found)) == unreadable


def test_a_vault_that_is_not_there(tmp_path: Path) -> None:
    found = scan(tmp_path / "nowhere")
    assert found.files == ()
    assert problems(found) == [(".", Kind.UNREADABLE_FILE)]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_names_that_are_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"Stra\xdfe.md")).write_text("x", encoding="utf-8")
    found = scan(tmp_path)
    assert paths(found) == ["Straße.md"]
    assert problems(found) == [("Straße.md", Kind.ODD_NAME)]
    assert read_text(found.files[0]) == ("x", None)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_two_names_that_read_the_same(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"Stra\xdfe.md")).write_text("x", encoding="utf-8")
    (tmp_path / "Straße.md").write_text("y", encoding="utf-8")
    found = scan(tmp_path)
    assert paths(found) == ["Straße.md"]
    assert ("Straße.md", Kind.UNREADABLE_FILE) in problems(found)


@pytest.mark.parametrize(
    ("data", "text", "guess"),
    [
        (b"", "", None),
        ("Ä 𝔸\n".encode(), "Ä 𝔸\n", None),
        (b"\xef\xbb\xbfa", "a", None),
        (b"a\r\nb\rc\n", "a\nb\nc\n", None),
        (b"a\x0cb\xe2\x80\xa8c", "a\x0cb\u2028c", None),
        (b"a\0b", "a\ufffdb", None),
        ("\ufeffÄ𝔸\r\n".encode("utf-16-le"), "Ä𝔸\n", None),
        ("\ufeffÄ𝔸".encode("utf-16-be"), "Ä𝔸", None),
        (b"\xff\xfea\0b", "a\ufffd", "damaged UTF-16"),
        (b"\x84Stra\xdfe\x93", "„Straße“", "Windows-1252"),
        (b"\x81", "\x81", "Latin-1"),
    ],
)
def test_text_of_bytes(data: bytes, text: str, guess: str | None) -> None:
    assert decode(data) == (text, guess)


def test_a_guessed_encoding_is_reported(tmp_path: Path) -> None:
    (tmp_path / "n.md").write_bytes(b"\xdf")
    text, problem = read_text(scan(tmp_path).files[0])
    assert text == "ß"
    assert str(problem) == "n.md: not valid UTF-8, read as Windows-1252: save it as UTF-8"


def test_a_file_that_vanished_is_empty_and_reported(tmp_path: Path) -> None:
    file = scan(vault(tmp_path, "n.md")).files[0]
    file.disk.unlink()
    text, problem = read_text(file)
    assert text == ""
    assert problem
    assert (problem.path, problem.kind) == ("n.md", Kind.UNREADABLE_FILE)
