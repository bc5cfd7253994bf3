"""What an article is about: the top of the IPTC Media Topics, and the terms that it repeats. Pure: an article by
itself, in either script.

Here: the letters that are weighed, and the weighing; terms. Not here: how the weights were learned (recipes/topics/),
which articles are pending and where all is kept (etl/work/, etl/steps/).
"""
