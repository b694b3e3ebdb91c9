"""A sentence of ours on each article: what the search finds beside headlines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from analysis.swedish import say_list
from data.vocab import Sector, label_sv

_NO_SECTOR = label_sv(Sector.OVRIGT)


def say_summary(row: Mapping[str, Any]) -> str:
    """One sentence of ours on an article, from its labels and counts alone."""
    kind = str(row["genre"]).capitalize()
    sectors = [label for label in _read_list(row["branscher"]) if label != _NO_SECTOR]
    labels = sectors or _read_list(row["temata"])
    subjects = [label[:1].lower() + label[1:] for label in labels]
    about = f" om {_say_subjects(subjects)}" if subjects else ""
    places = _read_list(row["kommuner"])
    where = f" i {say_list(places)}" if places else ""
    women, men, others = (row[key] for key in ("kvinnor", "man", "icke_binara_eller_okant"))
    if not women + men + others:
        return f"{kind} i {row['medium']}{about}{where}. Ingen person framträder."
    spoken = [row[key] for key in ("kvinnor_till_tals", "man_till_tals", "ovriga_till_tals")]
    heard = f"till tals kommer {_say_people(*spoken)}" if any(spoken) else "ingen kommer till tals"
    return f"{kind} i {row['medium']}{about}{where}. {_say_people(women, men, others)}; {heard}."


@lru_cache(maxsize=100_000)
def _read_list(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def _say_subjects(subjects: list[str]) -> str:
    """Labels such as "gruva och stål" hold an "och" of their own."""
    if len(subjects) > 1 and any(" och " in subject for subject in subjects):
        return f"{', '.join(subjects[:-1])} samt {subjects[-1]}"
    return say_list(subjects)


def _say_people(women: int, men: int, others: int) -> str:
    parts = []
    if women:
        parts.append("1 kvinna" if women == 1 else f"{women} kvinnor")
    if men:
        parts.append("1 man" if men == 1 else f"{men} män")
    if others:
        parts.append(
            f"{others} icke-binär eller okänt"
            if others == 1
            else f"{others} icke-binära eller okänt"
        )
    return say_list(parts)
