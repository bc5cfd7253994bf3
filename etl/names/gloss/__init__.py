"""Glosses: a Chinese name with its Latin name in brackets behind it."""
