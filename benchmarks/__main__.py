"""`make bench`: a Markdown table for VAULT, the vault beside the project, or the sample vault.

``NOTES=10000`` measures a made vault of that size instead, ``SEED`` another one; ``RUNS`` is of how
many runs the figures are medians.
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from benchmarks.builds import Build, BuildError, compare
from benchmarks.machine import describe
from benchmarks.table import counts, table
from benchmarks.vaults import copy_vault, made_vault
from vaultsite import packages

PROJECT = Path(__file__).resolve().parent.parent

# Plain Material writes the tree of all notes into each page: 10,000 of them would take an hour.
_MOST_FOR_BASELINE = 3000
_SMALL = 1000


def main() -> None:
    notes, runs = (int(os.environ.get(name) or 0) for name in ("NOTES", "RUNS"))
    seed = int(os.environ.get("SEED") or 1)
    runs = runs or 3
    packages.ensure(PROJECT, say=lambda message: print(message, file=sys.stderr))
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        try:
            rows = (
                _made(folder, notes=notes, seed=seed, runs=runs) if notes else _real(folder, runs)
            )
        except BuildError as error:
            sys.exit(str(error))
    title = f"{notes:,} made notes (seed {seed})" if notes else _vault().name
    print(f"{title}, medians of {runs}. {describe(PROJECT)}\n")
    print(table(rows))
    print("\n" + counts(rows[-1][0].report))


def _real(folder: Path, runs: int) -> list[tuple[Build, Build]]:
    vault = copy_vault(_vault(), folder / "vault")
    builds = compare(PROJECT, vault, folder / "builds", runs=runs, baseline=True)
    return [(build, builds[0]) for build in builds]


def _made(folder: Path, *, notes: int, seed: int, runs: int) -> list[tuple[Build, Build]]:
    """Beside the baseline; a large vault beside a small one, since it shows what is not linear."""
    vault = made_vault(folder / "vault", notes=notes, seed=seed)
    is_large = notes > _MOST_FOR_BASELINE
    small: list[Build] = []
    if is_large:
        other = made_vault(folder / "small vault", notes=_SMALL, seed=seed)
        small = _named(compare(PROJECT, other, folder / "small", runs=runs, baseline=False))
    builds = compare(PROJECT, vault, folder / "builds", runs=runs, baseline=not is_large)
    if not is_large:
        return [(build, builds[0]) for build in builds]
    large = zip(_named(builds), small, strict=True)
    return [(build, build) for build in small] + list(large)


def _named(builds: list[Build]) -> list[Build]:
    return [replace(build, name=f"{build.notes:,} notes, {build.name}") for build in builds]


def _vault() -> Path:
    return choose_vault(PROJECT, os.environ.get("VAULT", ""))


def choose_vault(project: Path, wanted: str) -> Path:
    """Return the folder ``wanted``; if none is named, `../shared/vault` or the sample vault."""
    if wanted:
        return Path(wanted).expanduser().resolve()
    beside = project.parent / "shared/vault"
    return beside if beside.is_dir() else project / "docs"


if __name__ == "__main__":
    main()
