"""Comments that reach beyond their block are taken out of the source; nothing else is."""

from __future__ import annotations

import pytest

from vaultsite.syntax.hidden import hide_comments, hide_tex_comments, without_comments

MARKERS = ("START", "END")


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("a %% b\n\nc %% d", "a \n\n d"),
        ("a %% b\n# c\nd %% e", "a \n\n e"),
        ("> a %% b\n>\n> c %% d", "> a \n>\n>  d"),
        ("- a %% b\n- c %% d", "- a \n d"),
        ("# a %% b\nc %% d", "# a \n d"),
        ("| a %% b | c %% |", "| a  |"),
        ("a <!-- b\n\nc --> d", "a \n\n d"),
        ("a <!-- b -- c --> d", "a  d"),
        ("a <!-- b", "a "),
        ("a <!-- b\nc\n\nd", "a \n\n\nd"),
        ("<div>\n%%\na\n\nb\n%%\n</div>", "<div>\n\n\n\n\n\n</div>"),
        ("a %% b\nSTART\nBasic\nc\nEND\nd %% e", "a \n\n\n\n\n e"),
        ("START\na <!-- b\nEND\n\nc --> d", "START\na \nEND\n\nc --> d"),
    ],
)
def test_what_is_hidden(source: str, left: str) -> None:
    assert hide_comments(source, markers=MARKERS) == left
    assert left.count("\n") == source.count("\n")


@pytest.mark.parametrize(
    "source",
    [
        "a %% b %% c",  # the parser's own rules see to these
        "a %% b\nc %% d",
        "%%\na\n\nb\n%%",
        "<!-- a\n\nb -->",
        "a <!--ID: 1--> b",
        "100 %% of a\n\nb",
        "`%%` a\n\nb `%%`",
        "```\n%% a\n\nb\n```\n\nc %% d",
        "> ~~~\n> %%\n> ~~~\n\na %%",
        "$$\n%% a\n\nb\n$$\n\n$$\n%% c\n$$",
        "a $x %% y$\n\nb $x %% y$",
        r"a \%% b" + "\n\n" + r"c \%% d",
        "START\na %% b\nEND\n\nSTART\nc %% d\nEND",
    ],
)
def test_what_is_not(source: str) -> None:
    assert hide_comments(source, markers=MARKERS) == source


@pytest.mark.parametrize(
    ("tex", "left"),
    [
        ("a % b", "a "),
        ("a % b\nc", "a \nc"),
        (r"50\% a", r"50\% a"),
        (r"\\% a", r"\\"),
        (r"\href{https://example.org/%20a}{b}", r"\href{https://example.org/%20a}{b}"),
        (r"\verb|%| % a", r"\verb|%| "),
    ],
)
def test_comments_of_tex(tex: str, left: str) -> None:
    assert hide_tex_comments(tex) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a %%b%% c", "a  c"),
        ("a <!-- b --> c", "a  c"),
        ("a <!-- b", "a "),
        ("$x % y$ 50% of $z$", "$x $ 50% of $z$"),
        ("100%% a", "100%% a"),
    ],
)
def test_comments_in_labels(text: str, left: str) -> None:
    assert without_comments(text) == left
