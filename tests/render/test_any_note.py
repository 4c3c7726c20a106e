"""What holds for every note, however its constructs are put together."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.render.pages import faults, render, text_of
from vaultsite.syntax import parse

# Each takes a word, which a reader must see.
INLINES = (
    "{} *{}* **{}** ==~~{}~~== `{}` ${}$ $${}$$ #{} [[{}]] ![[{}]] [[page|{}]] [[page#{}]] "
    "[{}](page.md) <b>{}</b> <u>{} <args>{}</args> </i>{} ^[{}] \\{} [[{} "
    "https://example.org/{} %%hidden%%{} <!--hidden-->{} {}<br> ![[#{}]] [[page|${}$]]"
).split()
MARKS = "$ $$ ** * == ~~ ` [[ ]] ![[ [ ] # > - + 1. _ \\ { } & \" ' ~ = ! @ .".split()
BLOCKS = (
    "{}",
    "# {}",
    "- {}",
    "  - {}",
    "\t- {}",
    "1. {}",
    "2) {}",
    "- [ ] {}",
    "- [x] 1. {}",
    "> {}",
    "> > - {}",
    "> [!note]- {}",
    "> [!tip]\n> {}",
    "$$\n{}\n$$",
    "$${}\n- x$$",
    "  $$\n{}\n  $$",
    "```python\n{}\n```",
    "    {}",
    "| {} | b |\n|---|:-:|\n| c | d |",
    "<div>\n{}\n</div>",
    "{}\n---",
    "[^{number}]: {}\n\n  more",
    "%%\nhidden\n%%\n{}",
    "---\n{}",
    "{} ^id",
)
ANYTHING = [
    *MARKS,
    "%%",
    "<",
    "</",
    "<!--",
    "-->",
    "|",
    "](",
    ":",
    "^",
    "[^1]",
    "[^1]:",
    "|-|",
    "\t",
]


@st.composite
def notes(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A note's source, and the words that its page must show."""
    words: list[str] = []

    def line() -> str:
        parts = []
        for piece in draw(st.lists(st.sampled_from([*INLINES, *MARKS]), min_size=1, max_size=6)):
            words.append(f"word{len(words)}w")
            parts.append(piece.format(words[-1]) if "{}" in piece else f"{piece} {words[-1]}")
        return " ".join(parts)

    blocks = draw(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=6))
    source = "start" + "".join(f"[^{number}]" for number in range(len(blocks)))
    for number, block in enumerate(blocks):
        source += draw(st.sampled_from(("\n", "\n\n"))) + block.format(line(), number=number)
    return source, words


def page(source: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "page.md").write_text(source, "utf-8")
        return render(Path(folder), "page.md").html


@settings(max_examples=150, deadline=None)
@given(notes())
def test_shows_every_word(note: tuple[str, list[str]]) -> None:
    source, words = note
    html = page(source)
    assert faults(html) == []
    text = text_of(html)
    assert [word for word in words if word not in text] == []


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*ANYTHING, *(block.format("word", number=1) for block in BLOCKS), "\n", "\n\n", "é"]
        ),
        max_size=40,
    )
)
def test_html_needs_no_mending(pieces: list[str]) -> None:
    assert faults(page("".join(pieces))) == []


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_reads_any_text(source: str) -> None:
    assert faults(page(source.replace("\ud800", ""))) == []


BOMBS = "[ ![[ [[ [[a $ $$ $a * *a == %% < <a <!-- > - ` ^[ [a]( : w @ | \\ <b>".split()


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("between", ["", " ", "\n"])
def test_survives_two_thousand_of_a_mark(bomb: str, between: str) -> None:
    html = page(f"before\n\n{between.join([bomb] * 2000)}")
    assert faults(html) == []
    assert "before" in text_of(html)


@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "> - "])
def test_nothing_is_lost_in_the_deep(mark: str) -> None:
    source = "\n".join(f"{mark * depth}word{depth}" for depth in range(1, 120))
    text = text_of(page(source))
    assert [depth for depth in range(1, 120) if f"word{depth}" not in text] == []


def test_reads_a_long_note_once() -> None:
    source = "A sentence with $x$, [[links]] and **more**.\n\n- item $$y$$\n\n" * 2000
    tokens = parse(source).tokens
    assert sum(token.type == "paragraph_open" for token in tokens) == 4000
