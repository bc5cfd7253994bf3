"""Compile etl/names/known/places.csv.gz (`make gazetteer`) from data in wheels and reviewed lists.

It runs in `.venv` with its own extra; building, running and testing never need it, and nothing imports it.
Not here: looking places up (etl/names/known/gazetteer.py).
"""
