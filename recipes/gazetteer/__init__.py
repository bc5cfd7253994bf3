"""Compile etl/names/known/places.csv.gz (`make gazetteer`) from what wheels carry and what was reviewed.

It runs in `.venv` with an extra of its own; building, running and testing never need it, and nothing imports it.
Not here: looking places up (etl/names/known/gazetteer.py).
"""
