"""Obsidian's Markdown as tokens: CommonMark and GFM by markdown-it-py, and Obsidian's own rules.

Nothing here knows of files, links' targets or HTML: source goes in, tokens come out.
"""

from vaultsite.syntax.parser import Parsed, parse, parse_inline

__all__ = ["Parsed", "parse", "parse_inline"]
