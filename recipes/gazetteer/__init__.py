"""Compiling the gazetteer (`make gazetteer`): from what wheels carry and what was reviewed to places.csv.gz.

It runs in an environment of its own; building, running and testing never need it, and nothing imports it. Not here:
looking places up (etl/names/known/gazetteer.py).
"""
