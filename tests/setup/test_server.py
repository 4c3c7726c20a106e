"""The tests' web server answers as GitHub Pages does."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import quote, urljoin
from urllib.request import urlopen

import pytest

from tests.browser.server import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES = ("index.html", "404.html", "Note/index.html", "plain.html", "a b/ü.png", "empty/x.txt")


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    for name in FILES:
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(name)
    with serving(tmp_path, "/repo/") as address:
        yield address


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("", "index.html"),
        ("?query", "index.html"),
        ("Note/", "Note/index.html"),
        ("Note", "Note/index.html"),
        ("plain", "plain.html"),
        ("plain.html", "plain.html"),
        ("a b/ü.png", "a b/ü.png"),
    ],
)
def test_files_are_found_under_the_prefix(address: str, path: str, file: str) -> None:
    with urlopen(address + quote(path, safe="/?")) as answer:  # noqa: S310
        assert answer.read().decode() == file


@pytest.mark.parametrize("path", ["missing", "missing/deep/", "empty/", "/index.html"])
def test_anything_else_is_the_sites_404_page(address: str, path: str) -> None:
    with pytest.raises(HTTPError) as caught:
        urlopen(urljoin(address, path))  # noqa: S310
    with caught.value as answer:
        assert (answer.code, answer.read().decode()) == (404, "404.html")
