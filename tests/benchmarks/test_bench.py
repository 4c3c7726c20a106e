"""The benchmark counts what it says it counts."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from benchmarks.__main__ import PROJECT, choose_vault
from benchmarks.builds import Build, BuildError, compare, edit, median, middle_note
from benchmarks.machine import describe, processor
from benchmarks.measure import Cost, run
from benchmarks.table import counts, table
from benchmarks.vaults import copy_vault

if TYPE_CHECKING:
    from pathlib import Path

FAMILY = """
import subprocess, sys, time
held = bytearray(b"x") * 30_000_000
if len(sys.argv) < 2:
    subprocess.run([sys.executable, __file__, "child"], check=True)
    print("done")
else:
    sum(range(3_000_000))
    time.sleep(0.3)
"""


def test_memory_is_that_of_all_processes_together(tmp_path: Path) -> None:
    script = tmp_path / "family.py"
    script.write_text(FAMILY)
    cost = run([sys.executable, str(script)], log=tmp_path / "log", env=dict(os.environ))
    assert (cost.code, cost.log) == (0, "done\n")
    assert cost.memory > 60_000_000
    assert cost.cpu > 0


def build(
    name: str, *, notes: int = 1000, cpu: float, wall: float, memory: float, html: float
) -> Build:
    cost = Cost(cpu, wall, int(memory), 0, "")
    return Build(name, notes, cost, notes + 3, int(html), int(html * 2), {})


PLAIN = build("plain", cpu=40, wall=50, memory=100e6, html=500e6)
HEAD = [
    "| | CPU s | wall s | memory MB | HTML MB | HTML bytes a note | CPU ms a note | pages "
    "| site MB |",
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
]


def test_each_figure_has_its_ratio_to_the_baseline() -> None:
    ours = build("ours", cpu=10, wall=25, memory=150e6, html=50e6)
    assert table([(PLAIN, PLAIN), (ours, PLAIN)]).splitlines() == [
        *HEAD,
        "| plain | 40.0 | 50.0 | 100 | 500.0 | 500,000 | 40.0 | 1,003 | 1,000 |",
        "| ours | 10.0 (0.25×) | 25.0 (0.50×) | 150 (1.50×) | 50.0 (0.10×) | 50,000 (0.10×) "
        "| 10.0 (0.25×) | 1,003 | 100 |",
    ]


def test_vaults_of_other_sizes_are_compared_by_the_note() -> None:
    large = build("large", notes=10_000, cpu=440, wall=500, memory=200e6, html=5000e6)
    assert table([(large, PLAIN)]).splitlines() == [
        *HEAD,
        "| large | 440.0 | 500.0 | 200 (2.00×) | 5,000.0 | 500,000 (1.00×) | 44.0 (1.10×) "
        "| 10,003 | 10,000 |",
    ]


def test_one_slow_run_does_not_count() -> None:
    slow = replace(PLAIN, cost=Cost(400, 500, 10**9, 0, ""))
    fast = replace(PLAIN, cost=Cost(39, 51, 99_000_000, 0, ""))
    cost = median([PLAIN, slow, fast]).cost
    assert (cost.cpu, cost.wall, cost.memory) == (40, 51, 100_000_000)


def test_the_reports_counts_are_one_line() -> None:
    assert counts({"notes": 1249, "distinct_formulas": 7}) == "notes 1,249, distinct formulas 7"


def test_the_machine_is_named() -> None:
    assert processor()
    line = describe(PROJECT)
    assert f"{os.cpu_count()} cores" in line
    assert "Node 24." in line
    assert "MathJax 4." in line


def test_the_vault_beside_the_project_is_measured_unless_another_is_named(tmp_path: Path) -> None:
    project = tmp_path / "project"
    assert choose_vault(project, "") == project / "docs"
    (tmp_path / "shared/vault").mkdir(parents=True)
    assert choose_vault(project, "") == tmp_path / "shared/vault"
    assert choose_vault(project, str(tmp_path / "my notes")) == tmp_path / "my notes"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    (folder / ".git").mkdir(parents=True)
    (folder / "empty.md").write_text("")
    (folder / "short.md").write_text("one [[long]] $x$\n")
    (folder / "middle.md").write_text("two words, and three\n")
    (folder / "long.md").write_text("many words\n" * 9)
    (folder / "picture.png").write_bytes(b"\x89PNG")
    return folder


def test_the_vault_itself_is_never_edited(vault: Path, tmp_path: Path) -> None:
    copy = copy_vault(vault, tmp_path / "copy")
    assert sorted(path.name for path in copy.iterdir()) == sorted(
        path.name for path in vault.iterdir() if path.name != ".git"
    )
    note = middle_note(copy)
    assert note.name == "middle.md"
    edit(note)
    once = note.read_text()
    edit(note)
    assert "two words" in once
    assert note.read_text() != once
    assert (vault / "middle.md").read_text() == "two words, and three\n"


def test_all_builds_are_measured(vault: Path, tmp_path: Path, node_modules: Path) -> None:
    assert node_modules.is_dir()
    builds = compare(PROJECT, vault, tmp_path / "builds", runs=1, baseline=True)
    assert [build.name for build in builds] == [
        "MkDocs + Material",
        "cold: nothing cached",
        "warm: nothing changed",
        "warm: one note edited",
    ]
    for build in builds:
        assert build.notes == 4
        assert build.pages >= 5  # and 404.html
        assert 10_000 < build.html < build.site
        assert build.cost.memory > 10_000_000
    assert builds[0].report == {}
    assert builds[1].report["formulas"] == 1
    edited = next((tmp_path / "builds").rglob("ours/site/middle/index.html"))
    assert "edited at" in edited.read_text("utf-8")


def test_a_build_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="docs_dir"):
        compare(PROJECT, tmp_path / "none", tmp_path / "builds", runs=1, baseline=True)
