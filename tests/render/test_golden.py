"""Each folder of `tests/golden`: a small vault in, the HTML of its notes and the report out.

Notes in `vault/other` are there to be linked to; they have no page of their own here.
`pytest --update-golden` writes what comes out now; read the difference before you commit it.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.render.pages import faults, library, outline
from vaultsite.render.note import render_note
from vaultsite.site.formulas import broken_formulas

if TYPE_CHECKING:
    from vaultsite.render.page import Page

GOLDEN = Path(__file__).parent.parent / "golden"
CASES = sorted(path for path in GOLDEN.iterdir() if path.is_dir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_page_is_as_expected(case: Path, update_golden: bool) -> None:
    made = outputs(case / "vault")
    if update_golden:
        write(case, made)
    expected = {
        str(path.relative_to(case)): path.read_text("utf-8")
        for path in [*case.glob("expected/*"), case / "report.txt"]
    }
    assert made == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_html_needs_no_mending(case: Path) -> None:
    book = library(case / "vault")
    found = {path: faults(render_note(path, book).html) for path in book.vault.notes}
    assert found == {path: [] for path in book.vault.notes}


def outputs(vault: Path) -> dict[str, str]:
    """What a case's vault becomes: file in the case -> text."""
    book = library(vault)
    pages = {
        path: render_note(path, book) for path in book.vault.notes if not path.startswith("other/")
    }
    problems = [
        *book.problems,
        *(problem for page in pages.values() for problem in page.problems),
        *(
            problem
            for path, note in book.records.items()
            for _, problem in broken_formulas(note, book.formulas(path), book.drawing)
        ),
    ]
    made = {
        f"expected/{path.removesuffix('.md')}.html": shown(page) for path, page in pages.items()
    }
    return made | {"report.txt": "".join(f"{problem}\n" for problem in sorted(problems))}


def shown(page: Page) -> str:
    return f"{page.html}\n<!-- {page.title}\n{outline(page.toc)}\n-->\n"


def write(case: Path, made: dict[str, str]) -> None:
    shutil.rmtree(case / "expected", ignore_errors=True)
    for name, text in made.items():
        (case / name).parent.mkdir(exist_ok=True)
        (case / name).write_text(text, "utf-8")
