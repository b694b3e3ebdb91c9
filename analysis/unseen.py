"""Which places and industries are not seen: no story, nobody in it, or no woman."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

import data.reference
from data.vocab import Sector, label_sv

NO_STORIES = "inga nyheter"
NO_PERSONS = "nyheter men inga personer"
NO_WOMEN = "inga kvinnor"
NO_WOMEN_SPEAK = "kvinnor syns men kommer inte till tals"
SEEN = ""


@lru_cache(maxsize=1)
def list_municipalities() -> tuple[str, ...]:
    """The municipalities of the region that the reference tables describe."""
    path = Path(data.reference.__file__).parent / "municipalities.yml"
    return tuple(sorted(yaml.safe_load(path.read_text(encoding="utf-8"))))


def find_unseen(
    figures: Iterable[Mapping[str, Any]], outlets: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Each municipality and sector with what is seen of it, then what each outlet leaves out.

    ``outlets`` are those whose stories count, id -> name. ``figures`` are rows of ``indicators``.
    """
    known = {
        (row["indicator"], row["dimension"], row["value"]): row
        for row in figures
        if row["counting"] == "per_outlet" and row["selection"] == "all"
    }
    filters = next((row["filters"] for row in known.values()), "")
    rows = []
    for dimension, words in (
        ("municipality", list_municipalities()),
        ("sector", tuple(s.value for s in Sector if s is not Sector.OVRIGT)),
    ):
        for value in words:
            people = known.get(("people", dimension, value))
            sources = known.get(("sources", dimension, value))
            rows.append(_make_row(dimension, value, "", people, sources, filters))
    for outlet, name in sorted(outlets.items()):
        for value in list_municipalities():
            group = f"{outlet}|{value}"
            people = known.get(("people", "outlet_municipality", group))
            sources = known.get(("sources", "outlet_municipality", group))
            row = _make_row("municipality", value, name, people, sources, filters)
            if row["unseen"] in {NO_STORIES, NO_PERSONS}:
                rows.append(row)
    return rows


def _make_row(
    dimension: str,
    value: str,
    outlet: str,
    people: Mapping[str, Any] | None,
    sources: Mapping[str, Any] | None,
    filters: str,
) -> dict[str, Any]:
    row: dict[str, Any] = {
        "dimension": dimension,
        "value": value,
        "label": label_sv(value),
        "outlet": outlet,
        "filters": filters,
    }
    for name in ("n_stories", "n_persons", "n_women", "n_men", "n_nonbinary", "n_unknown"):
        row[name] = people[name] if people else 0
    row["n_women_speaking"] = sources["n_women"] if sources else 0
    if row["n_stories"] == 0:
        row["unseen"] = NO_STORIES
    elif row["n_persons"] == 0:
        row["unseen"] = NO_PERSONS
    elif row["n_women"] == 0:
        row["unseen"] = NO_WOMEN
    elif row["n_women_speaking"] == 0:
        row["unseen"] = NO_WOMEN_SPEAK
    else:
        row["unseen"] = SEEN
    return row
