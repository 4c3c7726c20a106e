"""Made vaults: the same from one seed, like the real one in their counts, and without faults."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from benchmarks.made.measured import NOTES
from benchmarks.made.pictures import png
from benchmarks.made.vault import files, make_vault

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sites import BuildSite

# Of the real vault, a note.
REAL = {
    "bytes": 5476,
    "lines": 125,
    "headings": 11.0,
    "links": 38.3,
    "embeds": 1.49,
    "cards": 1.51,
    "displays": 11.4,
    "formulas in lines": 31.1,
    "distinct formulas": 6.0,
}


@pytest.fixture(scope="module")
def notes() -> list[str]:
    return [content.decode() for path, content in files(notes=NOTES, seed=1) if path[-3:] == ".md"]


@pytest.fixture(scope="module")
def per_note(notes: list[str]) -> dict[str, float]:
    text = "\n".join(notes)
    displays = re.findall(r"\$\$\n(.*?)\n\$\$", text, re.DOTALL)
    inline = re.findall(r"\$([^$\n]+)\$", text)
    counts = {
        "bytes": len(text),
        "lines": len([line for line in text.split("\n") if line]),
        "headings": len(re.findall("^#+ ", text, re.MULTILINE)),
        "links": len(re.findall(r"(?<!!)\[\[", text)),
        "embeds": text.count("![["),
        "cards": len(re.findall("^START$", text, re.MULTILINE)),
        "displays": len(displays),
        "formulas in lines": len(inline),
        "distinct formulas": len({*displays, *inline}),
    }
    return {what: count / len(notes) for what, count in counts.items()}


@pytest.mark.parametrize("what", REAL)
def test_its_counts_are_those_of_the_real_vault(per_note: dict[str, float], what: str) -> None:
    assert per_note[what] == pytest.approx(REAL[what], rel=0.2)


def test_a_few_notes_get_most_links(notes: list[str]) -> None:
    text = "\n".join(notes)
    targets = Counter(re.findall(r"(?<!!)\[\[([^]|#]+)", text)).most_common()
    total = sum(count for _, count in targets)
    assert 0.25 < sum(count for _, count in targets[:30]) / total < 0.5


def test_a_few_notes_are_far_larger_than_most(notes: list[str]) -> None:
    sizes = sorted(map(len, notes))
    assert sizes[NOTES // 20] == 0
    assert sizes[-1] > 20 * sizes[NOTES // 2] > 0


def test_links_are_written_in_every_way(notes: list[str]) -> None:
    text = "\n".join(notes)
    for way in (r"\[\[[^]#/|]+\]\]", r"\[\[[^]]+\|", r"\[\[[^]]+#[^^]", r"#\^b0", r"\[\[[^]|]+/"):
        assert re.search(rf"(?<!!){way}", text), way


def test_the_same_seed_makes_the_same_vault() -> None:
    assert list(files(notes=60, seed=3)) == list(files(notes=60, seed=3))
    assert list(files(notes=60, seed=3)) != list(files(notes=60, seed=4))


@pytest.mark.parametrize("notes", [1, 10, 1500])
def test_it_has_as_many_notes_as_asked_for(notes: int) -> None:
    paths = [path for path, _ in files(notes=notes, seed=1)]
    assert len(paths) == len({path.lower() for path in paths})
    assert sum(path.endswith(".md") for path in paths) == notes


def test_it_is_not_mixed_with_other_notes(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("mine")
    with pytest.raises(FileExistsError, match="not empty"):
        make_vault(tmp_path, notes=1, seed=1)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.md"]


@pytest.mark.parametrize("size", [100, 9524, 225_640])
def test_pictures_are_as_large_as_asked_for(size: int) -> None:
    assert len(png(size, "a")) == pytest.approx(size, rel=0.02, abs=100)
    assert png(size, "a") == png(size, "a") != png(size, "b")


def test_it_is_built_without_other_problems_than_missing_notes(
    build_site: BuildSite, tmp_path: Path
) -> None:
    make_vault(tmp_path / "vault", notes=150, seed=2)
    site = build_site(tmp_path / "vault")
    report = re.search(r"Report: (.*)", site.log)
    assert report
    assert re.fullmatch(r"\d+ × unresolved-link", report[1])
    assert re.search(r"[1-9]\d* embeds, [1-9]\d* cards, [1-9]\d+ formulas", site.log)
