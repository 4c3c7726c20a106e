"""Where files lie in the site: MkDocs' places, safe on every host, no two alike."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url

from vaultsite.vault.files import scan
from vaultsite.vault.urls import assign, relative, url_of

if TYPE_CHECKING:
    import random
    from pathlib import Path


def place(path: str, *, directories: bool = True) -> str:
    return assign([path], use_directory_urls=directories)[path]


USUAL = [
    "a.md",
    "a/b.md",
    "index.md",
    "a/index.md",
    "README.md",
    "a/README.md",
    "readme.md",
    "Index.md",
    "v1.2 notes.md",
    "% & + ' ( ) , # – 😀 [[.md",
    "A\u0308/\u00c4.md",
    "img/plot 1.png",
    "LICENSE",
    "a.tar.gz",
    "confused/auxiliary.md",
    "com0.md",
    " a.md",
    "x" * 197 + ".md",
]


@pytest.mark.parametrize("directories", [True, False])
@pytest.mark.parametrize("path", USUAL)
def test_usual_names_lie_where_mkdocs_puts_them(path: str, directories: bool) -> None:
    file = File(path, None, "", directories)
    assert place(path, directories=directories) == file.dest_uri
    assert url_of(file.dest_uri, use_directory_urls=directories) == file.url


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ('a<b>c:d"e|f?g*h\\i.md', "a-b-c-d-e-f-g-h-i/index.html"),
        ("a\n\x00\x7fb.png", "a---b.png"),
        ("what?/x.png", "what-/x.png"),
        ("etc....md", "etc-/index.html"),
        ("a . /b .png", "a-/b .png"),
        ("a.png.", "a.png-"),
        ("con.md", "con-/index.html"),
        ("NUL/Aux.tar.gz", "NUL-/Aux-.tar.gz"),
        ("lpt1", "lpt1-"),
        ("com¹.md", "com¹-/index.html"),
        ("conin$.txt", "conin$-.txt"),
        (" .md", "-/index.html"),
        ("\udcff.md", "-/index.html"),
        ("a.MD", "a/index.html"),
        ("a b.html", "a b.html.txt"),
        ("a/index.html", "a/index.html.txt"),
        ("a/feed.XML", "a/feed.XML.txt"),
        ("Map.canvas", "Map.canvas/index.html"),
        ("ä" * 150 + ".md", "ä" * 95 + "-a9f41bcd/index.html"),
        ("x" * 250 + ".png", "x" * 187 + "-6ad8282c.png"),
        ("x." + "y" * 250, "x." + "y" * 189 + "-a0653e6d"),
    ],
)
def test_names_that_hosts_cannot_hold(path: str, expected: str) -> None:
    assert place(path) == expected


@pytest.mark.parametrize(
    ("paths", "reserved", "expected"),
    [
        (["Note.md", "note.md"], [], ["Note/index.html", "note-2/index.html"]),
        (["NOTE.md", "Note.md", "note.md"], [], ["NOTE/index.html", "Note-2/index.html",
                                                 "note-3/index.html"]),
        (["A\u0308.md", "\u00c4.md"], [], ["A\u0308/index.html", "\u00c4-2/index.html"]),
        (["a?.md", "a-.md"], [], ["a--2/index.html", "a-/index.html"]),
        (["a-2.md", "A.md", "a.md"], [], ["a-2/index.html", "A/index.html", "a-3/index.html"]),
        (["README.md", "index.md"], [], ["index-2.html", "index.html"]),
        (["a.md", "a/index.md"], [], ["a/index.html", "a/index-2.html"]),
        (["a.md", "a/index.html"], [], ["a/index.html", "a/index.html.txt"]),
        (["Notes/a.md", "notes/b.md"], [], ["Notes/a/index.html", "notes/b/index.html"]),
        (["x.PNG", "x.png"], [], ["x.PNG", "x-2.png"]),
        (["a", "a.md"], [], ["a", "a-2/index.html"]),
        (["a", "A/b.png"], [], ["a-2", "A/b.png"]),
        (["explorer.md"], ["explorer/index.html"], ["explorer-2/index.html"]),
        (["Explorer.md", "explorer/x.md"], ["explorer/index.html"],
         ["Explorer-2/index.html", "explorer/x/index.html"]),
        (["404.txt"], ["404.txt"], ["404-2.txt"]),
        (["assets/a.png", "Assets/b.png", "assets.md", "x/assets/a.png"], ["assets/"],
         ["assets-2/a.png", "Assets-2/b.png", "assets-2/index.html", "x/assets/a.png"]),
        (["explorer"], ["explorer/index.html"], ["explorer-2"]),
    ],
)  # fmt: skip
def test_collisions(paths: list[str], reserved: list[str], expected: list[str]) -> None:
    wanted = dict(zip(paths, expected, strict=True))
    assert assign(paths, use_directory_urls=True, reserved=reserved) == wanted
    assert assign(paths[::-1], use_directory_urls=True, reserved=reserved) == wanted


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["a.md", "a/b.md"], ["a.html", "a/b.html"]),
        (["a.html/x.png", "a.md"], ["a.html/x.png", "a-2.html"]),
        (["a.html.txt", "a.html"], ["a.html-2.txt", "a.html.txt"]),
        (["404.md"], ["404-2.html"]),
    ],
)
def test_collisions_without_directory_urls(paths: list[str], expected: list[str]) -> None:
    found = assign(paths, use_directory_urls=False, reserved=["404.html"])
    assert found == dict(zip(paths, expected, strict=True))


parts = st.text(st.sampled_from("aAbßäÄ\u0308-2.? :ǅ"), min_size=1, max_size=4).filter(
    lambda part: not part.startswith(".")
) | st.sampled_from(["index", "README", "con", "assets", "a.html"])
paths_ = st.builds(
    lambda folders, name, end: "/".join([*folders, name + end]),
    st.lists(parts, max_size=2),
    parts,
    st.sampled_from([".md", ".html", "", ".png"]),
)
vaults = st.lists(paths_, max_size=12, unique=True)
RESERVED = ["404.html", "assets/", "a/index.html"]


@given(vaults, st.booleans())
def test_no_two_places_are_alike(paths: list[str], directories: bool) -> None:
    found = assign(paths, use_directory_urls=directories, reserved=RESERVED)
    assert found.keys() == set(paths)
    folded = [unicodedata.normalize("NFC", uri.casefold()) for uri in found.values()]
    files = {*folded, "404.html", "a/index.html"}
    assert len(files) == len(paths) + 2
    folders = {uri[:end] for uri in files for end, char in enumerate(uri) if char == "/"}
    assert not files & folders
    assert not any(uri.startswith("assets/") for uri in folded)
    for uri in found.values():
        assert not set('<>:"|?*\\') & set(uri)
        assert not any(part.endswith((".", " ")) for part in uri.split("/"))


@given(vaults, st.booleans(), st.randoms(use_true_random=False))
def test_places_do_not_depend_on_the_order(
    paths: list[str], directories: bool, shuffler: random.Random
) -> None:
    shuffled = paths.copy()
    shuffler.shuffle(shuffled)
    found = assign(paths, use_directory_urls=directories, reserved=RESERVED)
    assert found == assign(shuffled, use_directory_urls=directories, reserved=RESERVED)


@pytest.mark.parametrize(
    ("uri", "url", "plain_url"),
    [
        ("index.html", "./", "index.html"),
        ("a/b/index.html", "a/b/", "a/b/index.html"),
        ("a/b.html", "a/b.html", "a/b.html"),
        ("a b/50%/index.html", "a%20b/50%25/", "a%20b/50%25/index.html"),
        ("C#/ä.png", "C%23/%C3%A4.png", "C%23/%C3%A4.png"),
        ("a+b&c'd.png", "a%2Bb%26c%27d.png", "a%2Bb%26c%27d.png"),
    ],
)
def test_url_of_a_place(uri: str, url: str, plain_url: str) -> None:
    assert url_of(uri) == url
    assert url_of(uri, use_directory_urls=False) == plain_url


@pytest.mark.parametrize(
    ("url", "from_url", "expected"),
    [
        ("./", "./", "./"),
        ("a/", "./", "a/"),
        ("./", "a/b/", "../../"),
        ("a/", "a/", "./"),
        ("a/c/", "a/b/", "../c/"),
        ("a/b/", "a/", "b/"),
        ("v1.2/", "v1.2/x/", "../"),
        ("a.html", "b.html", "a.html"),
        ("a/b.html", "a/c.html", "b.html"),
        ("img/x%20y.png", "a/index.html", "../img/x%20y.png"),
        ("a/b/", "404.html", "a/b/"),
        ("%C3%A4/", "%C3%84/", "../%C3%A4/"),
        ("", "a/", ".."),
    ],
)
def test_relative_url(url: str, from_url: str, expected: str) -> None:
    assert relative(url, from_url) == expected == get_relative_url(url, from_url)


@given(st.text("ab./%", max_size=8), st.text("ab./%", max_size=8))
def test_relative_urls_are_those_of_mkdocs(url: str, from_url: str) -> None:
    assert relative(url, from_url) == get_relative_url(url, from_url)


@pytest.mark.parametrize("directories", [True, False])
def test_every_file_of_the_real_vault_has_a_url_of_its_own(
    shared_vault: Path, directories: bool
) -> None:
    paths = [file.path for file in scan(shared_vault).files]
    found = assign(paths, use_directory_urls=directories)
    urls = {url_of(uri, use_directory_urls=directories).casefold() for uri in found.values()}
    assert len(urls) == len(paths) > 0
