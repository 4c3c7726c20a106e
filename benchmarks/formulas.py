"""`python -m benchmarks.formulas [VAULT]`: what the formulas of a vault cost, without pages.

Rows: the first formulas only (what an engine costs before it is warm), then all of them with one
engine and with two, then all from the cache.
"""

from __future__ import annotations

import os
import pickle
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.__main__ import PROJECT, choose_vault
from benchmarks.measure import run
from vaultsite import packages
from vaultsite.maths import Renderer, contexts, crew
from vaultsite.vault.index import Vault

if TYPE_CHECKING:
    from vaultsite.maths import Formula

_SOME = (1, 100, 1000)
_FORMULAS = "formulas.pickle"
_CACHE = "maths.sqlite"


def main() -> None:
    if len(sys.argv) > 2:
        draw(Path(sys.argv[1]), count=int(sys.argv[2]), engines=int(sys.argv[3]))
        return
    vault = choose_vault(PROJECT, sys.argv[1] if len(sys.argv) == 2 else "")
    found = formulas(vault)
    total = len(found)
    print(f"{vault.name}: {total:,} distinct formulas\n")
    print("| | CPU s | of it Node s | wall s | memory MB |\n|---|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        (folder / _FORMULAS).write_bytes(pickle.dumps(found))
        for count in (*(some for some in _SOME if some < total), total):
            _row(f"first {count:,}" if count < total else "all", folder, count)
        _row("all, two engines", folder, total, engines=2)
        _row("all, from the cache", folder, total, fresh=False)


def formulas(vault: Path) -> list[Formula]:
    """The formulas of a vault that look different, in the order of its notes."""
    found: dict[object, Formula] = {}
    for note in Vault(vault).notes.values():
        for formula in contexts((tex.tex, tex.display) for tex in note.formulas):
            found.setdefault(formula.job, formula)
    return list(found.values())


def draw(folder: Path, *, count: int, engines: int) -> None:
    """Draw the first ``count`` formulas; print what Python, Node and the clock took for that."""
    wanted = pickle.loads((folder / _FORMULAS).read_bytes())[:count]  # noqa: S301
    crew.WORTH_ANOTHER = 0  # as many engines as are asked for
    before = os.times()
    node, modules = packages.node(), PROJECT / "node_modules"
    with Renderer(node, modules, folder / _CACHE, engines=engines) as renderer:
        renderer.draw(wanted)
    after = os.times()
    python = after.user + after.system - before.user - before.system
    print(python, after.children_user + after.children_system, after.elapsed - before.elapsed)


def _row(name: str, folder: Path, count: int, *, engines: int = 1, fresh: bool = True) -> None:
    if fresh:
        for file in folder.glob(f"{_CACHE}*"):
            file.unlink()
    command = [sys.executable, "-m", "benchmarks.formulas", folder, count, engines]
    cost = run([str(word) for word in command], log=folder / "log", env=dict(os.environ))
    if cost.code:
        sys.exit(cost.log)
    python, node, wall = (float(word) for word in cost.log.split())
    print(f"| {name} | {python + node:.2f} | {node:.2f} | {wall:.2f} | {cost.memory / 1e6:.0f} |")


if __name__ == "__main__":
    main()
