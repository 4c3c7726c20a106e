"""What others learn of a site: the feed, robots.txt, security.txt, canonical links, pictures."""

from __future__ import annotations

import re
import struct
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import feedparser
import pytest
from tests.sites import SITE_URL

from vaultsite.maths import Drawing
from vaultsite.maths.records import Part
from vaultsite.options import OptionError, load
from vaultsite.site import link_picture, notices
from vaultsite.site.feed import MOST, Entry, atom
from vaultsite.site.link_picture import Shown

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sites import BuildSite, BuiltSite

NOTES = {
    "Robin.md": "---\nupdated: 2024-03-01T12:00+02:00\ncreated: 2024-02-29\ntags: [birds]\n"
    'aliases: [redbreast]\n---\nIts song is $f: X \\to Y$, "thin" & <b>clear</b>. More.\n\n'
    "$$\\frac{a}{b}$$\n",
    "wren.md": "---\nupdated: 2024-03-02\ncover: pic.png\n---\nSmall, as ![[plan.canvas]] says.",
    "hidden.md": "---\npublish: false\nupdated: 2024-03-03\n---\nNobody sees the dunnock.",
    "日本.md": "---\nupdated: 2024-01-01\n---\n鳥。",
    "plan.canvas": '{"nodes": [{"id": "a", "type": "text", "text": "A plan of nests.", "x": 0, '
    '"y": 0, "width": 100, "height": 100}], "edges": []}',
}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000300000002080200000012160d31"
    "0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)
CONTACT = "mailto:owls@example.org"


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    vault = tmp_path_factory.mktemp("vault")
    for name, text in NOTES.items():
        (vault / name).write_text(text, "utf-8")
    (vault / "pic.png").write_bytes(PNG)
    return vault


@pytest.fixture(scope="module")
def site(build_site: BuildSite, vault: Path) -> BuiltSite:
    return build_site(vault, pictures=True, security_contacts=[CONTACT])


@pytest.fixture(scope="module")
def quiet(build_site: BuildSite, vault: Path) -> BuiltSite:
    """Return a site that nobody is to find, and whose address nobody knows."""
    return build_site(vault, robots="none", pictures=True, config={"site_url": ""})


def test_the_feed_tells_of_changed_notes_newest_first(site: BuiltSite) -> None:
    feed = feedparser.parse((site.dir / "feed.xml").read_bytes())
    assert not feed.bozo
    assert feed.version == "atom10"
    assert [entry.title for entry in feed.entries] == ["wren", "Robin", "日本"]
    robin = feed.entries[1]
    assert robin.id == robin.link == f"{SITE_URL}Robin/"
    assert robin.updated == "2024-03-01T10:00:00Z"
    assert robin.published == "2024-02-29T00:00:00Z"
    assert robin.summary == 'Its song is f: X → Y, "thin" & clear.'
    assert [tag.term for tag in robin.tags] == ["birds"]
    assert feed.feed.updated == "2024-03-02T00:00:00Z"
    assert feed.feed.id == SITE_URL
    assert feed.feed.author == feed.feed.title


def test_pages_lead_to_the_feed(site: BuiltSite, quiet: BuiltSite) -> None:
    link = '<link rel="alternate" type="application/atom+xml" href="{}">'
    assert link.format("feed.xml") in site.html("index.html")
    assert link.format("../feed.xml") in site.html("Robin/index.html")
    assert "atom+xml" not in quiet.html("index.html")


def test_without_an_address_there_is_no_feed_and_the_log_says_so(quiet: BuiltSite) -> None:
    assert not (quiet.dir / "feed.xml").exists()
    assert quiet.log.count("No feed.xml, as nobody knows the site's address: set `site_url`") == 1


