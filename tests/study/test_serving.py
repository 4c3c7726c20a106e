"""While notes are written, the list of cards is that of the notes as they are now."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.incremental.harness import Site, Vault

if TYPE_CHECKING:
    from pathlib import Path

CARD = "START\nBasic\nWhat is {0}?\nBack: {0}\nTags: tree\n<!--ID: {1}-->\nEND\n"
OAK, ASH = CARD.format("oak", 1700000000001), CARD.format("ash", 1700000000002)


def test_an_edit_brings_its_cards_and_takes_them_away(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "vault", {"index.md": "Welcome.\n", "Trees.md": "No cards.\n"})
    site = Site(tmp_path / "served", vault, command="serve")
    site.build()

    def listed() -> list[str]:
        files = site.files()
        assert ("study.json" in files) == ("study/index.html" in files)
        notes = json.loads(files.get("study.json", b'{"notes": []}'))["notes"]
        return [card[0] for note in notes for card in note[5]]

    seen = []
    for text in ("No cards.\n", OAK, OAK + ASH, OAK.replace("tree", "oak"), "None again.\n"):
        vault.write("Trees.md", text)
        site.update()
        seen.append(listed())
        if ASH in text:
            cold = Site(tmp_path / "cold", vault)
            cold.build()
            assert site.files()["study.json"] == cold.files()["study.json"]
            assert (cold.dir / "assets/fsrs/index.mjs").is_file()
    site.close()
    oak, ash = "1700000000001", "1700000000002"
    assert seen == [[], [oak], [oak, ash], [oak], []]
