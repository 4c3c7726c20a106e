"""The report: a line for each problem, once; a strict build fails by the chosen level."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from vaultsite.problems import Kind, Level, Problem
from vaultsite.site import report

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sites import BuildSite

LINK = "a.md:1: [[nowhere]] leads to no file: create the note, or correct the link"
FORMULA = "a.md:3: broken formula \\nosuch: Undefined control sequence \\nosuch: correct the TeX"
BYTES = "b.md: not valid UTF-8, read as Windows-1252: save it as UTF-8"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "a.md").write_text(
        "[[nowhere]], [[nowhere|again]]\n\n$\\nosuch$ $\\nosuch$\n", "utf-8"
    )
    return vault


def test_each_problem_has_one_line_and_the_counts_follow(
    build_site: BuildSite, tmp_path: Path, vault: Path
) -> None:
    (vault / "b.md").write_bytes(b"Stra\xdfe ![[a]] ![[a]]")
    site = build_site(vault, cache=str(tmp_path / "cache"))
    lines = [line.partition("-  ")[2] for line in site.log.splitlines()]
    assert [line for line in lines if line.startswith(("a.md", "b.md"))] == [LINK, FORMULA, BYTES]
    assert "Published 2 notes, 2 links (0 loose, 2 unresolved), 2 embeds, 0 cards" in site.log
    assert "Report: 1 × unreadable-file, 1 × broken-formula, 1 × unresolved-link" in site.log
    counts = json.loads((tmp_path / "cache/report.json").read_text("utf-8"))
    assert (counts["notes"], counts["unresolved"], counts["errors"]) == (2, 2, 1)


def test_a_sound_vault_has_no_problems(build_site: BuildSite, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Fine.\n", "utf-8")
    site = build_site(tmp_path, strict=True, fail_on="info")
    assert "Report: no problems" in site.log


@pytest.mark.parametrize(
    ("bad", "fail_on", "fails"),
    [
        ("link", "info", True),
        ("link", "warning", False),
        ("link", "error", False),
        ("formula", "warning", True),
        ("formula", "error", False),
        ("bytes", "error", True),
        ("bytes", "never", False),
        ("formula", "never", False),
    ],
)
def test_a_strict_build_fails_by_the_chosen_level(
    build_site: BuildSite, tmp_path: Path, bad: str, fail_on: str, *, fails: bool
) -> None:
    content = {"link": b"[[nowhere]]", "formula": b"$\\nosuch$", "bytes": b"Stra\xdfe"}[bad]
    (tmp_path / "a.md").write_bytes(content)
    site = build_site(tmp_path, strict=True, check=False, fail_on=fail_on)
    assert (site.code != 0) == fails, site.log
    assert "Traceback" not in site.log
    assert "Report: 1 × " in site.log


def test_without_strict_no_problem_fails_a_build(build_site: BuildSite, vault: Path) -> None:
    assert build_site(vault, fail_on="info").code == 0


def test_problems_are_told_once_in_order() -> None:
    first = Problem("a.md", 2, Kind.LOOSE_LINK, "what", "remedy")
    second = Problem("a.md", 10, Kind.LOOSE_LINK, "what", "remedy")
    assert report.settled([second, first, second]) == [first, second]


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_level_and_a_readable_name(kind: Kind) -> None:
    assert kind.level in Level
    assert kind.value.replace("-", "").isalpha()
    assert report.summary([Problem("a.md", 1, kind, "what", "remedy")]) == f"1 × {kind}"


def test_the_guide_explains_every_kind_with_its_level(project_root: Path) -> None:
    guide = (project_root / "docs/guide/What the report says.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (\w+) \|", guide, re.MULTILINE)
    assert sorted(rows) == sorted((kind.value, kind.level.name.lower()) for kind in Kind)
