"""Places of Norrbotten and the municipalities they lie in."""

from __future__ import annotations

import csv
from functools import lru_cache

import yaml

from nlp.names import REFERENCE


@lru_cache(maxsize=1)
def load_homes() -> dict[str, str]:
    """Place name, in any of the county's languages -> municipality."""
    with (REFERENCE / "localities.csv").open(encoding="utf-8") as file:
        homes = {row["name"]: row["municipality"] for row in csv.DictReader(file)}
    raw = yaml.safe_load((REFERENCE / "municipalities.yml").read_text(encoding="utf-8"))
    for municipality, entry in raw.items():
        for name in (municipality, *entry["names"], *entry["places"]):
            homes[name] = municipality
    return homes
