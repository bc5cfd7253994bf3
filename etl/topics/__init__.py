"""What an article is about: the top of the IPTC Media Topics. Pure: an article by itself, in either script.

Here: the letters that are weighed, and the weighing. Not here: how the weights were learned (recipes/topics/), which
articles are pending and where their topics are kept (etl/work/, etl/steps/).
"""
