"""The modules of the study page in Node: as a site has them, with the scheduler beside them."""

from __future__ import annotations

import json
import shutil
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tests.sites import PROJECT
from vaultsite import packages
from vaultsite.site.study_index import browser_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HERE = PROJECT / "tests/study"
_NAMES = ("memory", "words", "study-*")


def lay_out(root: Path) -> Path:
    """Copy what a site has of these modules to ``root``; returns the folder of the scripts."""
    scripts = root / "assets/scripts"
    scripts.mkdir(parents=True)
    (root / "package.json").write_text('{"type": "module"}')
    for name in _NAMES:
        for file in (PROJECT / "theme/assets").glob(f"{name}.js"):
            shutil.copyfile(file, scripts / file.name)
    for file in HERE.glob("*.mjs"):
        shutil.copyfile(file, scripts / file.name)
    for disk, place in browser_files(packages.ensure(PROJECT / "npm/study", say=print)):
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(disk, root / place)
    return scripts


class Scripts:
    """Node, which has loaded these modules once."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, lines: str, *, zone: str = "UTC", **values: object) -> Any:
        """What these lines of JavaScript return, see ``ask.mjs``; they know ``values`` by name."""
        given, said = self._process.stdin, self._process.stdout
        assert given is not None
        assert said is not None
        given.write(json.dumps({"lines": lines, "zone": zone, "values": values}) + "\n")
        given.flush()
        answer = json.loads(said.readline() or '{"error": "Node has ended"}')
        assert "error" not in answer, answer["error"]
        return answer["value"]


@contextmanager
def running(scripts: Path) -> Iterator[Scripts]:
    """Node, while the context lasts."""
    command = [packages.node(), scripts / "ask.mjs"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        yield Scripts(process)
        assert process.stdin is not None
        process.stdin.close()
