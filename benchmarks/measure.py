"""Run a command and weigh it: seconds of CPU and of the clock, memory of all its processes."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERVAL = 0.1


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: seconds (``cpu``: user and system, with children), bytes, its output."""

    cpu: float
    wall: float
    memory: int
    code: int
    log: str


def run(command: Sequence[str], *, log: Path, env: dict[str, str]) -> Cost:
    """Run ``command``, with its output in the file ``log``, and return its `Cost`.

    Memory is looked at every `INTERVAL` seconds, so a peak shorter than that may be missed. CPU
    counts the children that the command has waited for; Windows does not tell (0).
    """
    before, start = os.times(), time.perf_counter()
    with log.open("w+", encoding="utf-8") as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, env=env
        )
        memory = _peak(process)
    wall, after = time.perf_counter() - start, os.times()
    cpu = after.children_user + after.children_system
    cpu -= before.children_user + before.children_system
    return Cost(cpu, wall, memory, process.returncode, log.read_text("utf-8"))


def _peak(process: subprocess.Popen[bytes]) -> int:
    """Wait for ``process``; return the most bytes that it and its children held together."""
    peak = 0
    while True:
        peak = max(peak, memory(process.pid))
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(INTERVAL)
            return peak


def memory(pid: int) -> int:
    """Return the bytes held by a process and all below it, those that they share counted once."""
    with contextlib.suppress(psutil.Error):
        root = psutil.Process(pid)
        return sum(_own_memory(process) for process in (root, *root.children(recursive=True)))
    return 0


def _own_memory(process: psutil.Process) -> int:
    with contextlib.suppress(OSError, StopIteration):  # Linux sums it up itself, far sooner
        lines = Path(f"/proc/{process.pid}/smaps_rollup").read_bytes().splitlines()
        return int(next(line for line in lines if line.startswith(b"Pss:")).split()[1]) * 1024
    with contextlib.suppress(psutil.Error):
        memory = process.memory_full_info()
        return int(getattr(memory, "pss", memory.uss))
    return 0
