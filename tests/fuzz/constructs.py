"""Notes put together of the constructs of Obsidian and of its plugins, in each other at will."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from zlib import crc32

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Each takes a word, which a reader must see.
INLINES = (
    *(
    "{} *{}* **{}** ==~~{}~~== `{}` #{} #{}/nested [[{}]] ![[{}]] [[page|{}]] [[page#{}]] "
    "[{}](page.md) ![{}](gone.png) <b>{}</b> <u>{} <args>{}</args> </i>{} ^[{}] "
    "\\{} [[{} https://example.org/{} {}<br> ![[#{}]] {}{{{{c1::x}}}} "
    "&amp;{} [[#^id|{}]] ![[page#^id]]{} [^1]{} {{{{c1::{}}}}} "
    "***{}*** ~~{} ==*{}== {}:: ![[other]]{} *[[page|{}]]* [*{}*](https://example.org) "
    "[[page\\|{}]] <span>{} <kbd>{}</kbd> <script>x</script>{}"
).split(),
    "<a href=page>{}</a>", "<img src=x alt=y>{}", "<br> {} <hr>",
)  # fmt: skip
# A `%` within TeX makes a comment of what follows: a note of ours has only one of the two.
MATHS = "${}$ $${}$$ [[page|${}$]] **${}$** $$\\text{{${}$}}$$ [${}$](page.md) \\$5{}".split()
COMMENTS = "%%hidden%%{} <!--hidden-->{} {}%%a%%%%b%%".split()
MARKS = "** * == ~~ ` [[ ]] ![[ [ ] # > - + 1. _ \\ { } & \" ' ~ = ! @ . ^ | : ( ) ^id".split()
MATHS_MARKS = "$ $$".split()
# Surplus cells are dropped, as in GFM: there must be room for every `|` of a line.
_HEAD = f"{'|a' * 16}|\n{'|-' * 16}|"
BLOCKS = (
    "{}", "# {}", "###### {}", "- {}", "  - {}", "\t- {}", "1. {}", "2) {}", "- [ ] {}",
    "- [x] 1. {}", "- [?] {}", "> {}", "> > - {}", "> [!note]- {}", "> [!TIP|x] {}\n> {}",
    "> [!odd]+\n> {}", "```python\n{}\n```", "~~~\n{}\n~~~", "    {}", "{}\n---", "{}\n===",
    "| {} | b |\n|---|:-:|\n| c | d |", f"{_HEAD}\n| {{}} |\n{{}}", "<div>\n{}\n</div>\n",
    "<table><tr><td>\n\n{}\n\n</td></tr></table>\n", "<details><summary>{}</summary>\n\n{}\n",
    "\nref[^{number}]\n\n[^{number}]: {}\n\n  {}", "---\n{}", "{} ^id", "{}\n\n^id",
    "# ----\n{}", "***\n{}",
    "{}\n[a]: page.md", "```mermaid\ngraph TD; a-->b\n```\n{}", "```dataview\nLIST {}\n```",
    "```functionplot\n---\nbounds: [-1, 1, -1, 1]\n---\nf(x) = x^2\n```\n{}",
    "```query\n{}\n```", "```ad-note\ntitle: {}\n{}\n```", "````ad-odd\ncollapse: open\n{}\n````",
    "STARTI [Basic] {} Back: {} ENDI", "# anki\n{}", "TARGET DECK\ndeck\n\n{}", "DELETE {}",
    "START\nBasic\n{}\nBack: {}\nEND", "START\nCloze\n{{{{c1::{}}}}} {}\nEND",
    "START\nBasic\n{}\n```\nBack: {}\nTags: {}\n<!--ID: 1-->\nEND", "START\nOdd\n{}\nEND",
    "START\nBasic\n{}", "END\n{}", "<!--ID: 12-->\n{}",
)  # fmt: skip
MATHS_BLOCKS = ("$$\n{}\n$$", "$${}\n- x$$", "  $$\n{}\n  $$", "a $$\n= {}\n$$ {}", "$$ {}")
COMMENT_BLOCKS = ("%%\nhidden\n%%\n{}", "<!-- hidden\n\n-->\n{}", "%% hidden\n\n- hidden %% {}")
PROPERTIES = (
    "---\ntags: [a, b]\naliases: other\n---\n",
    "---\ntitle: Named\ncssclasses: [wide]\n---\n",
    '---\nlink: "[[other]]"\npublish: true\ndate: 2024-02-30\n---\n',
    "---\nbroken: [\n---\n",
    "---\n---\n",
)
ANYTHING = (
    *MARKS, *MATHS_MARKS, "%%", "<", "</", "<!--", "-->", "](", "[^1]", "[^1]:", "|-|", "\t", "é",
    "\n", "\n\n", "\r", "\x00", "\ufffc", "\u2028", "```", "~~~", "---", "START", "END", "Basic",
    "Back:", "Tags: a", "<!--ID: 1-->", "STARTI", "ENDI", "&#0;", "<svg>", "<p>", "</p>", "<td>",
    "<a href='", "<style>", "<textarea>", "<![CDATA[", "<?", "<!x", "{{c1::", "}}", "\\begin{x}",
    "- ", "  ", "    ", "> ", "> [!a]", "```ad-b\n", "[a]: b", "[a]", "https://", "www.a.b", "<https://a.b/c>",
)  # fmt: skip


@dataclass(slots=True)
class Note:
    """A note's source as it grows, and the words that its page must show."""

    source: str = ""
    words: list[str] = field(default_factory=list)

    def word(self) -> str:
        self.words.append(f"word{len(self.words)}w")
        return self.words[-1]


