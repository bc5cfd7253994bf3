"""Data quality: the rules, the suites of each table, and examining a table by its suite."""
