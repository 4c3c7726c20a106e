"""The page of the notes changed last."""

from __future__ import annotations

import re
from datetime import date

from vaultsite.site.explorer import NoteEntry
from vaultsite.site.home import RecentNote
from vaultsite.site.recent import recent_html
from vaultsite.words import Words


def changed(path: str, day: int) -> RecentNote:
    name = path.removesuffix(".md")
    return RecentNote(NoteEntry(path, name.rpartition("/")[2], f"{name}/"), date(2026, 3, day))


def test_days_newest_first_and_their_notes_by_name() -> None:
    notes = [changed("note 10.md", 9), changed("a/note 2.md", 9), changed("b.md", 7)]
    html = recent_html(notes, Words(), from_url="explorer/recent/")
    assert re.findall(r"<time[^>]*>(.*?)</time>", html) == ["9 Mar 2026", "7 Mar 2026"]
    assert re.findall(r'href="(.*?)"', html) == [
        "../../a/note 2/",
        "../../note 10/",
        "../../b/",
    ]
    assert "<small" in html


def test_names_are_text() -> None:
    html = recent_html([changed("<i>&.md", 1)], Words("de"), from_url="explorer/recent/")
    assert "<i>" not in html
    assert "Zuletzt geändert" in html