def _filled(template: str, text: Callable[[], str], **names: object) -> str:
    """A template with each ``{}`` filled by a text of its own."""
    return template.format(*(text() for _ in range(template.count("{}"))), **names)


def _quote(lines: Sequence[str]) -> list[str]:
    return [f"> {line}" for line in lines]


def _item(lines: Sequence[str]) -> list[str]:
    return [f"{'  ' if number else '- '}{line}" for number, line in enumerate(lines)]


def _number(lines: Sequence[str]) -> list[str]:
    return [f"{'   ' if number else '3. '}{line}" for number, line in enumerate(lines)]


def _task(lines: Sequence[str]) -> list[str]:
    return [f"{'  ' if number else '- [x] '}{line}" for number, line in enumerate(lines)]


def _callout(lines: Sequence[str]) -> list[str]:
    return ["> [!warning]- Title", *_quote(lines)]


def _admonition(lines: Sequence[str]) -> list[str]:
    return ["`````ad-tip", "title: Title", *lines, "`````"]


def _footnote(lines: Sequence[str]) -> list[str]:
    label = f"[^{crc32(' '.join(lines).encode())}]"
    indented = (f"  {line}" for line in lines[1:])
    return ["", label, "", f"{label}: {lines[0]}", *indented]


def _card(lines: Sequence[str]) -> list[str]:
    return ["START", "Basic", "Question", "Back:", *lines, "END"]


_AROUND = (_quote, _item, _number, _task, _callout, _admonition, _footnote, _card)


@st.composite
def notes(draw: st.DrawFn) -> Note:
    """A note's source, and the words that its page must show."""
    note = Note()
    maths = draw(st.booleans())
    pieces = st.sampled_from(
        [*INLINES, *MARKS, *(MATHS if maths else COMMENTS), *(MATHS_MARKS if maths else ())]
    )
    blocks = st.sampled_from([*BLOCKS, *(MATHS_BLOCKS if maths else COMMENT_BLOCKS)])

    def line() -> str:
        chosen = draw(st.lists(pieces, min_size=1, max_size=4))
        return " ".join(
            _filled(piece, note.word) if "{}" in piece else f"{piece} {note.word()}"
            for piece in chosen
        )

    count = draw(st.integers(1, 6))
    note.source = draw(st.sampled_from(("", "", *PROPERTIES)))
    note.source += "start" + "".join(f"[^{number}]" for number in range(count))
    for number in range(count):
        lines = _filled(draw(blocks), line, number=number).split("\n")
        for around in draw(st.lists(st.sampled_from(_AROUND), max_size=3)):
            lines = around(lines)
        note.source += draw(st.sampled_from(("\n", "\n\n"))) + "\n".join(lines)
    return note


def rubbish() -> st.SearchStrategy[str]:
    """Sources of marks and blocks in no order."""
    blocks = (_filled(block, lambda: "word", number=1) for block in (*BLOCKS, *MATHS_BLOCKS))
    return st.lists(st.sampled_from([*ANYTHING, *blocks]), max_size=40).map("".join)
