"""The benchmark counts what it says it counts."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from benchmarks.__main__ import choose_vault, counts, table
from benchmarks.builds import Build
from benchmarks.measure import Cost, run

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


def build(name: str, **figures: float) -> Build:
    cost = Cost(figures["cpu"], figures["wall"], int(figures["memory"]), 0, "")
    return Build(name, cost, int(figures["html"]), {})


def test_each_figure_has_its_ratio_to_the_first_row() -> None:
    plain = build("plain", cpu=40, wall=50, memory=100e6, html=500e6)
    ours = build("ours", cpu=10, wall=25, memory=150e6, html=50e6)
    assert table([plain, ours]).splitlines() == [
        "| | CPU s | wall s | memory MB | HTML MB |",
        "|---|--:|--:|--:|--:|",
        "| plain | 40.0 | 50.0 | 100.0 | 500.0 |",
        "| ours | 10.0 (0.25×) | 25.0 (0.50×) | 150.0 (1.50×) | 50.0 (0.10×) |",
    ]


def test_the_reports_counts_are_one_line() -> None:
    assert counts({"notes": 1249, "distinct_formulas": 7}) == "notes 1,249, distinct formulas 7"


def test_the_vault_beside_the_project_is_measured_unless_another_is_named(tmp_path: Path) -> None:
    project = tmp_path / "project"
    assert choose_vault(project, "") == project / "docs"
    (tmp_path / "shared/vault").mkdir(parents=True)
    assert choose_vault(project, "") == tmp_path / "shared/vault"
    assert choose_vault(project, str(tmp_path / "my notes")) == tmp_path / "my notes"
