"""Who, which organisation and where an article names, and which of these are one and the same.

Here: from prose to mentions (recognise), and from all mentions to entities (resolve). All of it is pure. Not here:
reading and writing tables (etl/naming.py, etl/steps.py), and views (sql/).
"""
