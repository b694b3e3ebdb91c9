"""Where the files are that go with the code: the metadata, the site, the press templates."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent
SITE = HERE / "site"


def find_metadata() -> Path:
    """metadata.yml of an installed package, else that of the checkout."""
    packaged = HERE / "metadata.yml"
    return packaged if packaged.exists() else HERE.parent / "metadata.yml"
