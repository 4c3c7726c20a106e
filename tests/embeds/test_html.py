"""Addresses in a note's own HTML: led to the vault's files, or gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.embeds.test_files import png
from tests.render.pages import faults
from vaultsite.render.note import render_note
from vaultsite.site.library import Library
from vaultsite.vault.index import Vault
from vaultsite.vault.visibility import Choice

if TYPE_CHECKING:
    from pathlib import Path


def write(vault: Path, **files: str) -> Library:
    """A vault with a note ``a.md``; all in ``diary`` is private."""
    (vault / "diary").mkdir()
    for name in ("diary/Plan.md", "diary/face.png", "Note.md", "x.png", "x.mp3", "x y.csv"):
        (vault / name).write_text("# H\n", "utf-8")
    for name, text in files.items():
        (vault / f"{name}.md").write_text(text, "utf-8")
    index = Vault(vault, choice=Choice(exclude=("diary/",)))
    return Library(index, use_directory_urls=True, reserved=())


@pytest.mark.parametrize(
    ("html", "shown", "copied"),
    [
        ('<img src="x.png">', '<img src="../x.png" loading="lazy" decoding="async">', {"x.png"}),
        ("<IMG SRC=x.png>", '<img src="../x.png" loading="lazy" decoding="async">', {"x.png"}),
        ('<a href="Note.md#H">n</a>', 'href="../Note/#h"', set()),
        ('<a href="x%20y.csv">n</a>', 'href="../x%20y.csv"', {"x y.csv"}),
        ('<audio src="x.mp3" controls></audio>', 'src="../x.mp3"', {"x.mp3"}),
        ('<video><source src="x.mp3"></video>', 'src="../x.mp3"', {"x.mp3"}),
        ('<img src="https://example.org/a.png">', 'src="https://example.org/a.png"', set()),
        ('<a href="//example.org/a">n</a>', 'href="//example.org/a"', set()),
    ],
)
@pytest.mark.parametrize("around", ["{}", "in a line {}", "<div>{}</div>"])
def test_leads_to_the_file_which_is_copied(
    tmp_path: Path, around: str, html: str, shown: str, copied: set[str]
) -> None:
    book = write(tmp_path, a=around.format(html))
    page = render_note("a.md", book)
    assert shown in page.html
    assert faults(page.html) == []
    assert book.attachments == copied


@pytest.mark.parametrize(
    ("html", "shape"),
    [
        ('<img src="p.png">', ' width="40" height="20">'),
        ('<img src="p.png" width="20">', ' height="10">'),
        ('<img src="p.png" width="50%">', ' decoding="async">'),
        ('<img src="p.png" width="7" height="9">', ' decoding="async">'),
        ('<img src="x.png">', ' decoding="async">'),
        ('<img src="https://example.org/p.png">', ' decoding="async">'),
    ],
)
def test_picture_keeps_its_place(tmp_path: Path, html: str, shape: str) -> None:
    (tmp_path / "p.png").write_bytes(png(40, 20))
    page = render_note("a.md", write(tmp_path, a=html))
    assert page.html.strip().removesuffix("</p>").endswith(shape)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<iframe src="https://www.youtube.com/embed/a"></iframe>', ">Video on YouTube</a>"),
        (
            "<IFRAME width=3 src='https://example.org/a/?b&amp;c'>x</IFRAME>",
            ">example.org/a/?b&amp;c</a>",
        ),
        ('<p><iframe src="//example.org/a"></iframe>text</p>', ">example.org/a</a>text</p>"),
    ],
)
def test_frame_of_another_host_is_a_link(tmp_path: Path, html: str, expected: str) -> None:
    page = render_note("a.md", write(tmp_path, a=html))
    assert expected in page.html
    assert "<iframe" not in page.html


@pytest.mark.parametrize("src", ["javascript:x()", "data:text/html,x", "diary/Plan.md", ""])
def test_frame_of_anything_else_goes(tmp_path: Path, src: str) -> None:
    page = render_note("a.md", write(tmp_path, a=f'<iframe src="{src}"></iframe>'))
    assert page.html.strip() == "<h1>a</h1>"


@pytest.mark.parametrize(
    "html",
    [
        '<img src="diary/face.png">',
        '<img src="face.png">',
        '<a href="diary/Plan.md">n</a>',
        '<a href="diary%2FPlan.md#H">n</a>',
        '<a href="d&#105;ary/Plan.md">n</a>',
        '<video src="diary/face.png" controls></video>',
        '<a href="gone/Plan.md">n</a>',
    ],
)
@pytest.mark.parametrize("around", ["{}", "in a line {}", "<div>{}</div>"])
def test_what_is_private_or_missing_is_not_named(tmp_path: Path, around: str, html: str) -> None:
    book = write(tmp_path, a=around.format(html))
    page = render_note("a.md", book)
    assert "Plan" not in page.html
    assert "face" not in page.html
    assert book.attachments == set()
    assert not any("diary" in str(problem) or "face" in str(problem) for problem in book.problems)