def test_a_feed_is_never_longer_than_a_reader_wants(build_site: BuildSite, tmp_path: Path) -> None:
    for number in range(MOST + 5):
        (tmp_path / f"{number}.md").write_text(f"---\nupdated: 2024-01-01T00:{number:02}\n---\n")
    (tmp_path / "only in a copy.md").write_text("Its time is that of the file.")
    feed = feedparser.parse((build_site(tmp_path).dir / "feed.xml").read_bytes())
    titles = [entry.title for entry in feed.entries]
    assert titles == [str(number) for number in range(MOST + 4, 4, -1)]


def test_signs_that_xml_cannot_hold_do_not_break_the_feed() -> None:
    entry = Entry("https://a.example/\ud800", "bell \x07 &\ufffe", datetime.now(UTC), "\x00<i>")
    feed = feedparser.parse(atom([entry], site_url="https://a.example", title="N\x1b"))
    assert not feed.bozo
    assert (feed.entries[0].title, feed.feed.title) == ("bell  &", "N")


def test_an_empty_vault_has_an_empty_feed() -> None:
    feed = feedparser.parse(atom([], site_url="https://a.example", title="N"))
    assert not feed.bozo
    assert feed.entries == []


def test_robots_find_all_pages(site: BuiltSite) -> None:
    lines = site.html("robots.txt").splitlines()
    assert lines == ["User-agent: *", "Allow: /", "", f"Sitemap: {SITE_URL}sitemap.xml"]
    assert 'name="robots"' not in site.html("index.html")


def test_robots_are_asked_to_leave_a_site_out(quiet: BuiltSite) -> None:
    assert "Sitemap" not in quiet.html("robots.txt")
    for page in ("index.html", "Robin/index.html", "explorer/index.html", "404.html"):
        assert '<meta name="robots" content="noindex">' in quiet.html(page)


def test_security_txt_says_whom_to_tell(site: BuiltSite, quiet: BuiltSite) -> None:
    text = site.html(".well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in text.splitlines())
    assert fields["Contact"] == CONTACT
    assert fields["Canonical"] == f"{SITE_URL}.well-known/security.txt"
    end = datetime.fromisoformat(fields["Expires"])
    assert timedelta(days=300) < end - datetime.now(UTC) < timedelta(days=365)
    assert not (quiet.dir / ".well-known").exists()


def test_contacts_stand_in_their_order() -> None:
    contacts = (CONTACT, "https://example.org/contact")
    text = notices.security(contacts, site_url="", language="de", today=date(2024, 1, 1)).decode()
    assert text == (
        f"Contact: {CONTACT}\nContact: https://example.org/contact\n"
        "Expires: 2024-12-26T00:00:00Z\nPreferred-Languages: de\n"
    )


@pytest.mark.parametrize(
    "contact", ["me@example.org", "http://example.org", "mailto:a\nContact: b"]
)
def test_a_contact_is_an_address(contact: str) -> None:
    with pytest.raises(OptionError, match="is no address; write it as `mailto:"):
        load({"security_contacts": [contact]})


@pytest.mark.parametrize("page", ["", "Robin/", "explorer/", "explorer/recent/", "tags/birds/"])
def test_pages_know_their_own_address(site: BuiltSite, page: str) -> None:
    html = site.html(f"{page}index.html")
    assert re.findall(r'<link rel="canonical" href="([^"]*)">', html) == [SITE_URL + page]
    assert f'<meta property="og:url" content="{SITE_URL}{page}">' in html


def test_redirects_give_the_address_of_where_they_lead(site: BuiltSite) -> None:
    html = site.html("redbreast/index.html")
    assert f'<link rel="canonical" href="{SITE_URL}Robin/">' in html
    assert "canonical" not in site.html("404.html")


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("index.html", "All 3 notes of Softmax, by folder."),
        ("explorer/index.html", "All 3 notes of Softmax, by folder."),
        ("tags/birds/index.html", "The note with the tag #birds."),
        ("tags/index.html", "The tags of the notes of Softmax."),
        ("plan.canvas/index.html", "A plan of nests."),
    ],
)
def test_pages_of_other_kinds_say_what_they_are_about(
    site: BuiltSite, page: str, said: str
) -> None:
    html = site.html(page)
    assert f'<meta name="description" content="{said}">' in html
    assert f'<meta property="og:description" content="{said}">' in html


