"""A page's formulas as MathML, in a file beside the page: for readers who ask for it.

A screen reader reads MathML best: in the reader's own language and manner of speaking, in braille,
and part by part. Measured on a vault of 681 notes with 57.9 formulas a page, 18.5 of them distinct
(`python -m benchmarks.formulas` measures any vault):

=============================================  ==============  ====================  ===========
                                               kB a note, raw  CPU of a cold build   more nodes
=============================================  ==============  ====================  ===========
TeX, from the attribute that is there anyway   0               0                     0
MathML beside every picture                    +11.4 (+19 %)   +1.4 %                +780 a page
speech in English, by speech-rule-engine       +5.3 (+9 %)     +390 %                0
the same in German                             +5.5 (+9 %)     +385 %                0
MathML in a file, on request: 0.7 kB by gzip   0               +2 %                  0
=============================================  ==============  ====================  ===========

Speech made at build time costs four builds, is in one language for all, can't be walked through,
and is nothing for a braille display. MathML in every page costs those who never hear it a fifth of
the page. So a page says its TeX until the reader presses *Read formulas as MathML*, the first thing
that a screen reader comes to in a note (assets/maths-heard.js). From then on every page fetches
this file. ``mathml: always`` puts it into the pages instead.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vaultsite.maths import Sheet


def place(page: str) -> str:
    """Where the file of the page at the place ``page`` lies in the site.

    >>> place("softmax/index.html")
    'softmax/index.mathml.json'
    """
    return page.removesuffix(".html") + ".mathml.json"


def text(sheet: Sheet) -> bytes:
    """The file of the page with these formulas; empty if there is nothing to read in it."""
    found = sheet.mathml()
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode() if found else b""
