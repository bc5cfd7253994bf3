"""Glosses: Chinese names followed by their Latin name in brackets."""
