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
    settings = settings_for(case.title)
    assert show(lift(source, settings, path="n.md"), settings) == case.expected.rstrip("\n")


@pytest.mark.parametrize("case", CASES)
def test_says_what_the_plugin_does_and_why_we_do_not(case: Case) -> None:
    assert case.plugin
    assert case.here or case.plugin.startswith("the same")
