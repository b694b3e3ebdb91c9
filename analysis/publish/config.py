"""What is set once for all publishing: ``publish.yml`` in the folder of the databases."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from data.errors import BadInput

CONFIG = "publish.yml"
LICENCE_NAME = "CC0 1.0"
LICENCE_URL = "https://creativecommons.org/publicdomain/zero/1.0/deed.sv"


class NamePolicy(StrEnum):
    """Whose names the public may meet."""

    NONE = "none"
    OFFICE_HOLDERS = "office_holders"  # elected, appointed and chief executives, as such
    ALL = "all"  # needs a legal basis


class TakenDown(BaseModel):
    """What somebody has asked to have removed, honoured whenever public.db is built."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    names: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()  # ids as in public.db, or addresses

    @field_validator("names")
    @classmethod
    def _whole_names(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if any(not any(char.isalpha() for char in name) for name in names):
            raise ValueError("a name to take down is empty")
        return names


class PublishConfig(BaseModel):
    """Who publishes, how to reach them, whose names are shown and what was taken down."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    organisation: str = ""
    contact: str = ""
    contest: str = ""
    site_url: str = ""
    area: str = "http://data.europa.eu/nuts/code/SE332"  # what the catalogue calls the county
    names: NamePolicy = NamePolicy.OFFICE_HOLDERS
    legal_basis: str = ""
    taken_down: TakenDown = Field(default_factory=TakenDown)

    @field_validator("contact", "contest")
    @classmethod
    def _reachable(cls, address: str) -> str:
        """A mail address becomes a mailto link; everything else must be a web address."""
        address = address.strip()
        if not address or address.startswith(("https://", "http://")):
            return address
        user, at, host = address.removeprefix("mailto:").partition("@")
        if not (user and at and "." in host) or set(address) & set(" <>\"'"):
            raise ValueError("must be a mail address or begin with https://")
        return f"mailto:{user}@{host}"

    @field_validator("site_url")
    @classmethod
    def _web_address(cls, address: str) -> str:
        address = address.strip()
        if not address:
            return ""
        parts = urlsplit(address)
        if parts.scheme not in {"https", "http"} or not parts.netloc or parts.query:
            raise ValueError("must be the web address of the site, https://…")
        return address.rstrip("/") + "/"

    @model_validator(mode="after")
    def _all_names_need_a_basis(self) -> Self:
        if self.names is NamePolicy.ALL and len(self.legal_basis.split()) < 2:
            raise ValueError(
                "names: all needs legal_basis, said in words that the privacy page will show "
                "(for instance a utgivningsbevis with its number)"
            )
        return self


def read_publish_config(db_dir: Path) -> PublishConfig:
    """The settings of this folder; the defaults where there is no file. Raises BadInput."""
    path = db_dir / CONFIG
    if not path.exists():
        return PublishConfig()
    try:
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
        return PublishConfig.model_validate({} if read is None else read)
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} cannot be read as UTF-8 text; save it anew") from error
    except yaml.YAMLError as error:
        raise BadInput(f"{path} is not YAML; mend it ({' '.join(str(error).split())})") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        reason = first["msg"].removeprefix("Value error, ")
        raise BadInput(
            f"{path}: {f'{where}: ' if where else ''}{reason}; mend that line"
        ) from error
