"""While a vault is served, the search follows its edits."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

from tests.setup.test_serve import PATIENCE, free_port, load, serving, wait_for
from tests.sites import write_config

if TYPE_CHECKING:
    from pathlib import Path


def words(root: str) -> set[str]:
    """All words of the index; none while it is being written."""
    index = load(f"{root}search/index.json")
    parts = json.loads(index)["words"] if index else []
    return {word for _, name in parts for word in json.loads(load(f"{root}search/{name}") or "{}")}


def wait_until_found(root: str, wanted: set[str], gone: set[str]) -> set[str]:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = words(root)
        if wanted <= found and not gone & found:
            return found
        time.sleep(0.1)
    raise TimeoutError(f"{wanted} never found, or {gone} always")


def test_an_edit_is_found(tmp_path: Path, node_modules: Path) -> None:
    assert node_modules.is_dir()
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "index.md").write_text("quince\n")
    (vault / "other.md").write_text("medlar\n")
    config, port = tmp_path / "mkdocs.yml", free_port()
    write_config(config, vault, config={}, options={"cache": str(tmp_path / "cache")})
    with serving(config, port) as output:
        wait_for("Serving on", output)
        root = f"http://127.0.0.1:{port}/repo/"
        wait_until_found(root, {"quince", "medlar"}, set())
        (vault / "index.md").write_text("boysenberry\n")
        wait_until_found(root, {"boysenberry", "medlar"}, {"quince"})
        (vault / "other.md").unlink()
        wait_until_found(root, {"boysenberry"}, {"quince", "medlar"})
