"""Blocks that only a plugin of Obsidian's understands: shown as code, with the plugin's name."""

from __future__ import annotations

from functools import cache

from vaultsite.render.plugins.block import Block, as_code

_COLOURED = {
    "dataviewjs": "js", "chart": "yaml", "plotly": "yaml", "base": "yaml",
    "meta-bind-button": "yaml", "leaflet": "yaml", "vega": "json", "vega-lite": "json",
}  # fmt: skip
_PLUGINS = {
    "Dataview": "dataview dataviewjs",
    "Tasks": "tasks",
    "Plotly": "plotly",
    "Charts": "chart advanced-chart",
    "Charts View": "chartsview",
    "Buttons": "button",
    "Kanban": "kanban",
    "Leaflet": "leaflet",
    "Excalidraw": "excalidraw",
    "Tracker": "tracker",
    "Meta Bind": "meta-bind meta-bind-button meta-bind-js-view meta-bind-embed",
    "JS Engine": "js-engine",
    "Datacore": "datacore datacorejsx datacorejs datacoretsx datacorets",
    "Timeline": "timeline timeline-labeled ob-timeline",
    "Auto Card Link": "cardlink",
    "Desmos": "desmos-graph",
    "GeoGebra": "geogebra",
    "JSXGraph": "jsxgraph",
    "Chem": "smiles",
    "PlantUML": "plantuml plantuml-ascii plantuml-svg puml",
    "Vega": "vega vega-lite",
    "Markmap": "markmap",
    "ABC Music Notation": "music-abc",
    "Fantasy Statblocks": "statblock",
    "Initiative Tracker": "encounter encounter-table",
    "Pseudocode": "pseudo",
    "Table of Contents": "table-of-contents toc",
    "Contribution Graph": "contributiongraph",
    "SQLSeal": "sqlseal",
    "Google Calendar": "gevent",
}
_CORE = {
    "query": "This block is a search, which Obsidian runs when the note is read",
    "base": "This block is a view of the vault, which Obsidian fills when the note is read",
}
DRAWN_ELSEWHERE = "This block needs the plugin {} in Obsidian"


@cache
def _captions() -> dict[str, str]:
    plugins = {
        language: DRAWN_ELSEWHERE.format(plugin)
        for plugin, languages in _PLUGINS.items()
        for language in languages.split()
    }
    return plugins | _CORE


def render(language: str, source: str) -> Block | None:
    """The block as code with a caption, None for a language that no plugin is known by."""
    caption = _captions().get(language)
    if caption is None:
        return None
    return Block(as_code(language, source, caption, language=_COLOURED.get(language, "")))
