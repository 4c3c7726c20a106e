"""What cloze notes hide is hidden on their page, whatever it holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.render.pages import faults, render

if TYPE_CHECKING:
    from pathlib import Path

GAP = re.compile(
    r'<span class="card-cloze" data-cloze="(\d+)">'
    r'(?:<label class="card-gap"><input type="checkbox">'
    r'<span class="card-gap-word">Gap(?:, )?</span>'
    r'(?:<span class="card-hint">(.*?)</span>)?</label>)?'
    r'<span class="card-hidden">(.*?)</span></span>',
    re.DOTALL,
)
SETTINGS = ".obsidian/plugins/obsidian-to-anki-plugin/data.json"
CURLY = (
    '{"settings": {"Defaults": {"CurlyCloze": true, "CurlyCloze - Highlights to Clozes": true}}}'
)


def front(vault: Path, text: str, *, note_type: str = "Cloze") -> str:
    """The HTML of a cloze note's text, `[1 text]` or `[1 text | hint]` for a gap."""
    note = f"[[Plan]]\n\nSTART\n{note_type}\n{text}\nEND\n"
    (vault / "note.md").write_text(note, "utf-8")
    html = render(vault, "note.md").html
    assert faults(html) == []
    assert not set(html) & {"\x02", "\x03"}
    shown = re.search(
        r'<div class="card-front">\n(.*?)</div>\n<(?:details|/article)', html, re.DOTALL
    )
    assert shown is not None
    return GAP.sub(_gap, shown[1]).strip()


def _gap(found: re.Match[str]) -> str:
    return f"[{found[1]} {found[3]}{f' | {found[2]}' if found[2] else ''}]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a {{c1::b}} c", "<p>a [1 b] c</p>"),
        ("{{c2::b::c *d*}}", "<p>[2 b | c <em>d</em>]</p>"),
        ("**a {{c1::_b_}}**", "<p><strong>a [1 <em>b</em>]</strong></p>"),
        ("{{c1::b::[[Plan]]}}", "<p>[1 b]</p>"),
        ("{{c1::a\nb}}", "<p>[1 a<br>\nb]</p>"),
        ("{{c1::a\n\nb}}", "<p>[1 a]</p>\n<p>[1 b]</p>"),
        ("{{c1::a\n- b\n}}", "<p>[1 a]</p>\n<ul>\n<li>[1 b]\n</li>\n</ul>"),
        ("{{c1::a}} {x} ==y==", "<p>[1 a] {x} <mark>y</mark></p>"),
    ],
)
def test_a_deletion_is_a_gap(tmp_path: Path, text: str, expected: str) -> None:
    assert front(tmp_path, text) == expected


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("{{c1::[[note|b]]}}", '<a class="internal-link" data-href="note" href="./">b</a>'),
        ("{{c1::$x$}}", '<span class="arithmatex math math-inline" data-tex="x">'),
        ("{{c1::$$x$$}}", '<span class="arithmatex math math-block" data-tex="x"'),
    ],
)
def test_links_and_formulas_stand_in_gaps(tmp_path: Path, text: str, inside: str) -> None:
    assert front(tmp_path, text).startswith(f"<p>[1 {inside}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[note|a{{c1::b}}]]", ">ab</a>"),
        ("[a](https://b.c/{{c1::d}})", 'href="https://b.c/d"'),
        ('<b title="{{c1::a}}">b</b>', '<b title="a">b</b>'),
        ("<div>{{c1::a}}</div>", "<div>a</div>"),
        ("a\n\n    {{c1::b}}", "<code>b\n"),
        ("{{c1::a\n```\nb\n```\n}}", "<code>b"),
    ],
)
def test_where_no_gap_can_stand_the_text_is_shown(tmp_path: Path, text: str, expected: str) -> None:
    shown = front(tmp_path, text)
    assert expected in shown
    assert "{{" not in shown


def test_a_gap_in_a_link_has_nothing_to_press(tmp_path: Path) -> None:
    assert "<label" not in front(tmp_path, "[a {{c1::b}}](https://c.d)")


def test_the_plugins_settings_make_braces_and_highlights_gaps(tmp_path: Path) -> None:
    settings = tmp_path / SETTINGS
    settings.parent.mkdir(parents=True)
    settings.write_text(CURLY, "utf-8")
    assert front(tmp_path, "a {b} {3|c} ==d==") == "<p>a [1 b] [3 c] [2 d]</p>"
    assert (
        front(tmp_path, "a {b} {{c1::c}}\nBack: d", note_type="Basic") == "<p>a {b} {{c1::c}}</p>"
    )


def test_an_answer_opens_the_gaps_even_without_a_text_of_its_own(tmp_path: Path) -> None:
    front(tmp_path, "a {{c1::b}}")
    assert '<details class="card-answer">' in render(tmp_path, "note.md").html
