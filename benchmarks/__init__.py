"""Figures of speed and size, measured on the product as people run it: `python -m benchmarks`."""
