"""Train the tagger: `make train ARCHIVE="DIR …" [GOLD=DIR]`. See docs/MODEL.md.

Here: weak supervision: labels of an archive's texts by two older taggers, weighed by statistics of the archive, and a
network trained on them. It runs in a separate environment (the extra "train"). Not here: anything that a build needs;
nothing outside this package imports it.
"""
