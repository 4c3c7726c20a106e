"""What a writer waits for: from an edit of a note to the new text in the browser."""
