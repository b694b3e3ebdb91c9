"""Property tests without a clock or a memory: the same examples on every machine."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("press", deadline=None, derandomize=True, database=None)
settings.load_profile("press")
