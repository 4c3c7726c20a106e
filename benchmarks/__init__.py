"""What a build costs, beside plain MkDocs + Material on the same notes."""
