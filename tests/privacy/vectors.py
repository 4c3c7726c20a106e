"""A vault with every vector of ``vectors.txt`` in every place where a note can hold it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from tests.privacy.canaries import picture

_FILE = Path(__file__).parent / "vectors.txt"
_ESCAPES = {r"\n": "\n", r"\t": "\t", r"\0": "\x01", r"\\": "\\"}


@dataclass(frozen=True, slots=True)
class Vector:
    """One published vector: where it is from, and its number in the file."""

    source: str
    number: int
    text: str


def read() -> list[Vector]:
    """All vectors of the table."""
    lines = (line for line in _FILE.read_text("utf-8").splitlines() if "\t" in line)
    rows = (line.split("\t", 1) for line in lines)
    return [Vector(source, number, _unescape(text)) for number, (source, text) in enumerate(rows)]


def _unescape(text: str) -> str:
    return re.sub(r"\\[nt0\\]", lambda match: _ESCAPES[match[0]], text)


def write(vault: Path, vectors: list[Vector]) -> None:
    """Write the vault: a note, a canvas and an SVG for each vector."""
    vault.mkdir(parents=True, exist_ok=True)
    for vector in vectors:
        name = f"v{vector.number}"
        (vault / f"{name}.md").write_text(_note(vector.text, name), "utf-8")
        (vault / f"{name}.canvas").write_text(_canvas(vector.text), "utf-8")
        (vault / f"{name}.svg").write_text(_svg(vector.text), "utf-8")
        (vault / f"{_file_name(vector.text)} {name}.md").write_text("A name.\n", "utf-8")
    (vault / "diagrams.md").write_text("".join(map(_diagram, vectors)), "utf-8")
    (vault / "own.png").write_bytes(picture(""))
    (vault / "index.md").write_text("".join(f"[[v{each.number}]]\n" for each in vectors), "utf-8")


def addresses(vectors: list[Vector]) -> list[str]:
    """The addresses in the vectors, for links of Markdown's own."""
    found = {
        match[2]
        for each in vectors
        for match in re.finditer(
            r"(?:href|src|action|data|content)=([\"']?)(.+?)(?:\1)[ >]", each.text, re.I
        )
    }
    return sorted(address for address in found if "\n" not in address)


def _file_name(text: str) -> str:
    return re.sub(r"[\0-\x1f/]", "", text)[:80].strip(". ") or "x"


def _line(text: str) -> str:
    return " ".join(text.split())


def _note(text: str, name: str) -> str:
    line = _line(text)
    cell, quoted = line.replace("|", "\\|"), json.dumps(line)
    label = re.sub(r"[\[\]|]", "", line)
    tag = re.sub(r"[\s#]", "", line)
    return f"""---
title: {quoted}
description: {quoted}
aliases: [{quoted}]
tags: [{json.dumps(tag)}]
cssclasses: [{quoted}, "md-overlay", "x\\" onclick=alert(1) y=\\""]
cover: {quoted}
other: {quoted}
{quoted}: 1
---
before {line} after

{text}

<div>
{text}
</div>

# {line}

- {line}
  - [ ] {line}

> {line}

> [!{label}] {line}
> {line}

> [!tip]- {line}
> text

| {cell} | b |
|---|---|
| {cell} | {cell} |

*{line}* ==~~{line}~~== `{line}` #{tag} [^{label}] ^[{line}] [^1]

[^1]: {line}

[{label}]({label}) [x](<{label}> "{label}") ![{label}](<{label}>) <{label}>
[[{label}]] [[{name}|{label}]] [[{name}#{label}]] [[{name}#^{label}|{label}]]
![[{label}]] ![[own.png|{label}]] ![[{name}#{label}]] ![[{name}.svg|{label}]]
![x]({name}.svg) ![[{name}.canvas]] [x]({name}.canvas) [[{name}.svg]]

${line}$ $\\text{{{line}}}$ $\\href{{{label}}}{{x}}$ $\\href{{javascript:alert(1)}}{{x}}$
$\\class{{md-overlay}}{{x}} \\cssId{{__search}}{{y}} \\style{{position:fixed;top:0}}{{z}}$
$\\require{{html}}\\data{{x=alert(1)}}{{y}} \\url{{javascript:alert(1)}}$

$$
{text}
$$

```{label}
{text}
```

```{line}
{text}
```

```query
{text}
```

```dataviewjs
{text}
```

```functionplot
---
title: {line}
xLabel: {line}
---
f(x)={label}
```

```ad-note
title: {line}
{text}
```

```ad-{label}
{text}
```

%% {line} %% <!-- {line} --> text ^{name}

START
Basic
{text}
Back: {text}
Tags: {tag} {label}
<!--ID: 17{name[1:].zfill(11)}-->
END

START
{line}
{text}
Back: {text}
END

STARTI [Basic] {line} Back: {line} Tags: {tag} ENDI

{text}
"""


def _diagram(vector: Vector) -> str:
    label = re.sub(r"[\[\]|]", "", _line(vector.text))
    return f"""```mermaid
graph TD
  A["{label}"] -->|{label.replace('"', "")}| B
  click A href "javascript:alert(1)" "{label}"
  click B call alert(1)
```

```mermaid
sequenceDiagram
  Alice->>Bob: {label}
  link Alice: x @ javascript:alert(1)
```

"""


def _canvas(text: str) -> str:
    def node(kind: str, number: int, **content: object) -> dict[str, object]:
        place = {"x": 0, "y": number * 300, "width": 300, "height": 200}
        return {"id": f"{kind}{number}", "type": kind, **place, **content}

    nodes = [
        node("text", 0, text=text, color=text),
        node("text", 1, text="plain", color='red" onload="alert(1)'),
        node("link", 2, url=text),
        node("link", 3, url="javascript:alert(1)"),
        node("link", 4, url="data:text/html,<script>alert(1)</script>"),
        node("group", 5, label=text, background=text, backgroundStyle=text),
        node("file", 6, file=text, subpath=text),
        node("file", 7, file="own.png", color=text),
    ]
    edge = {"id": text, "fromNode": "text0", "toNode": "text1", "label": text, "color": text}
    return json.dumps({"nodes": nodes, "edges": [edge | {"fromSide": text, "toEnd": text}]})


def _svg(text: str) -> str:
    """A drawing with the vector in it, well formed where the vector is."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'width="40" height="40" onload="alert(1)"><script>alert(1)</script>'
        '<a xlink:href="javascript:alert(1)"><rect width="40" height="40"/></a>'
        f"<text>x</text>{text}</svg>"
    )
