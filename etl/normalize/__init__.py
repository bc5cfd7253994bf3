"""Normalise single values: small pure functions, independent of pages, files, tables and the clock."""
