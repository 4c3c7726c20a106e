"""The benchmarks: vaults that are made, what is measured, and how it is told."""
