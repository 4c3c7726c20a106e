"""`make audit` lists what a site publishes, and finds what is private in it."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from vaultsite.audit.__main__ import main
from vaultsite.audit.page import facts_of
from vaultsite.audit.places import tells_place

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sites import BuildSite

NOTES = {
    "open.md": "Everybody reads about gooseberries.\n\n[[diary of winter]] and [[Elsewhere]]\n",
    "diary of winter.md": "---\npublish: false\n---\nNobody reads about boysenberries.\n",
    "Elsewhere.md": "---\npublish: false\n---\nGooseberries.\n",
    "other.md": "Elsewhere is a word.\n",
}


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("audit") / "vault"
    folder.mkdir()
    for name, text in NOTES.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "used.txt").write_text("A file.\n", "utf-8")
    with (folder / "open.md").open("a", encoding="utf-8") as file:
        file.write("![remote](https://pictures.example/a.png) [[used.txt]]\n")
    return folder


@pytest.fixture
def site(vault: Path, build_site: BuildSite) -> Path:
    return build_site(vault).dir


def test_it_lists_what_is_published(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(site)]) == 0
    told = capsys.readouterr().out
    for line in ("open/index.html", "used.txt  0.0 kB", "explorer.json", "pictures.example (img"):
        assert line in told
    assert "diary" not in told
    assert "PRIVATE: nothing" in told


def test_it_looks_for_what_the_vault_keeps_private(
    site: Path, vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(site), "--vault", str(vault)]) == 0
    assert "words and 1 names of 2 private notes; 1 names stand in public text, too" in (
        capsys.readouterr().out
    )


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("open/index.html", "<p>Boysenberries</p>", "“boysenberries”"),
        ("open/index.html", '<p data-x="diary%20of%20winter">', "“diary of winter”"),
        ("search/index.json", '{"x": "boysenbe\\u0072ries"}', "“boysenberries”"),
        ("boysenberries.txt", "", "“boysenberries”"),
        ("open/index.html", "<!-- a remark -->", "a comment in HTML: a remark"),
        ("open/index.html", '<b onclick="x">', "a handler: <b onclick>"),
        ("open/index.html", "{vault}/open.md", "of this machine"),
    ],
)
def test_it_finds_what_is_private(
    site: Path, vault: Path, name: str, text: str, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with (site / name).open("a", encoding="utf-8") as file:
        file.write(text.replace("{vault}", str(vault)))
    assert main([str(site), "--vault", str(vault)]) == 1
    found = capsys.readouterr().out.partition("PRIVATE: ")[2]
    assert f"{name}: " in found
    assert what in found


def test_it_names_what_is_worth_a_look(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "in /Users/robin/notes and .obsidian, see file:///tmp\n"
    (site / "used.txt").write_text(text, "utf-8")
    assert main([str(site)]) == 0
    told = capsys.readouterr().out
    for what in ("a path of somebody's disk", "Obsidian's settings", "a file:// address"):
        assert f"used.txt: {what}" in told


def test_it_says_what_is_no_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert "no built site" in capsys.readouterr().err


def test_a_page_is_taken_apart() -> None:
    facts = facts_of(
        '<script>run()</script><script type="application/json">{}</script>'
        '<script src="https://a.example/x.js"></script><link rel="stylesheet" href="//b.example/y">'
        '<link rel="canonical" href="https://c.example/"><a href="https://d.example/">x</a>'
        '<iframe src="https://e.example/"></iframe><!--left--><img src="x.png">'
    )
    assert facts.inline_scripts == {"run()"}
    assert facts.hosts == {("script", "a.example"), ("link", "b.example"), ("iframe", "e.example")}
    assert facts.comments == ["left"]


@pytest.mark.parametrize(("tag", "told"), [(0x8825, True), (0x010F, False)])
@pytest.mark.parametrize("order", ["<", ">"])
def test_photographs_that_tell_their_place(order: str, tag: int, *, told: bool) -> None:
    entry = struct.pack(f"{order}HHII", tag, 4, 1, 26)
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}IH", 8, 1)
    exif = b"Exif\0\0" + head + entry
    segment = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    app0 = b"\xff\xe0\0\4ab"
    assert tells_place(b"\xff\xd8" + app0 + segment + b"\xff\xd9") is told
