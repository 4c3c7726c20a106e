"""A site that GitHub Pages would not take, or soon would not, is told in the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vaultsite.problems import Level
from vaultsite.site.limits import near_limits, sizes

if TYPE_CHECKING:
    from pathlib import Path

MB = 1_000_000


@pytest.mark.parametrize(
    ("megabytes", "lines"),
    [
        ({}, []),
        ({"film.mp4": 89.9, "index.html": 1}, []),
        (
            {"a/film.mp4": 90, "index.html": 1},
            ["a/film.mp4: 90 MB; GitHub takes no file over 100 MB: make it smaller, or exclude it"],
        ),
        ({f"{n}.png": 50 for n in range(17)} | {"index.html": 49.9}, []),
        (
            {f"{n}.PNG": 50 for n in range(12)} | {f"{n}/index.html": 60 for n in range(8)},
            [
                "the whole site: 1,080 MB, of which .png 600 MB; GitHub Pages takes no site over "
                "1,000 MB: make files smaller, or exclude some"
            ],
        ),
        (
            {f"CNAME{n}": 50 for n in range(18)},
            [
                "the whole site: 900 MB, of which files without a suffix 900 MB; GitHub Pages "
                "takes no site over 1,000 MB: make files smaller, or exclude some"
            ],
        ),
    ],
)
def test_limits(megabytes: dict[str, float], lines: list[str]) -> None:
    problems = list(near_limits((place, round(size * MB)) for place, size in megabytes.items()))
    assert [str(problem) for problem in problems] == lines
    assert all(problem.kind.level == Level.WARNING for problem in problems)


def test_all_files_of_a_folder_count(tmp_path: Path) -> None:
    (tmp_path / "a/b c").mkdir(parents=True)
    (tmp_path / "empty").mkdir()
    (tmp_path / "index.html").write_bytes(b"x" * 7)
    (tmp_path / "a/b c/.nojekyll").write_bytes(b"")
    (tmp_path / "a/ü.png").write_bytes(b"x" * 5)
    assert dict(sizes(tmp_path)) == {"index.html": 7, "a/b c/.nojekyll": 0, "a/ü.png": 5}
