"""From an Obsidian vault to HTML: the engine, which knows nothing of MkDocs."""
