"""A vault that is built again and again in this process, as `mkdocs build` or `serve` would."""

from __future__ import annotations

import os
from itertools import count
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests.sites import write_config

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_TICKS = count(1)


class Vault:
    """Notes and files; each write has another time, as with a clock that is fine enough."""

    def __init__(self, root: Path, files: Mapping[str, str | bytes]) -> None:
        self.root = root
        for path, content in files.items():
            self.write(path, content)

    def write(self, path: str, content: str | bytes) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        seconds = 1_700_000_000 + next(_TICKS)
        os.utime(file, (seconds, seconds))

    def read(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def delete(self, path: str) -> None:
        (self.root / path).unlink()

    def rename(self, old: str, new: str) -> None:
        self.write(new, (self.root / old).read_bytes())
        self.delete(old)


class Site:
    """A site of ``vault`` in ``folder``, with a cache of its own."""

    def __init__(
        self,
        folder: Path,
        vault: Vault,
        *,
        command: Literal["build", "serve"] = "build",
        config: Mapping[str, Any] | None = None,
        **options: object,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.dir = folder / "site"
        self._file = folder / "mkdocs.yml"
        self._command = command
        given = {"maths": "browser", **options, "cache": str(folder / "cache")}
        write_config(self._file, vault.root, config=config or {}, options=given)
        self._hook: Any = None
        self._run: Any = None

    def build(self) -> set[str]:
        """Build as a new process would. Returns the pages that were made."""
        config = load_config(str(self._file))
        hooks: Any = config.hooks
        (self._hook,) = (hook for name, hook in hooks.items() if "publish" in name)
        self._run = self._hook._run = self._hook._Run()
        config.plugins.on_startup(command=self._command, dirty=False)
        try:
            build(config)
            return self.made
        finally:
            if self._command == "build":
                config.plugins.on_shutdown()

    def update(self) -> set[str]:
        """Answer an edit as `mkdocs serve` does. Returns the pages that were made."""
        self._hook._run = self._run  # all sites of this process share the hook
        self._hook._update()
        return self.made

    def wait(self) -> None:
        """Until what is done later is done."""
        for later in (self._hook._search, self._hook._graph, self._hook._anki):
            if later._timer is not None:
                later._timer.join()

    def close(self) -> None:
        self._hook._run = self._run
        self._hook.on_shutdown()

    @property
    def made(self) -> set[str]:
        return set(self._run.build.fresh)

    def pages(self) -> dict[str, bytes]:
        """All HTML of the site, by place."""
        return {place: data for place, data in self.files().items() if place.endswith(".html")}

    def files(self) -> dict[str, bytes]:
        """All files of the site that are not the theme's, by place."""
        return dict(self._files())

    def _files(self) -> Iterator[tuple[str, bytes]]:
        for file in sorted(self.dir.rglob("*")):
            place = file.relative_to(self.dir).as_posix()
            if file.is_file() and not place.startswith("assets/"):
                yield place, file.read_bytes()
