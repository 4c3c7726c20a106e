"""Bad input never stops a build: it is reported with its place, and the rest is published."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest

from tests.pages import Pages

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.sites import BuildSite, BuiltSite

SOUND = "Sound, $x^2$, and a [[neighbour]].\n"
CARD = "START\nBasic\n{front}\nBack: {back}\nEND\n"
# What no file name on Windows can hold is tested where it can be.
POSIX_NAMES = () if os.name == "nt" else ("what?", 'say "hi"', "trailing.", "[[x", "a|b", "a:b")
NAMES = (
    *("C# and F#", "100 %", "a & b", "1 + 1", "it's", "two  blanks", "ünïcödé", "🍎 apple"),
    *("explorer", "404", "search", "assets", "sitemap", "Index", "100%25", "a.b", *POSIX_NAMES),
    normalize("NFD", "Äpfel"),
)


def write(vault: Path, files: Mapping[str, str | bytes]) -> Path:
    for path, content in ({"sound.md": SOUND, "neighbour.md": "Here.\n"} | dict(files)).items():
        target = vault / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return vault


def report(site: BuiltSite) -> list[str]:
    """Return the lines of the report."""
    lines = [line.partition("-  ")[2] for line in site.log.splitlines()]
    return [line for line in lines if line.count(": ") >= 2 and not line.startswith("Report")]


def assert_rest_is_published(site: BuiltSite) -> None:
    assert "Traceback" not in site.log
    html = site.html("sound/index.html")
    assert "mjx-container" in html
    assert 'href="../neighbour/"' in html
    pages = Pages(site.dir)
    assert not [fault for page in pages for fault in page.faults]
    for page in pages:
        assert not [dead for link in page.links if (dead := pages.dead(page, link))]


DAMAGE: dict[str, tuple[dict[str, str | bytes], str]] = {
    "not UTF-8": (
        {"bad.md": "Grüße aus Köln".encode("latin-1")},
        "bad.md: not valid UTF-8, read as Windows-1252: save it as UTF-8",
    ),
    "a note that embeds itself": (
        {"bad.md": "One\n\n![[bad]]\n"},
        "bad.md:3: ![[bad]] embeds itself, directly or through others; shown as a link: "
        "embed a section that does not hold this embed, or link to the note",
    ),
    "notes that embed each other": (
        {"bad.md": "![[worse]]\n", "worse.md": "Two\n![[bad]]\n"},
        "worse.md:2: ![[bad]] embeds itself, directly or through others; shown as a link: "
        "embed a section that does not hold this embed, or link to the note",
    ),
    "a broken formula": (
        {"bad.md": "Text\n\n$$\n\\frac{1\n$$\n"},
        "bad.md:3: broken formula \\frac{1: Missing close brace: correct the TeX",
    ),
    "a formula that is never closed": (
        {"bad.md": "# A\n\n$$\nx^2\n\nText\n"},
        "bad.md:3: `$$` without its pair: close the formula with `$$`, or write \\$\\$",
    ),
    "a comment that is never closed": (
        {"bad.md": "Seen\n\n%%\nhidden\n"},
        "bad.md:3: a comment is opened by %% and never closed: close it with %%",
    ),
    "a card that is never closed": (
        {"bad.md": "START\nBasic\nWhat?\nBack: That\n"},
        "bad.md:1: ",
    ),
    "broken properties": (
        {"bad.md": "---\ntitle: [a\nx: : y\n---\nText\n"},
        "bad.md:",
    ),
    "an unresolved link": (
        {"bad.md": "Text\n\n[[nowhere]]\n"},
        "bad.md:3: [[nowhere]] leads to no file: create the note, or correct the link",
    ),
    "a missing section": (
        {"bad.md": "[[neighbour#Gone]]\n"},
        "bad.md:1: [[neighbour#Gone]] names a section that is not there: "
        "look at the headings and block ids of neighbour.md",
    ),
    "a file that is missing": (
        {"bad.md": "![[gone.png]]\n"},
        "bad.md:1: [[gone.png]] leads to no file: create the note, or correct the link",
    ),
}


@pytest.fixture(scope="module")
def damaged(
    tmp_path_factory: pytest.TempPathFactory, build_site: BuildSite
) -> Mapping[str, tuple[BuiltSite, list[str]]]:
    """Build each damaged vault as a folder of its own: one site would hide who did what."""
    built = {}
    for name, (files, _) in DAMAGE.items():
        site = build_site(write(tmp_path_factory.mktemp("damaged"), files))
        built[name] = (site, report(site))
    return built


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_reported_in_its_place(
    damaged: Mapping[str, tuple[BuiltSite, list[str]]], name: str
) -> None:
    site, lines = damaged[name]
    wanted = DAMAGE[name][1]
    assert any(line.startswith(wanted) for line in lines), site.log
    assert len(lines) == len(set(lines))
    assert_rest_is_published(site)


def test_an_empty_note_is_a_page_with_a_title(build_site: BuildSite, tmp_path: Path) -> None:
    site = build_site(write(tmp_path, {"empty.md": "", "blank.md": " \n\n\t\n"}))
    for name in ("empty", "blank"):
        assert f"<h1>{name}</h1>" in site.html(f"{name}/index.html")
    assert report(site) == []
    assert_rest_is_published(site)


def test_an_empty_vault_has_a_home_page(build_site: BuildSite, tmp_path: Path) -> None:
    site = build_site(tmp_path)
    assert (site.dir / "index.html").is_file()
    assert "Published 0 notes" in site.log


def test_a_note_of_five_megabytes(build_site: BuildSite, tmp_path: Path) -> None:
    text = f"Some **bold** words, a [[neighbour]] and $x^2$. {'And so on. ' * 50}\n\n"
    count = 5_000_000 // len(text) + 1
    site = build_site(write(tmp_path, {"huge.md": text * count}))
    html = site.html("huge/index.html")
    assert html.count("<strong>bold</strong>") == count
    assert report(site) == [
        "huge.md: a note of 5.0 MB makes a page that is slow to open: split the note"
    ]
    assert "Traceback" not in site.log


@pytest.mark.parametrize(
    "text",
    [
        "[" * 2000 + "x" + "]" * 2000,
        "[[" * 2000 + "x" + "]]" * 2000,
        "![[" * 2000,
        "**" * 2000 + "x",
        "> " * 2000 + "x",
        "- " * 2000 + "x",
        "(" * 2000 + "$" * 2001,
        "$$" * 2001,
        "==" * 2001,
        "%%" * 2001,
        "<div>" * 2000 + "x",
        "$" + "{" * 2000 + "x" + "}" * 2000 + "$",
        "`" * 2001,
        "[^" * 2000,
        "> [!note]\n" * 500,
        "| " * 2000 + "\n" + "|-" * 2000 + "\n",
    ],
    ids=lambda text: str(text[:6]).strip(),
)
def test_two_thousand_of_anything(build_site: BuildSite, tmp_path: Path, text: str) -> None:
    site = build_site(write(tmp_path, {"deep.md": f"before\n\n{text}\n\nafter ✓\n"}))
    assert "before" in site.html("deep/index.html")
    assert_rest_is_published(site)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "> " * 2000 + "x",
            "deep.md:3: quotes and lists are nested more than 72 levels deep, the rest is text: "
            "nest them less deeply; a list takes two levels",
        ),
        (
            "START\nBasic\nQ\nBack: a\n" + "- " * 2000 + "x\nEND",
            "deep.md:7: quotes and lists are nested more than 72 levels deep, the rest is text: "
            "nest them less deeply; a list takes two levels",
        ),
        (
            "[[" * 2000 + "x" + "]]" * 2000,
            "deep.md:3: [[x]] leads to no file: create the note, or correct the link",
        ),
    ],
    ids=["quotes", "lists in a card", "brackets"],
)
def test_deep_nesting_is_reported(
    build_site: BuildSite, tmp_path: Path, text: str, line: str
) -> None:
    site = build_site(write(tmp_path, {"deep.md": f"before\n\n{text}\n"}))
    assert report(site) == [line]
    assert_rest_is_published(site)


def test_a_damaged_card_leaves_the_others_alone(build_site: BuildSite, tmp_path: Path) -> None:
    cards = (
        CARD.format(front="```python\nunclosed", back="first"),
        CARD.format(front="<div style='display:none'> $$ x", back="%% second"),
        CARD.format(front="Third?", back="third $y$"),
    )
    site = build_site(write(tmp_path, {"cards.md": "\n".join(cards) + "\nText after ✓\n"}))
    html = site.html("cards/index.html")
    assert html.count('<article class="card"') == 3
    third = html[html.rindex('<article class="card"') :]
    assert "<p>Third?</p>" in third
    assert "third <span" in third
    assert "<p>Text after ✓</p>" in html
    assert_rest_is_published(site)


@pytest.mark.skipif(os.name == "nt", reason="links and pipes are POSIX'")
def test_what_is_no_file_is_reported(build_site: BuildSite, tmp_path: Path) -> None:
    vault = write(tmp_path, {})
    (vault / "dangling.md").symlink_to("nowhere.md")
    (vault / "loop.md").symlink_to("loop.md")
    (vault / "again").symlink_to(vault, target_is_directory=True)
    os.mkfifo(vault / "pipe.md")
    site = build_site(vault)
    lines = report(site)
    for name in ("dangling.md", "loop.md", "pipe.md"):
        [line] = [line for line in lines if line.startswith(f"{name}: not published: ")]
        assert line.endswith(": check the file and its permissions")
    assert_rest_is_published(site)


@pytest.mark.skipif(os.name == "nt", reason="permissions are POSIX'")
def test_what_may_not_be_read_is_reported(build_site: BuildSite, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    vault = write(tmp_path, {"secret.md": "no", "closed/note.md": "no"})
    (vault / "secret.md").chmod(0)
    (vault / "closed").chmod(0)
    try:
        site = build_site(vault)
    finally:
        (vault / "closed").chmod(0o755)
    assert "secret.md: not published: no permission to read it: check" in site.log
    assert "closed: not published: Permission denied: check the file and its" in site.log
    assert_rest_is_published(site)


def test_names_that_differ_in_case_are_two_pages(build_site: BuildSite, tmp_path: Path) -> None:
    vault = write(tmp_path, {"Note.md": "upper", "note.md": "lower"})
    if len(list(vault.glob("*ote.md"))) < 2:
        pytest.skip("this file system has one file for both")
    site = build_site(vault)
    pages = [path for path in site.dir.iterdir() if path.name.lower().startswith("note")]
    assert len({page.name.casefold() for page in pages}) == 2
    assert_rest_is_published(site)


@pytest.mark.parametrize("use_directory_urls", [True, False])
def test_odd_names_have_pages_and_links(
    build_site: BuildSite, tmp_path: Path, *, use_directory_urls: bool
) -> None:
    notes = {f"{name}.md": f"I am {number}.\n" for number, name in enumerate(NAMES)}
    vault = write(tmp_path, {"README.md": "readme", "index.md": "index", **notes})
    (vault / "sitemap.xml").write_text("<mine/>")
    (vault / "assets/images").mkdir(parents=True)
    (vault / "assets/images/favicon.png").write_text("mine")
    linkable = [name for name in NAMES if not re.search(r"[#|\[\]]", name)]
    links = "\n".join(f"- [[{name}]]" for name in linkable)
    (vault / "links.md").write_text(
        f"{links}\n- [[sitemap.xml]]\n- [[assets/images/favicon.png]]\n"
    )
    site = build_site(vault, config={"use_directory_urls": use_directory_urls})
    pages = Pages(site.dir)
    page = pages["links/index.html" if use_directory_urls else "links.html"]
    found = [link for link in page.links if link.attributes.get("data-href") in linkable]
    assert len(found) == len(linkable)
    shown = {pages.target(page, link) for link in found}
    assert len(shown) == len(linkable)
    dead = [dead for page in pages for link in page.links if (dead := pages.dead(page, link))]
    assert dead == []
    assert "<mine/>" not in (site.dir / "sitemap.xml").read_text("utf-8")
    assert (site.dir / "assets/images/favicon.png").read_bytes() != b"mine"
    text = "".join(page.text for page in pages)
    assert all(f"I am {number}." in text for number, _ in enumerate(NAMES))
