"""`make` sets up once, passes on what it is told, and says what is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.sites import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="there is no make")

# A Python that writes down how it was called; `-m venv` puts a copy of itself into .venv.
FAKE_PYTHON = """#!/bin/sh
case "$*" in
    "-c import sys"*) exit {too_old};;
    "-c import ensurepip"*) exit {no_venv};;
    "-c "*) exit 0;;
    "-m venv"*) mkdir -p .venv/bin && cp "$0" .venv/bin/python;;
esac
echo "[$VAULT] $*" >> calls
"""


class Clone:
    """A clone of the project on a machine whose only Python is a fake."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "a clone"
        self.folder.mkdir()
        for name in ("Makefile", "requirements.txt", "requirements-dev.txt", "package-lock.json"):
            shutil.copyfile(PROJECT / name, self.folder / name)
            os.utime(self.folder / name, (0, 0))
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.python()

    def python(self, *, too_old: bool = False, no_venv: bool = False) -> None:
        for name in ("python3.13", "python3.12", "python3.11", "python3"):
            program = self.bin / name
            program.write_text(FAKE_PYTHON.format(too_old=int(too_old), no_venv=int(no_venv)))
            program.chmod(0o755)

    def make(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        path = f"{self.bin}{os.pathsep}{os.environ['PATH']}"
        environment = {k: v for k, v in os.environ.items() if k not in ("VAULT", "MAKEFLAGS")}
        return subprocess.run(
            ["make", *arguments],
            cwd=self.folder,
            env=environment | {"PATH": path} | variables,
            capture_output=True,
            text=True,
        )

    def calls(self) -> list[str]:
        """Return how Python was called since the last look."""
        log = self.folder / "calls"
        lines = log.read_text().splitlines() if log.exists() else []
        log.unlink(missing_ok=True)
        return lines


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path)


def test_the_first_run_sets_up_and_the_second_does_not(clone: Clone) -> None:
    assert clone.make("build").returncode == 0
    modules = [call.split()[2] for call in clone.calls()]
    assert modules == ["venv", "pip", "vaultsite.packages", "mkdocs"]
    assert clone.make("build").returncode == 0
    assert clone.calls() == ["[] -m mkdocs build"]


def test_changed_requirements_are_installed_into_the_same_environment(clone: Clone) -> None:
    clone.make("setup")
    clone.calls()
    os.utime(clone.folder / "requirements.txt")
    os.utime(clone.folder / ".venv/.build", (1, 1))
    clone.make("setup")
    modules = [call.split()[2] for call in clone.calls()]
    assert modules == ["pip", "vaultsite.packages"]


def test_an_environment_whose_python_is_gone_is_made_again(clone: Clone) -> None:
    clone.make("setup")
    clone.calls()
    (clone.folder / ".venv/bin/python").unlink()
    clone.make("build")
    assert clone.calls()[0] == "[] -m venv --clear .venv"


@pytest.mark.parametrize("vault", ["/notes", "/my own notes", '/it\'s $HOME & "more"'])
def test_the_vault_is_passed_on_whatever_its_path(clone: Clone, vault: str) -> None:
    clone.make("build", VAULT=vault)
    assert clone.calls()[-1] == f"[{vault}] -m mkdocs build"


def test_an_empty_vault_means_the_sample(clone: Clone) -> None:
    script = clone.bin / "python3.13"
    script.write_text(script.read_text().replace("[$VAULT]", "[${VAULT-unset}]"))
    clone.make("build", VAULT="")
    assert clone.calls()[-1] == "[unset] -m mkdocs build"


@pytest.mark.parametrize(("port", "address"), [({}, "8000"), ({"PORT": "9000"}, "9000")])
def test_serve_takes_the_port(clone: Clone, port: dict[str, str], address: str) -> None:
    clone.make("serve", **port)
    assert clone.calls()[-1] == f"[] -m mkdocs serve --dev-addr 127.0.0.1:{address}"


def test_check_is_a_strict_build(clone: Clone) -> None:
    clone.make("check")
    assert clone.calls()[-1] == "[] -m mkdocs build --strict"


@pytest.mark.parametrize(
    ("lacks", "message"),
    [
        ({"too_old": True}, "Python 3.11 or newer is missing"),
        ({"no_venv": True}, "apt install python3-venv"),
    ],
)
def test_what_is_missing_is_named(clone: Clone, lacks: dict[str, bool], message: str) -> None:
    clone.python(**lacks)
    done = clone.make("build")
    assert done.returncode != 0
    assert message in done.stderr
    assert not (clone.folder / ".venv").exists()


def test_make_alone_explains_its_targets(clone: Clone) -> None:
    assert "make serve" in clone.make().stdout
    assert clone.calls() == []
