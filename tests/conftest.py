"""What all tests share: no property is held to a time, for speed is measured by `make bench`."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
