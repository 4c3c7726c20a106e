"""What holds for every note, however its constructs are put together.

`make fuzz` tries many more notes. What it finds is kept in `found`, a source a file.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.constructs import Note, notes, rubbish
from tests.fuzz.pages import problems
from tests.render.pages import faults, render, text_of
from vaultsite.syntax import parse

FOUND = sorted((Path(__file__).parent / "found").glob("*.md"))


@settings(max_examples=100, deadline=None)
@given(notes())
def test_shows_every_word(note: Note) -> None:
    assert problems(note.source, note.words) == []


@settings(max_examples=100, deadline=None)
@given(rubbish())
def test_makes_pages_that_need_no_mending(source: str) -> None:
    assert problems(source) == []


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200))
def test_reads_any_text(source: str) -> None:
    assert problems(source) == []


@pytest.mark.parametrize("file", FOUND, ids=lambda file: file.stem)
def test_what_was_found_once_is_mended(file: Path) -> None:
    source = file.read_bytes().decode("utf-8")
    words = re.findall(r"word\d+w", source)
    assert problems(source, words) == []


def page(source: str, folder: Path) -> str:
    (folder / "page.md").write_text(source, "utf-8")
    return render(folder, "page.md").html


BOMBS = "[ ![[ [[ [[a $ $$ $a * *a == %% < <a <!-- > - ` ^[ [a]( : w @ | \\ <b>".split()


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("between", ["", " ", "\n"])
def test_survives_two_thousand_of_a_mark(bomb: str, between: str, tmp_path: Path) -> None:
    html = page(f"before\n\n{between.join([bomb] * 2000)}", tmp_path)
    assert faults(html) == []
    assert "before" in text_of(html)


@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "> - "])
def test_nothing_is_lost_in_the_deep(mark: str, tmp_path: Path) -> None:
    source = "\n".join(f"{mark * depth}word{depth}" for depth in range(1, 120))
    text = text_of(page(source, tmp_path))
    assert [depth for depth in range(1, 120) if f"word{depth}" not in text] == []


def test_reads_a_long_note_once() -> None:
    source = "A sentence with $x$, [[links]] and **more**.\n\n- item $$y$$\n\n" * 2000
    tokens = parse(source).tokens
    assert sum(token.type == "paragraph_open" for token in tokens) == 4000