def test_the_home_page_is_called_as_the_site_is_once(site: BuiltSite) -> None:
    assert "<title>Softmax</title>" in site.html("index.html")
    assert "<title>Robin - Softmax</title>" in site.html("Robin/index.html")
    assert "<title>Softmax</title>" in site.html("404.html")


def picture(site: BuiltSite, page: str) -> str:
    """Return the place in the site of the picture that links to a page show."""
    found = re.search(r'<meta property="og:image" content="([^"]*)">', site.html(page))
    return found[1].removeprefix(SITE_URL) if found else ""


def test_a_link_shows_a_picture_of_the_note(site: BuiltSite) -> None:
    png = (site.dir / picture(site, "Robin/index.html")).read_bytes()
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">II", png[16:24]) == (link_picture.WIDTH, link_picture.HEIGHT)
    html = site.html("Robin/index.html")
    assert '<meta property="og:image:width" content="1200">' in html
    assert '<meta name="twitter:card" content="summary_large_image">' in html


def test_a_cover_goes_before_a_picture(site: BuiltSite) -> None:
    assert picture(site, "wren/index.html") == "pic.png"


def test_there_are_no_other_pictures(site: BuiltSite, quiet: BuiltSite) -> None:
    pages = site.dir.rglob("index.html")
    shown = {picture(site, page.relative_to(site.dir).as_posix()) for page in pages} - {""}
    drawn = {f"assets/previews/{file.name}" for file in (site.dir / "assets/previews").iterdir()}
    assert shown == drawn | {"pic.png"}
    assert not (quiet.dir / "assets/previews").exists()


def test_kept_pages_keep_their_pictures(build_site: BuildSite, vault: Path, tmp_path: Path) -> None:
    first, again = (build_site(vault, pictures=True, cache=str(tmp_path)) for _ in range(2))
    files = [{file.name: file.read_bytes() for file in (each.dir / "assets/previews").iterdir()}
             for each in (first, again)]  # fmt: skip
    assert files[0] == files[1]
    assert files[0]
    off = build_site(vault, cache=str(tmp_path))
    assert not (off.dir / "assets/previews").exists()


def drawing(width: int, height: int, body: str = "<use href=#M-N-31 x=5 />") -> Drawing:
    part = Part("", f" style=height:1ex viewBox=0,-{height},{width},{height}", " a=b", body)
    return Drawing((part,), (("M-N-31", "m1 1Z"),))


def test_the_formula_of_a_picture_can_be_read() -> None:
    wide, high, good = drawing(90_000, 900), drawing(900, 40_000), drawing(9_000, 900)
    assert link_picture.chosen([wide, high, good], [drawing(100, 100)]) == good
    short, long = drawing(500, 500), drawing(4_000, 500)
    assert link_picture.chosen([wide, Drawing(error="no")], [short, long, wide]) == long
    foreign = drawing(900, 900, "<text>日</text>")
    assert link_picture.chosen([foreign, Drawing()], []) is None


def test_a_picture_is_sound_xml_with_the_name_in_lines_that_fit() -> None:
    name = 'A <name> & "more" ' * 12
    root = ElementTree.fromstring(link_picture.svg(Shown(name, "S & T", drawing(9_000, 900))))  # noqa: S314
    site, *lines = [each.text or "" for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert site == "S & T"
    assert len(lines) == 3
    assert lines[-1].endswith(" …")
    assert all(len(line) < 45 for line in lines)
    assert link_picture.png(Shown(name, "S & T", drawing(9_000, 900))).startswith(b"\x89PNG")


def test_signs_without_a_font_are_known() -> None:
    assert link_picture.readable("Größe, Жук & αβ")
    assert not link_picture.readable("\U0010fff0")
