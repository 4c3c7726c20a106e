"""Each case of `fixtures/*.md`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cards.cases import Case, cases
from tests.cards.recipes import settings_for
from tests.cards.shown import decode, show
from vaultsite.vault.cards import lift

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("*.md"))
CASES = [
    pytest.param(case, id=f"{file.stem}:{case.line} {case.title}")
    for file in FIXTURES
    for case in cases(file)
]


@pytest.mark.parametrize("case", CASES)
def test_lifts_as_the_fixture_says(case: Case) -> None:
    source = decode(case.source.rstrip("\n"))
    assert show(lift(source, settings_for(case.title), path="n.md")) == case.expected.rstrip("\n")
