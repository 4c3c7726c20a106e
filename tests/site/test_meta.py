"""What a page says of itself in its head: description, picture, classes; as whole heads, too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from vaultsite.site import meta
from vaultsite.site.plain_maths import plain_maths
from vaultsite.vault.anki_settings import AnkiSettings
from vaultsite.vault.index import Vault
from vaultsite.vault.note import Note
from vaultsite.vault.reader import read
from vaultsite.vault.visibility import Choice

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sites import BuildSite, BuiltSite

SITE = "https://vault.example/repo/"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One sentence. And another.", "One sentence."),
        ("---\ndescription: Said  by\n  the writer.\n---\nText.", "Said by the writer."),
        ('---\ndescription: "About [[a|the a]] and [[b#c]]"\n---\n', "About the a and b > c"),
        ("---\ndescription: [a]\n---\nText.", "Text."),
        ("# Heading\n\nThen **bold** [[link|text]] here! More.", "Then bold text here!"),
        ("A set, e.g. one. Two.", "A set, e.g. one."),
        ("Version 1.2 is out. Two.", "Version 1.2 is out."),
        ("Let $x$ be. A sentence without it. $y$", "Let x be."),
        ("Only $x$ and\n$$y$$ here", "Only x and y here"),
        ("Let $(X, \\|\\cdot\\|_p)$ be $\\mathbb{R}^n$. More.", "Let (X, ‖·‖ₚ) be ℝⁿ."),
        ("There are $n! = 6$ ways. More.", "There are n! = 6 ways."),
        ("Let $\\unheard{x}$ be. Then $x_i$.", "Then xᵢ."),
        ("Only $\\unheard{x}$ here", "Only … here"),
        ("$$x^2$$\n\nAfter a formula.", "After a formula."),
        ("%%hidden%% Seen. %%\nmore\n%%", "Seen."),
        ("<!-- hidden -->\nSeen.", "Seen."),
        ("#tag #other\n\nText.", "Text."),
        ("![[picture.png]]\n\n![alt](x.png)\n\nText.", "Text."),
        ("- an item\n- another", "an item"),
        ("a claim[^1]. Next.\n\n[^1]: The note.", "a claim."),
        ("```\ncode\n```\n\nText.", "Text."),
        ("", ""),
        ("---\n- broken\n---\n***", ""),
        ("word " * 60, "word " * 38 + "word…"),
        ("x" * 300, "x" * 199 + "…"),
    ],
)
def test_description(text: str, expected: str) -> None:
    assert meta.description(read("n.md", text, AnkiSettings())) == expected


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"f: X \to Y", "f: X → Y"),
        (r"\{x_n\}_{n\in\mathbb{N}}", "{xₙ}_(n ∈ ℕ)"),
        (r"A^{-1}\boldsymbol{x}^\top", "A⁻¹xᵀ"),
        (r"e^{-\frac{x^2}{2}}", "e^(-x²/2)"),
        (r"\operatorname*{argmax}_x \lVert x\rVert", "argmaxₓ ‖x‖"),
        (r"a\_b \leq c % remark", "a_b ≤ c"),
        (r"\unheard x", None),
        (r"\frac", None),
        (r"\,", None),
        ("{" * 60, None),
        ("x" * 200, None),
    ],
)
def test_formulas_in_plain_signs(tex: str, expected: str | None) -> None:
    assert plain_maths(tex) == expected


def test_classes_are_those_of_the_writer_but_none_of_ours() -> None:
    value = ["wide", "größe-2 a_b", "md-header", "MD-x", "cards", 'no"quote', "<b>", "js", "math-x"]
    assert meta.css_classes(Note("n.md", "n", {"cssclasses": value})) == (
        "wide", "größe-2", "a_b",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("pic.png", "img/pic.png"),
        ("img/pic.png", "img/pic.png"),
        ("my pic.png", "img/my pic.png"),
        ("my%20pic.png", "img/my pic.png"),
        ("'[[pic.png]]'", "img/pic.png"),
        ("'![[my pic.png|300]]'", "img/my pic.png"),
        ("'![alt](img/my%20pic.png)'", "img/my pic.png"),
        ("https://example.org/a.png", "https://example.org/a.png"),
        ("javascript:alert(1)", None),
        ("data:image/png;base64,AA", None),
        ("hidden.png", None),
        ("gone.png", None),
        ("n", None),
        ("7", None),
        ("''", None),
    ],
)
@pytest.mark.parametrize("name", ["cover", "Image"])
def test_cover(tmp_path: Path, name: str, value: str, found: str | None) -> None:
    (tmp_path / "img").mkdir()
    for file in ("pic.png", "my pic.png", "hidden.png"):
        (tmp_path / "img" / file).write_bytes(b"")
    (tmp_path / "n.md").write_text(f"---\n{name}: {value}\n---\n", "utf-8")
    vault = Vault(tmp_path, choice=Choice(exclude=("hidden.png",)))
    assert meta.cover(vault.notes["n.md"], vault) == found


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000300000002080200000012160d31"
    "0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)
NOTES = {
    "Robin.md": "---\ntitle: 'The \"Robin\" & <i>co</i>'\ndescription: 'Sings \"in\" <b>ivy</b>'\n"
    "cover: small pic.png\ncssclasses: [wide, md-header]\ncreated: 2024-02-29\n"
    "updated: 2024-03-01T12:00+02:00\ntags: [birds]\n---\nText.",
    "plain.md": "---\nimage: https://example.org/far.jpg\nupdated: 2024-03-02\n---\nIts text.",
    "secret.md": "---\npublish: false\ncover: secret.png\n---\n",
    "index.md": "---\nupdated: 2024-03-02\n---\nWelcome.",
}


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    vault = tmp_path_factory.mktemp("vault")
    for name, text in NOTES.items():
        (vault / name).write_text(text, "utf-8")
    (vault / "small pic.png").write_bytes(PNG)
    (vault / "secret.png").write_bytes(PNG + b"secret")
    return vault


@pytest.fixture(scope="module")
def site(build_site: BuildSite, vault: Path) -> BuiltSite:
    return build_site(vault)


def head(html: str) -> str:
    """Return what a page's head says of the page itself, without scripts, styles and icons."""
    lines = html.partition("</head>")[0].splitlines()
    kept = [line.strip() for line in lines if re.search(r"<(title|meta|link)\b", line)]
    dull = re.compile(
        r'charset|viewport|generator|Content-Security-Policy|rel="(icon|stylesheet|prev|next)"'
    )
    return "\n".join(line for line in kept if not dull.search(line)) + "\n"


