"""What is derived from all notes together: the explorer, the home page, backlinks, the report."""
