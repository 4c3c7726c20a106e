"""What a page costs its reader: a slow processor, a slow line, an empty cache."""
