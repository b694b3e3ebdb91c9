"""Who is really there: base rates, and the media share set against the one that matches it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

import data.reference
from data.errors import BadInput

BASE_RATES = Path(data.reference.__file__).parent / "base_rates.csv"
SHARE = "andel"  # the unit of a share of women among people, in per cent


class BaseRate(BaseModel):
    """One row of base_rates.csv. ``value`` is in ``unit``; only shares can match an indicator."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    id: str = Field(min_length=1)
    population: str = Field(min_length=1)
    definition: str = Field(min_length=1)
    area: str = Field(min_length=1)
    year: int = Field(ge=1990, le=2100)
    unit: Literal["andel", "andel av medel", "andel av företag", "timmar", "procent lägre"]
    value: float | None = Field(ge=0)
    low: float | None = None
    high: float | None = None
    women: int | None = None
    total: int | None = None
    source: str = Field(min_length=1)
    indicator: str = ""
    dimension: str = ""
    group: str = ""
    note: str = ""

    @model_validator(mode="before")
    @classmethod
    def _empty_is_none(cls, values: Any) -> Any:
        numbers = ("value", "low", "high", "women", "total")
        return {k: None if k in numbers and v == "" else v for k, v in dict(values).items()}

    @model_validator(mode="after")
    def _agree(self) -> BaseRate:
        if self.indicator and (self.unit != SHARE or not self.value):
            raise ValueError("only a share above 0 can be matched with an indicator")
        if self.value is None and (self.low is None or self.high is None):
            raise ValueError("a row without a value needs low and high")
        if self.women is not None and self.total and self.value is not None:
            counted = 100 * self.women / self.total
            if abs(counted - self.value) > 0.06:
                raise ValueError(f"{self.women} of {self.total} is {counted:.1f}, not {self.value}")
        return self

    @property
    def share(self) -> float:
        """Per cent as counted where the counts are there, else as the source rounds it."""
        if self.women is not None and self.total:
            return self.women / self.total
        assert self.value is not None
        return self.value / 100


def load_base_rates(path: Path = BASE_RATES) -> list[BaseRate]:
    """All rows. Raises BadInput with the line that is wrong."""
    rates = []
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            try:
                rates.append(BaseRate(**row))
            except (ValidationError, TypeError) as error:
                reason = str(error).splitlines()[-1].strip() if str(error) else "wrong columns"
                raise BadInput(f"{path.name}, line {number}: {reason}; mend that row") from error
    ids = [rate.id for rate in rates]
    twice = sorted({rate_id for rate_id in ids if ids.count(rate_id) > 1})
    if twice:
        raise BadInput(f"{path.name}: {twice[0]} stands there twice; give each row its own id")
    return rates


def compute_quotients(
    figures: Iterable[Mapping[str, Any]], rates: Iterable[BaseRate]
) -> list[dict[str, Any]]:
    """One row a base rate that matches a figure: media share divided by base rate, with interval.

    The base rate is a count of a whole population and adds no uncertainty of its own. Where the
    share of the figure is withheld the quotient is too, with the same reason. A figure that no
    base rate matches gets no row.
    """
    matched: dict[tuple[str, str, str], list[BaseRate]] = {}
    for rate in rates:
        if rate.indicator:
            matched.setdefault((rate.indicator, rate.dimension, rate.group), []).append(rate)
    rows = []
    for figure in figures:
        if (figure["counting"], figure["selection"]) != ("per_outlet", "all"):
            continue
        key = (figure["indicator"], figure["dimension"], figure["value"])
        for rate in matched.get(key, ()):
            row = {name: figure[name] for name in _FIGURE_COLUMNS} | {
                "base_rate": rate.id,
                "base_share": rate.share,
                **dict.fromkeys(("quotient", "quotient_low", "quotient_high")),
            }
            if figure["share"] is not None:
                row["quotient"] = figure["share"] / rate.share
                row["quotient_low"] = figure["low"] / rate.share
                row["quotient_high"] = figure["high"] / rate.share
            rows.append(row)
    return rows


_FIGURE_COLUMNS = (
    *("indicator", "dimension", "value", "label", "n_stories", "n_persons", "n_women", "n_men"),
    *("n_nonbinary", "n_unknown", "share", "low", "high", "withheld", "filters"),
)
