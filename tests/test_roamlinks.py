"""What mkdocs-roamlinks-plugin resolves in a vault, this site resolves as well."""

from __future__ import annotations

import functools
import os
import re
import warnings
from typing import TYPE_CHECKING

import pytest

from vaultsite.vault.files import scan
from vaultsite.vault.resolve import Resolver

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # the plugin is older than MkDocs 1.2
    from mkdocs_roamlinks_plugin import plugin  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from pathlib import Path

MADE = ("a_b", "A B", "a-b.md", "note.png", "sub/deep", "sub/deep.md", "deep", "über")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the plugin walk the folder once, not once for every link."""
    walk = functools.cache(lambda top, walk=os.walk: [*walk(top)])
    monkeypatch.setattr(plugin.os, "walk", walk)
    simplify = plugin.RoamLinkReplacer.simplify
    monkeypatch.setattr(plugin.RoamLinkReplacer, "simplify", functools.cache(simplify))


def found_by_roamlinks(vault: Path, targets: set[str]) -> list[str]:
    """The targets for which the plugin writes a link to a file that exists."""
    replace = plugin.RoamLinkReplacer(str(vault), "index.md")
    found = []
    for target in sorted(targets):
        match = re.fullmatch(plugin.ROAMLINK_RE, f"[[{target}]]")
        link = re.search(r"\(<(.*?)(?:#.*)?>\)", replace(match)) if match else None
        if link and link[1] and (vault / link[1]).is_file():
            found.append(target)
    return found


def lost(vault: Path, targets: list[str]) -> list[str]:
    resolver = Resolver({file.path: file for file in scan(vault).files})
    return [target for target in targets if not resolver.resolve(target, "index.md")]


@pytest.mark.usefixtures("quick")
def test_nothing_is_lost_in_a_made_vault(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("a b.md", "note.png", "sub/deep.md", "Über.md"):
        (tmp_path / name).write_text("", "utf-8")
    found = found_by_roamlinks(tmp_path, {*MADE, "gone"})
    assert found == sorted(MADE)
    assert lost(tmp_path, found) == []


@pytest.mark.usefixtures("quick")
def test_nothing_is_lost_in_the_real_vault(shared_vault: Path) -> None:
    text = "\n".join(file.read_text("utf-8") for file in shared_vault.rglob("*.md"))
    targets = {name.strip() for name in re.findall(r"\[\[([^\[\]|#\n]+)", text)}
    found = found_by_roamlinks(shared_vault, targets)
    assert len(found) > 500
    assert lost(shared_vault, found) == []
