"""What an outlet changed in an article after it was first saved. Pure.

Here: versions of one article to revisions and changed paragraphs. Not here: which documents are versions of an article,
and where they are kept (etl/work/).
"""
