"""Blocks that only a plugin of Obsidian's understands: shown as code, with the plugin's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsite.render.plugins.block import Block, as_code

if TYPE_CHECKING:
    from vaultsite.words import Words

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
_PLUGIN_OF = {
    language: plugin for plugin, languages in _PLUGINS.items() for language in languages.split()
}


def render(language: str, source: str, words: Words) -> Block | None:
    """The block as code with a caption, None for a language that no plugin is known by."""
    caption = _caption(language, words)
    if caption is None:
        return None
    return Block(as_code(language, source, caption, language=_COLOURED.get(language, "")))


def _caption(language: str, words: Words) -> str | None:
    if language == "query":
        return words("plugins.query")
    if language == "base":
        return words("plugins.base")
    plugin = _PLUGIN_OF.get(language)
    return words("plugins.elsewhere", plugin=plugin) if plugin else None