@pytest.mark.parametrize("page", ["Robin/index", "plain/index", "index", "tags/birds/index"])
def test_heads(project_root: Path, site: BuiltSite, page: str, update_golden: bool) -> None:
    file = project_root / "tests/site/heads" / f"{page.replace('/', ' ')}.html"
    found = head(site.html(f"{page}.html"))
    if update_golden:
        file.parent.mkdir(exist_ok=True)
        file.write_text(found, "utf-8")
    assert found == file.read_text("utf-8")


def test_the_cover_is_published_and_a_private_one_is_not(site: BuiltSite) -> None:
    assert (site.dir / "small pic.png").read_bytes() == PNG
    assert not (site.dir / "secret.png").exists()


def test_classes_are_on_the_article(site: BuiltSite) -> None:
    assert '<article class="md-content__inner md-typeset markdown-preview-view ' in site.html(
        "plain/index.html"
    )
    assert 'markdown-rendered wide">' in site.html("Robin/index.html")


def test_without_an_address_nothing_pretends_to_be_absolute(
    build_site: BuildSite, vault: Path
) -> None:
    site = build_site(vault, config={"site_url": ""})
    found = head(site.html("Robin/index.html"))
    assert "og:title" in found
    assert not any(name in found for name in ("og:url", "og:image", "canonical"))


def test_the_last_change_stands_at_the_foot_on_the_home_page_and_in_the_sitemap(
    build_site: BuildSite, tmp_path: Path, site: BuiltSite
) -> None:
    foot = site.html("Robin/index.html").partition('class="note-foot"')[2]
    assert 'Last changed <time datetime="2024-03-01">1 Mar 2024</time>' in foot
    assert '<a class="tag" dir="auto" href="../tags/birds/">#birds</a>' in foot
    sitemap = site.html("sitemap.xml")
    assert f"<loc>{SITE}Robin/</loc>\n         <lastmod>2024-03-01</lastmod>" in sitemap
    assert f"<loc>{SITE}tags/birds/</loc>\n         <lastmod>2024-03-02</lastmod>" in sitemap
    (tmp_path / "old.md").write_text("---\nupdated: 2020-01-01\n---\n", "utf-8")
    (tmp_path / "new.md").write_text("---\nupdated: 2021-01-01\n---\n", "utf-8")
    home = build_site(tmp_path).html("index.html").partition('id="home-recent"')[2]
    assert home.index("1 Jan 2021") < home.index("1 Jan 2020")
