"""Properties are about what is written, not how fast: no test here has a time limit."""

from hypothesis import settings

settings.register_profile("formats", deadline=None)
settings.load_profile("formats")
