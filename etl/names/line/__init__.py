"""The names of one line: finders of candidates, and settle.py, which chooses among them."""
