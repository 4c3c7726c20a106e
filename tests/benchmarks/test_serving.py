"""What a writer waits for is measured in a browser, while notes are edited."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from benchmarks.serving.__main__ import measure
from benchmarks.serving.edits import Edit
from benchmarks.serving.scene import (
    EMBEDDED,
    OPEN,
    NoSceneError,
    prepare,
    set_word,
)
from benchmarks.serving.table import table

if TYPE_CHECKING:
    from pathlib import Path

LONG = "words\n\n" * 100


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "vault" / "some notes"
    folder.mkdir(parents=True)
    (folder / "open one.md").write_text(f"{LONG}text\n\n![[shown#Part]]\n\n{LONG}")
    (folder / "shown.md").write_text("# Before\nx\n## Part\ntext\n## Part two\ny\n")
    (folder / "in line.md").write_text(f"see ![[shown#Part]] here\n\n![[shown#None]]\n{LONG}")
    (folder / "in card.md").write_text(f"START\nBasic\nq\nBack: \n![[shown#Part]]\n\nEND\n{LONG}")
    return folder.parent


def test_words_are_put_where_both_notes_show_them(vault: Path) -> None:
    scene = prepare(vault, edits=2)
    assert (scene.open.name, scene.embedded.name) == ("open one.md", "shown.md")
    assert scene.address == "some notes/open one/"
    links = "[[Bench new 0]] [[Bench renamed 0]] [[Bench new 1]] [[Bench renamed 1]]"
    text = scene.open.read_text()
    assert f"text\n\nbenchopen0000 {links}\n\n![[shown#Part]]\n\nwords" in text
    assert "## Part\n\nbenchembedded0000\n\ntext\n" in scene.embedded.read_text()


def test_one_word_is_changed_and_nothing_else(vault: Path) -> None:
    scene = prepare(vault, edits=1)
    before = scene.open.read_text(), scene.embedded.read_text()
    set_word(scene.open, OPEN, 12)
    set_word(scene.embedded, EMBEDDED, 3)
    assert scene.open.read_text() == before[0].replace("benchopen0000", "benchopen0012")
    assert scene.embedded.read_text() == before[1].replace("embedded0000", "embedded0003")


def test_a_vault_without_embeds_cannot_be_measured(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("[[two]] ![[two]] ![[two#Part]]\n")
    (tmp_path / "two.md").write_text("# Other\n")
    with pytest.raises(NoSceneError, match="embeds a section"):
        prepare(tmp_path, edits=1)


def test_the_table_has_medians_and_the_slowest() -> None:
    edits = [Edit("a word", 0.2, 0.1, True), Edit("a word", 0.9, 0.3, False)]
    edits += [Edit("a word", 0.3, 0.2, True), Edit("a new note", 1.0, 0.5, True)]
    assert table({"start": 2.5}, edits).splitlines() == [
        "| | median s | slowest s | CPU s | place kept |",
        "|---|--:|--:|--:|--:|",
        "| start | 2.50 | | | |",
        "| a word | 0.30 | 0.90 | 0.20 | 2 of 3 |",
        "| a new note | 1.00 | 1.00 | 0.50 | 1 of 1 |",
    ]


def test_each_kind_of_edit_reaches_the_browser(
    vault: Path, tmp_path: Path, node_modules: Path
) -> None:
    assert node_modules.is_dir()
    # Playwright is used once in a thread, and other tests may have it open in this one.
    with ThreadPoolExecutor(1) as thread:
        text = thread.submit(measure, vault, tmp_path / "served", 1).result()
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in text.splitlines()[2:9]]
    assert [row[0] for row in rows] == [
        "start to the first page, nothing cached",
        "start to the first page, all cached",
        "a word in the open note",
        "a word in a note that it embeds",
        "a new note that it links to",
        "that note renamed",
        "that note deleted",
    ]
    for row in rows:
        assert float(row[1]) > 0.01
    assert [row[4] for row in rows[2:]] == ["1 of 1"] * 5
    assert re.search(r"The server holds [1-9]\d+ MB after 5 edits\.$", text)
