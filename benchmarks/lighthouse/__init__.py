"""`make lighthouse`: what Lighthouse says of the pages, as on a telephone."""
