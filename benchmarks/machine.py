"""The machine and the versions behind a table of figures."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psutil

from vaultsite import packages


def describe(project: Path) -> str:
    """Return one line: the date, the processor and its memory, the versions of what is measured."""
    memory = psutil.virtual_memory().total / 2**30
    parts = [
        f"{datetime.now(UTC):%Y-%m-%d}: {processor()}",
        f"{os.cpu_count()} cores",
        f"{memory:.0f} GiB",
        platform.system(),
        f"Python {platform.python_version()}",
        f"Node {_node()}",
        f"MkDocs {version('mkdocs')}",
        f"Material {version('mkdocs-material')}",
        f"MathJax {_mathjax(project)}",
    ]
    return ", ".join(parts)


def processor() -> str:
    """Return the processor's name as its system tells it."""
    if sys.platform == "linux":
        found = re.search(r"^model name\s*: (.+)", Path("/proc/cpuinfo").read_text("utf-8"), re.M)
        return found[1] if found else platform.machine()
    if sys.platform == "darwin":
        command = ["sysctl", "-n", "machdep.cpu.brand_string"]
        return subprocess.run(command, capture_output=True, text=True).stdout.strip()
    return platform.processor()


def _node() -> str:
    command = [str(packages.node()), "--version"]
    return subprocess.run(command, capture_output=True, text=True).stdout.strip().removeprefix("v")


def _mathjax(project: Path) -> str:
    lock = json.loads((project / "package-lock.json").read_text("utf-8"))
    return str(lock["packages"]["node_modules/mathjax"]["version"])
