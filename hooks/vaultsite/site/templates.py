"""Templates without what only makes them readable: it would stand in every page."""

from __future__ import annotations

import re

from jinja2.ext import Extension

# A line of nothing but these says nothing, and neither does its end. What is included speaks, and
# ends without the end of a line.
_SILENT = re.compile(r"(?:\{%(?!-?\s*include\b)(?:(?!%\}).)*%\}|\{#(?:(?!#\}).)*#\})+")
# Beside these, no blank is seen.
_BLOCK = re.compile(
    r"</?(?:html|head|body|script|header|nav|main|div|article|section|aside|footer|form|h[1-6]|p|ul|ol"
    r"|details)(?: [^<>]*)?>$"
)


class Squeezed(Extension):
    """For an environment of Jinja's, before it loads its first template: `squeeze` for its HTML."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        return source if name is not None and name.endswith(".xml") else squeeze(source)


def squeeze(source: str) -> str:
    """A template without indents, empty lines, and the ends of lines that only hold blocks.

    Between two things on two lines there is still a blank, where one can be seen. What blocks leave
    out by ``-%}`` stays left out.
    """
    lines = (line.strip(" \t") for line in source.split("\n"))
    return "".join(line + _end(line) for line in lines if line)


def _end(line: str) -> str:
    return "" if _SILENT.fullmatch(line) or _BLOCK.search(line) else "\n"
