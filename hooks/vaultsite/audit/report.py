"""The findings of an audit: what is private, and what is worth a look."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vaultsite.audit.page import facts_of
from vaultsite.audit.places import tells_place
from vaultsite.audit.readings import readings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vaultsite.audit.inventory import Inventory
    from vaultsite.audit.private import Private

_MENTIONS = {
    "a path of somebody's disk": re.compile(r"(?:/home/|/users/|[a-z]:\\users\\)\w[\w.-]*[/\\]"),
    "a file:// address": re.compile(r"file:///?\w"),
    "Obsidian's settings": re.compile(r"\.obsidian\b"),
}


@dataclass(slots=True)
class Findings:
    """``private`` must not be there; ``mentions`` may be meant. Lines begin with the file."""

    private: list[str] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)
    hosts: dict[tuple[str, str], int] = field(default_factory=dict)
    inline_scripts: set[str] = field(default_factory=set)


def examine(inventory: Inventory, private: Private | None, own_paths: tuple[str, ...]) -> Findings:
    """Read every file but the theme's. ``own_paths``: folders of this machine, never to be told."""
    findings = Findings()
    for path in inventory.own:
        data = (inventory.root / path).read_bytes()
        findings.private += (f"{path}: {what}" for what in _told(path, data, own_paths, private))
        findings.mentions += (f"{path}: {what}" for what in _mentioned(data))
        if path.endswith(".html"):
            _examine_page(path, data.decode("utf-8", "replace"), findings)
    return findings


def _told(
    path: str, data: bytes, own_paths: tuple[str, ...], private: Private | None
) -> Iterator[str]:
    texts = [*readings(data), *readings(path.encode())]
    for own in own_paths:
        if any(own.casefold() in text for text in texts):
            yield f"the folder {own} of this machine"
    if private is not None:
        for what in dict.fromkeys((*private.found_in(data), *private.found_in(path.encode()))):
            yield f"“{what}”, which only private notes hold"


def _mentioned(data: bytes) -> Iterator[str]:
    text = data.decode("utf-8", "replace").casefold()
    yield from (what for what, pattern in _MENTIONS.items() if pattern.search(text))
    if tells_place(data):
        yield "where the photograph was taken"


def _examine_page(path: str, html: str, findings: Findings) -> None:
    facts = facts_of(html)
    findings.private += (f"{path}: a comment in HTML: {text[:60]}" for text in facts.comments)
    findings.private += (f"{path}: a handler: {handler}" for handler in facts.handlers)
    findings.inline_scripts |= facts.inline_scripts
    for host in facts.hosts:
        findings.hosts[host] = findings.hosts.get(host, 0) + 1
