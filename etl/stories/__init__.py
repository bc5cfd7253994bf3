"""Which articles tell of one event. Pure: two articles are held against each other by what stands in them alone.

Here: reading articles, how alike two are, stories made of pairs. Not here: which articles are held against each other,
and where pairs and stories are kept (etl/work/).
"""
