"""Each case of `fixtures/*.txt`: title, source, tokens as `shown` writes them.

`pytest --update-golden` writes what comes out now; read the difference before you commit it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it.utils import read_fixture_file

from tests.syntax.shown import shown

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("*.txt"))
CASES = [
    pytest.param(source, expected, id=f"{file.stem}:{line} {title}")
    for file in FIXTURES
    for line, title, source, expected in read_fixture_file(file)
]


@pytest.mark.parametrize(("source", "expected"), CASES)
def test_reads_as_the_fixture_says(source: str, expected: str) -> None:
    assert decoded(shown(source)) == expected.rstrip("\n")


def decoded(html: str) -> str:
    return html.rstrip("\n")


@pytest.mark.parametrize("file", FIXTURES, ids=lambda file: file.stem)
def test_writes_the_fixtures_when_asked(file: Path, update_golden: bool) -> None:
    cases = read_fixture_file(file)
    assert cases, f"{file} holds no case"
    if update_golden:
        texts = (
            f"{title}\n.\n{source}.\n{decoded(shown(source))}\n.\n" for _, title, source, _ in cases
        )
        file.write_text("\n".join(texts), "utf-8")
