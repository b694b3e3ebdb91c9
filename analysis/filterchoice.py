"""Which genres, readings and places count, where a county wants others: ``analyse.yml``."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from data.errors import BadInput
from data.vocab import Access, Genre, Scope

CONFIG = "analyse.yml"


class FilterChoice(BaseModel):
    """What counts beside the period; news, read whole or in part, wherever they reach.

    Access ``unknown`` counts: most archive files do not say whether a text is whole. No scopes
    means all of them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    genres: tuple[Genre, ...] = Field((Genre.NEWS,), min_length=1)
    access: tuple[Access, ...] = Field((Access.FULL, Access.TEASER, Access.UNKNOWN), min_length=1)
    scopes: tuple[Scope, ...] = ()


def read_filter_choice(db_dir: Path) -> FilterChoice:
    """The choice in a folder's ``analyse.yml``; the default without one. Raises BadInput."""
    path = db_dir / CONFIG
    if not path.exists():
        return FilterChoice()
    try:
        return FilterChoice.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")) or {})
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadInput(f"{path} cannot be read as YAML; mend it or take it away") from error
    except ValidationError as error:
        reason = error.errors()[0]
        where = ".".join(str(part) for part in reason["loc"]) or "file"
        raise BadInput(f"{path}: {where}: {reason['msg']}; mend that line") from error
