"""Parts of the adapter to MkDocs, `hooks/publish.py`: all that knows MkDocs is here and there."""
