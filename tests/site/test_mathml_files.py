"""MathML beside pages, and in them: one build each way."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sites import BuildSite

NOTES = {
    "first.md": "An embed: ![[second]] and its own $b$.\n",
    "second.md": "See [[first]], where $\\frac{a}{2}$ stands.\n",
    "words.md": "None.\n",
    "hidden.md": "---\npublish: false\n---\nSecret: $\\text{canary}$, see [[first]].\n",
}


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    folder.mkdir()
    for name, text in NOTES.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def test_each_page_has_a_file_of_what_it_shows_and_keeps_it(
    tmp_path: Path, vault: Path, build_site: BuildSite
) -> None:
    cache = str(tmp_path / "cache")
    first, again = (build_site(vault, cache=cache) for _ in range(2))
    for site in (first, again):
        files = {
            path.relative_to(site.dir).as_posix(): json.loads(path.read_text("utf-8"))
            for path in site.dir.rglob("*.mathml.json")
        }
        assert {*files} == {"first/index.mathml.json", "second/index.mathml.json"}
        fraction = "<mfrac><mi>a</mi><mn>2</mn></mfrac>"
        # Both: what is embedded, and the sentence of a note that links here.
        assert files["first/index.mathml.json"] == {
            "$\\frac{a}{2}": [fraction],
            "$b": ["<mi>b</mi>"],
        }
        assert "<math" not in site.html("first/index.html")


def test_the_pages_may_have_it_themselves(vault: Path, build_site: BuildSite) -> None:
    site = build_site(vault, mathml="always")
    assert "<math><mfrac><mi>a</mi><mn>2</mn></mfrac></math>" in site.html("second/index.html")
    assert not [*site.dir.rglob("*.mathml.json")]
