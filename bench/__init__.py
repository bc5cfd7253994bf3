"""Measurements, as ratios within one run: `make bench`. Not part of the package, and never a test."""
