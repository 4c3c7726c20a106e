"""``python -m benchmarks.made FOLDER --notes 10000 --seed 1``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.made.vault import make_vault


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.made", description="Make a vault.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--notes", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    try:
        make_vault(wanted.folder, notes=wanted.notes, seed=wanted.seed)
    except FileExistsError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
