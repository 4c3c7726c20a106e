"""The examples of CommonMark's specification, 0.31, of which `commonmark.json` is a copy.

They are John MacFarlane's, under CC-BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/),
in the form in which markdown-it-py distributes them (tests/test_cmark_spec/commonmark.json).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict

import pytest

from vaultsite.syntax import parse
from vaultsite.syntax.parser import parser


class Example(TypedDict):
    """One example of the specification."""

    markdown: str
    html: str
    example: int
    section: str


EXAMPLES: list[Example] = json.loads((Path(__file__).parent / "commonmark.json").read_text("utf-8"))

# Where Obsidian reads something else than CommonMark: the token that must be there instead.
DEVIATIONS = {
    64: "tag",  # `#hashtag`
    548: "wikilink",  # `[[[foo]]]`
    559: "wikilink",  # `[[*foo* bar]]`
    590: "embed",  # `![[foo]]`
    608: "link_open",  # GFM: a bare address is a link
    611: "link_open",
    612: "link_open",
}


def number(example: Example) -> str:
    return f"{example['example']} {example['section']}"


@pytest.mark.parametrize("example", EXAMPLES, ids=number)
def test_agrees_with_commonmark(example: Example) -> None:
    parsed = parse(example["markdown"])
    if (expected := DEVIATIONS.get(example["example"])) is not None:
        inlines = (child.type for token in parsed.tokens for child in token.children or ())
        assert expected in inlines
        return
    html = parser().renderer.render(parsed.tokens, parser().options, parsed.env)
    assert comparable(html) == comparable(example["html"])


def comparable(html: str) -> str:
    """As markdown-it-py's own test compares: what follows has no bearing on the page."""
    return html.replace("MAILTO", "mailto").replace("<blockquote>\n</", "<blockquote></")
