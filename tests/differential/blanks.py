"""A note's source as an implementation can read it that knows nothing of Obsidian or Anki.

Formulas, wikilinks and embeds become words of the same length, comments and properties blank
lines; cards are taken out, and their fields are sources of their own. What is markup is found by
one regular expression here, not by the rules of our parser, which are under test.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vaultsite.syntax.hidden import hide_comments
from vaultsite.vault import properties
from vaultsite.vault.cards import lift

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from vaultsite.vault.anki_settings import AnkiSettings

_PREFIX = r"(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t])))*[ \t]*"
_NO_GAP = r"(?!\n[ \t>]*\n)"
_TEX = r"(?:\\[\s\S]|(?!\$\$)[\s\S])+?"
_MARKUP = re.compile(
    rf"(?P<fence>^{_PREFIX}(?P<mark>`{{3,}}(?=[^`\n]*$)|~{{3,}})[^\n]*"
    r"(?:\n[^\n]*)*?(?:\n[ \t>]*(?P=mark)[`~]*[ \t]*$|\Z))"
    rf"|(?P<code>(?<!`)(?P<ticks>`+)(?!`)(?:{_NO_GAP}[\s\S])*?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<escape>\\[^\n])"
    rf"|(?P<block>^{_PREFIX}(?P<tex>\$\$(?=\s*[^\s$]){_TEX}\$\$))"
    rf"|(?P<display>\$\$(?=\s*[^\s$])(?:\\[\s\S]|(?!\$\$){_NO_GAP}[\s\S])+\$\$)"
    rf"|(?P<inline>\$(?=[^\s$])(?:\\[\s\S]|(?!\$){_NO_GAP}[\s\S])*?(?<!\s)\$(?!\d))"
    r"|(?P<comment>%%(?:(?!%%)[\s\S])*(?:%%|\Z))"
    r"|(?P<link>!?\[\[(?!\[)(?:(?!\]\]|\[\[)[^\n])+\]\])",
    re.MULTILINE,
)
_TASK_AND_LIST = re.compile(
    rf"^({_PREFIX}[-+*][ \t])\[[^\[\]\n]\][ \t]+(?=(?:[-+*]|\d{{1,9}}[.)])[ \t]+\S)", re.MULTILINE
)
_BLOCK_ID = re.compile(r"^([ \t>]*)\^[A-Za-z0-9-]+[ \t]*$", re.MULTILINE)
_ADMONITION = re.compile(r"[`~]{3,}[ \t]*ad-")
_OPTION = re.compile(r"(?:title|collapse|icon|color|metadata):")


def sources(text: str, anki: AnkiSettings) -> list[str]:
    """The texts of a note that are parsed apart: its body, and the fields of its cards."""
    front = properties.split(text)
    body = "\n" * front.body_line + "\n".join(text.split("\n")[front.body_line :])
    markers = (anki.keywords.begin, anki.keywords.end)
    lifted = lift(hide_comments(body, markers=markers), anki, path="note.md")
    return [lifted.body, *(field.text for card in lifted.cards for field in card.fields)]


def blanked(source: str, rules: Collection[str] = ()) -> str:
    """A source without Obsidian's markup; ``rules`` of `RULES` are written out for remark."""
    for name in rules:
        source = RULES[name](source)
    return _MARKUP.sub(_neutral, source)


def _neutral(match: re.Match[str]) -> str:
    if match.lastgroup in ("fence", "code", "escape"):
        return match[0]
    if match.lastgroup == "block":
        start = match.start("tex") - match.start()
        return match[0][:start] + _words(match["tex"], match[0][:start])
    prefix = match.string[match.string.rfind("\n", 0, match.start()) + 1 : match.start()]
    if match.lastgroup == "comment" and "\n" in match[0]:
        return re.sub(r"[^\n>]", " ", match[0])
    return _words(match[0], prefix)


def _words(text: str, before: str) -> str:
    """Text of the same length that is nothing but words, in the same quote."""
    first, *others = text.split("\n")
    lines = [re.sub(r"[^|]", "x", first) if not others else "x" * len(first)]
    keep = re.compile(r"[ \t>]*" if ">" in before else r"[ \t]*")
    for line in others:
        match = keep.match(line)
        indent = match[0] if match else ""
        lines.append(indent + ("x" * (len(line) - len(indent)) or "x"))
    return "\n".join(lines)


def _displays_as_html(source: str) -> str:
    """A display formula that begins a line is a block: as an HTML comment is to CommonMark."""

    def comment(match: re.Match[str]) -> str:
        if match.lastgroup != "block":
            return match[0]
        start = match.start("tex") - match.start()
        inner = _words(match["tex"][2:-2], match[0][:start])
        return f"{match[0][:start]}<!--x{inner}-->"

    return _MARKUP.sub(comment, source)


def _lists_in_tasks(source: str) -> str:
    return _TASK_AND_LIST.sub(r"\1", source)


def _block_ids(source: str) -> str:
    return _BLOCK_ID.sub(r"\1", source)


def _admonitions(source: str) -> str:
    """A fence of the plugin Admonition as a quote."""

    def quote(match: re.Match[str]) -> str:
        if match.lastgroup != "fence" or not _ADMONITION.match(match[0]):
            return match[0]
        head, *lines, _ = match[0].split("\n")
        quoted = [">" if _OPTION.match(line) else f"> {line}" for line in lines]
        return "\n".join((f"> {'x' * len(head)}", *quoted, ""))

    return _MARKUP.sub(quote, source)


RULES: dict[str, Callable[[str], str]] = {
    "§6 a display formula is a block of its own": _displays_as_html,
    "§2 a block id below a block is not shown": _block_ids,
    "§9 an Admonition fence is a callout": _admonitions,
    "§5 a list stands within a task": _lists_in_tasks,
}
