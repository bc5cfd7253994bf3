"""The index that searching reads: the terms of an article, folded so that script, case and width make no other word.

Here: folding a text, its terms, and what a table holds of them. Pure. Not here: the tables (etl/warehouse/index.py),
and how a question is answered (sql/macros/search.sql), which folds and cuts a question as it is done here.
"""
