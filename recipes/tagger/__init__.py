"""How the tagger is made: `make train ARCHIVE="DIR …" [GOLD=DIR]`. See docs/MODEL.md.

Here: texts of an archive, what two older taggers say of them, what the archive makes of that, and a network that learns
it. Runs in an environment of its own (the extra "train"). Not here: anything that a build needs; nothing outside this
package imports it.
"""
