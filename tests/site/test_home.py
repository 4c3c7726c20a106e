"""What a visitor sees first when the vault has no home page of its own."""

from __future__ import annotations

from datetime import date

from vaultsite.site.explorer import NoteEntry, tree
from vaultsite.site.home import RecentNote, home_html
from vaultsite.words import Words

SOFTMAX = NoteEntry("Maths/Soft max.md", "Soft max", "Maths/Soft%20max/")
INBOX = NoteEntry("Inbox.md", "Inbox", "Inbox/")


def test_home_page_says_how_much_there_is() -> None:
    html = home_html(
        tree([SOFTMAX, INBOX]),
        Words(),
        site_name="Notes",
        explorer_url="explorer/",
        cards=1,
        formulas=1234,
    )
    assert '<h1 dir="auto">Notes</h1>' in html
    assert "<b>2</b> notes" in html
    assert "<b>1</b> card<" in html
    assert "<b>1,234</b> formulas" in html


def test_nothing_is_said_of_what_there_is_not() -> None:
    html = home_html(tree([]), Words(), site_name="Notes", explorer_url="explorer/")
    assert "<b>0</b> notes" in html
    assert not any(word in html for word in ("card", "formula", "Folders", "Recently"))


def test_folders_lead_to_their_place_in_the_explorer() -> None:
    html = home_html(tree([SOFTMAX]), Words(), site_name="N", explorer_url="explorer/")
    assert '<a href="explorer/#in/Maths"><span dir="auto">Maths</span> <small>1</small>' in html


def test_recent_notes_show_folder_and_day() -> None:
    recent = [RecentNote(SOFTMAX, date(2026, 3, 9)), RecentNote(INBOX, date(2025, 12, 31))]
    html = home_html(
        tree([SOFTMAX, INBOX]), Words(), site_name="N", explorer_url="e/", recent=recent
    )
    assert (
        '<a dir="auto" href="./Maths/Soft%20max/">Soft max</a> <small dir="auto">Maths</small> '
        '<time datetime="2026-03-09">9 Mar 2026</time>' in html
    )
    assert html.index("9 Mar 2026") < html.index("31 Dec 2025")


def test_notes_in_no_folder_are_listed_while_they_are_few() -> None:
    def home(count: int) -> str:
        notes = [NoteEntry(f"n{n}.md", f"n{n}", f"n{n}/") for n in range(count)]
        return home_html(tree(notes), Words(), site_name="N", explorer_url="e/")

    assert 'href="./n23/"' in home(24)
    assert 'href="./n23/"' not in home(25)


def test_names_are_escaped() -> None:
    odd = NoteEntry('<i>/"x".md', "<i>x</i>", 'u"/')
    html = home_html(
        tree([odd]),
        Words(),
        site_name="<Site> & co",
        explorer_url="e/",
        recent=[RecentNote(odd, date(2026, 1, 1))],
    )
    assert "<i>" not in html
    assert "&lt;Site&gt; &amp; co" in html
    assert 'href="./u&quot;/"' in html
