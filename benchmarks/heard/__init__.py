"""What it costs to let formulas be heard: MathML, and speech made at build time."""
