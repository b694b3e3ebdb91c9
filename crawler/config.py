"""What is set once for all crawls: ``crawl.yml`` in the folder of the databases."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from data.errors import BadInput

CONFIG = "crawl.yml"


class CrawlConfig(BaseModel):
    """Who crawls, and how its requests leave the house."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    contact: str = ""
    proxy: str | None = None
    cookies_dir: Path | None = None
    page_seconds: float = Field(30, gt=0)  # for a whole answer: one that drips is cut off then


def read_config(db_dir: Path) -> CrawlConfig:
    """The settings, the defaults where there is no file. Raises BadInput."""
    path = db_dir / CONFIG
    if not path.exists():
        return CrawlConfig()
    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        return CrawlConfig.model_validate(loaded)
    except (ValidationError, yaml.YAMLError, UnicodeDecodeError) as error:
        first = " ".join(str(error).splitlines()[:3])
        raise BadInput(f"{path}: not valid settings: {first}") from error
