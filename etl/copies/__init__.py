"""Which articles carry the text of another, and who had it first. Pure: each pair of articles is judged by itself.

Here: signatures that find likely pairs, the judgement of a pair, clusters of pairs. Not here: which articles are
compared, and where signatures and copies are kept (etl/work/).
"""
