"""The entities of a whole archive: resolve names to people, organisations and places, each under one id. Pure.

Frames in, frames out; resolve.py gives the order, claims.py explains the columns that all frames share. Not here:
finding names in an article (etl.names), and reading and writing tables (etl.work, etl.steps).
"""
