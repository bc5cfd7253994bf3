"""The names of one line: each finder, and settle.py that chooses among them."""
