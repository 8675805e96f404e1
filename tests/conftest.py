"""What every test shares: Hypothesis without clocks, since nothing here is a timed test."""

from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")
