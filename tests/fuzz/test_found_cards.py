"""Cards by an author's patterns, which may cut a note anywhere, show nothing but its text."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cards.recipes import RECIPES
from tests.fuzz.constructs import Note, notes, rubbish
from tests.render.pages import faults, library, text_of
from vaultsite.render.note import render_note
from vaultsite.render.search import search_html
from vaultsite.vault.anki_data import DATA_FILE

CUTS = (
    "([^]{5})([^]{9})", r"(\w+)\W+(\w+)", "^(.*?)([^]*)$", r"(.*)\n(.*)", r"(\S+) ?([^]{1,40}?)%",
    r"(.)(.*)", r"\[(.*)(.*)", "(.+)(.+)", r"<(.*?)=(.*)", "(?<=%)(.+)([^]+)", "(.+)\\|([^]+?)]",
)  # fmt: skip
PATTERNS = st.sampled_from(
    [*RECIPES.values(), *({note_type: cut} for cut in CUTS for note_type in ("Basic", "Cloze"))]
)
SECRETS = (
    "[[Secret]] [[Secret|shown]] ![[Secret]] [shown](Secret.md) %%secret%% "
    "<!--secret--> [shown]:Secret.md <a/href=Secret.md>shown</a>"
).split()


@st.composite
def secretive(draw: st.DrawFn) -> Note:
    """A note with private links and comments among its words."""
    note = draw(notes())
    lines = note.source.split("\n")
    text = lines.index("---", 1) + 1 if lines[0] == "---" else 0  # below the properties
    for secret in draw(st.lists(st.sampled_from(SECRETS), max_size=5)):
        number = draw(st.integers(text, len(lines) - 1))
        lines[number] += f" {secret}"
    note.source = "\n".join(lines)
    return note


def problems(source: str, patterns: dict[str, str]) -> list[str]:
    """What is wrong with the page of a note of this source in which these patterns find cards."""
    with tempfile.TemporaryDirectory() as folder:
        vault = Path(folder)
        (vault / DATA_FILE).parent.mkdir(parents=True)
        data = {"settings": {"CUSTOM_REGEXPS": patterns, "Defaults": {"CurlyCloze": True}}}
        (vault / DATA_FILE).write_text(json.dumps(data), "utf-8")
        (vault / "page.md").write_bytes(source.encode("utf-8", "surrogatepass"))
        (vault / "Secret.md").write_text("---\npublish: false\n---\n", "utf-8")
        plain = text_of(render_note("page.md", library(vault)).html)
        book = library(vault, custom_regexes=True)
        html = render_note("page.md", book).html
        shown = text_of(html)
        known = {*re.findall(r"\w{2,}", plain)}
        texts = "\n".join((shown, search_html(book.source("page.md"))))
        found = {
            word for word in re.findall(r"\w{2,}", texts) if word not in known and word not in plain
        }
        secrets = [word for word in ("Secret", "secret", "hidden") if word in found]
        lost = [word for word in re.findall(r"word\d+w", plain) if word not in shown]
        return [*faults(html), *secrets, *lost]


@settings(max_examples=60, deadline=None)
@given(secretive(), PATTERNS)
def test_no_secret_is_shown(note: Note, patterns: dict[str, str]) -> None:
    assert problems(note.source, patterns) == []


@settings(max_examples=30, deadline=None)
@given(rubbish(), PATTERNS)
def test_no_note_is_too_odd(source: str, patterns: dict[str, str]) -> None:
    assert problems(source, patterns) == []
