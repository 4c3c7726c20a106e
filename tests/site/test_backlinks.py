"""Under a note: who links to it, with sentences from the first ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sites import BuildSite


def test_the_first_notes_show_sentences_the_folded_ones_only_their_names(
    build_site: BuildSite, tmp_path: Path
) -> None:
    (tmp_path / "hub.md").write_text("Everything leads here.")
    for number in range(1, 26):
        sentences = (f"In {word} {number} it is [[hub]]." for word in ("one", "two", "six", "ten"))
        (tmp_path / f"note {number}.md").write_text("\n\n".join(sentences))
    html = build_site(tmp_path).html("hub/index.html").partition('class="backlinks"')[2]
    notes = re.findall(r"<li>(.*?)</li>", html, re.DOTALL)
    assert [note.count("backlinks__snippet") for note in notes] == [2] * 10 + [1] * 10 + [0] * 5
    more = [re.findall("and ([0-9]) more", note) for note in notes]
    assert more == [["2"]] * 10 + [["3"]] * 10 + [[]] * 5
    assert html.index("note 20") < html.index("5 more notes") < html.index("note 21")
