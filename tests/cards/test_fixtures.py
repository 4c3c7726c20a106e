"""Each case of `fixtures/*.md`: title, a note's source, what is lifted out of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it.utils import read_fixture_file

from tests.cards.shown import decode, show
from vaultsite.vault.anki_settings import AnkiSettings
from vaultsite.vault.cards import lift

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("*.md"))
CASES = [
    pytest.param(source, expected, id=f"{file.stem}:{line} {title}")
    for file in FIXTURES
    for line, title, source, expected in read_fixture_file(file)
]


@pytest.mark.parametrize(("source", "expected"), CASES)
def test_lifts_as_the_fixture_says(source: str, expected: str) -> None:
    lifted = lift(decode(source.rstrip("\n")), AnkiSettings(), path="n.md")
    assert show(lifted) == expected.rstrip("\n")
