"""`make bench`: a Markdown table for VAULT, the vault beside the project, or the sample vault."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from benchmarks.builds import Build, compare
from vaultsite import packages

PROJECT = Path(__file__).resolve().parent.parent


def main() -> None:
    vault = choose_vault(PROJECT, os.environ.get("VAULT", ""))
    packages.ensure(PROJECT, say=lambda message: print(message, file=sys.stderr))
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        builds = compare(PROJECT, vault, Path(folder))
    for build in builds:
        if build.cost.code:
            sys.exit(f"{build.name} failed:\n{build.cost.log}")
    print(f"{vault.name}: {os.cpu_count()} cores, Python {sys.version.split()[0]}\n")
    print(table(builds))
    if builds[-1].report:
        print("\n" + counts(builds[-1].report))


def choose_vault(project: Path, wanted: str) -> Path:
    """Return the folder ``wanted``; if none is named, `../shared/vault` or the sample vault."""
    if wanted:
        return Path(wanted).expanduser().resolve()
    beside = project.parent / "shared/vault"
    return beside if beside.is_dir() else project / "docs"


def table(builds: list[Build]) -> str:
    """Return the builds as a Markdown table, each figure with its ratio to the first build's."""
    first = builds[0]
    rows = ["| | CPU s | wall s | memory MB | HTML MB |", "|---|--:|--:|--:|--:|"]
    rows += [
        f"| {build.name} | "
        + " | ".join(
            _cell(value, base) for value, base in zip(_figures(build), _figures(first), strict=True)
        )
        + " |"
        for build in builds
    ]
    return "\n".join(rows)


def counts(report: dict[str, int]) -> str:
    """Return what a report counts as one line."""
    return ", ".join(f"{key.replace('_', ' ')} {value:,}" for key, value in report.items())


def _figures(build: Build) -> tuple[float, float, float, float]:
    return build.cost.cpu, build.cost.wall, build.cost.memory / 1e6, build.html / 1e6


def _cell(value: float, base: float) -> str:
    ratio = f" ({value / base:.2f}×)" if base and value != base else ""
    return f"{value:,.1f}{ratio}"


if __name__ == "__main__":
    main()
