"""A page's formulas as MathML, in a file beside the page: for readers who ask for it.

A screen reader reads MathML best: in the reader's own language and manner of speaking, in braille,
and part by part. `python -m benchmarks.heard` measures what it costs, here on a vault of 679 notes
with 28,830 formulas, 4,071 of them distinct, which are drawn in 6.3 s of a cold build's 11 s:

==============================================  ===========  ========  ==============  ==========
a note                                          bytes, raw   by gzip   more nodes      CPU, all
==============================================  ===========  ========  ==============  ==========
TeX, from the attribute that is there anyway    0            0         0               0
MathML beside every picture                     10,227       475       862             0.3 s
MathML in a file beside the page, each once     4,150        386       0 till asked    0.3 s
speech in English, by speech-rule-engine        5,059        389       0               46 s
speech in German                                5,282        402       0               52 s
==============================================  ===========  ========  ==============  ==========

Speech made at build time costs four builds more, is in one language for all, can't be walked
through, and is nothing for a braille display. MathML in every page costs those who never hear it a
sixth of the page. So a page says its TeX until the reader presses *Read formulas as MathML*, the
first thing that a screen reader comes to below the title (assets/maths-heard.js). From then on
every page fetches this file. ``mathml: always`` puts it into the pages instead.
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
