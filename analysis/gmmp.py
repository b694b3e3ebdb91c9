"""Tables in the categories of the Global Media Monitoring Project, and the index GEM-I.

The project counts all news of a day, so these tables are about all news in the material, not
only about growth stories, and say so.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.dimensions import OVERALL
from analysis.indicators import INDICATORS
from analysis.indicators.compute import MIN_PERSONS, make_row, sum_by_gender
from analysis.intervals import Interval, draw_ratios, t_quantile
from analysis.scope import Numbers, Scope
from data.vocab import Function, Occupation, Sector, TopicKind

FUNCTIONS: dict[str, tuple[str, str]] = {
    Function.SUBJECT.value: ("1", "Subject: den som nyheten handlar om"),
    Function.SPOKESPERSON.value: ("2", "Spokesperson: talesperson"),
    Function.EXPERT.value: ("3", "Expert or commentator: expert eller kommentator"),
    Function.PERSONAL_EXPERIENCE.value: ("4", "Personal experience: egen erfarenhet"),
    Function.EYE_WITNESS.value: ("5", "Eye witness: ögonvittne"),
    Function.POPULAR_OPINION.value: ("6", "Popular opinion: allmänhetens röst"),
    Function.OTHER.value: ("7", "Other: annan, eller går inte att säga (0)"),
}
# Ours are coarser than the project's list: where one of ours holds several of its categories the
# label names them all, so that nobody compares a part with a whole.
OCCUPATIONS: dict[str, str] = {
    Occupation.POLITICIAN.value: "Politician",
    Occupation.GOVERNMENT_EMPLOYEE.value: "Government employee, public servant",
    Occupation.POLICE_LEGAL.value: "Police, military, fire officer + Law",
    Occupation.RESEARCHER_TEACHER.value: "Academic, teacher + Science, technology, engineer (del)",
    Occupation.HEALTH_CARE.value: "Doctor + Health, social, childcare worker",
    Occupation.BUSINESS_LEADER.value: "Business, executive, manager (chefer)",
    Occupation.ENTREPRENEUR.value: "Business, executive, manager (ägare) + Agriculture (del)",
    Occupation.WORKER.value: "Trade, labour + Office, service + Science, technology (del)",
    Occupation.UNION_NGO.value: "Activist, NGO, trade union",
    Occupation.CULTURE.value: "Celebrity, artist + Media + Religious",
    Occupation.SPORT.value: "Sport",
    Occupation.STUDENT.value: "Student",
    Occupation.RESIDENT.value: "Villager, resident + Retired + Homemaker, parent",
    Occupation.OTHER.value: "Other",
    Occupation.UNKNOWN.value: "Not stated",
}
ECONOMY = frozenset(
    sector.value
    for sector in Sector
    if sector
    not in {
        *(Sector.VARD_OMSORG, Sector.UTBILDNING_FORSKNING, Sector.KULTUR_KREATIV),
        *(Sector.OFFENTLIG_FORVALTNING, Sector.OVRIGT),
    }
)
POLITICS = frozenset((Sector.OFFENTLIG_FORVALTNING.value,))
GEMI_PARTS = {
    "people": "Personer i nyheterna",
    "reporters": "Reportrar (skribenter)",
    "economy": "Personer i nyheter om näringslivet",
    "politics": "Personer i nyheter om politik och förvaltning",
    "spokespersons": "Talespersoner",
    "experts": "Experter och kommentatorer",
}


def compute_gmmp(scope: Scope) -> list[dict[str, Any]]:
    """Rows (part, code, category, counts, share of women with interval), then GEM-I.

    ``scope`` holds all news, as the project counts them.
    """
    persons = scope.persons
    speaking = persons["quoted_direct"]
    rows = [
        _make_row(scope, "Personer", "", "Personer i nyheterna", persons),
        _make_row(scope, "Personer", "", "Citeras ordagrant (directly quoted)", persons[speaking]),
        _make_row(scope, "Personer", "", "Citeras inte ordagrant", persons[~speaking]),
        _make_row(scope, "Reportrar", "", "Reporter (skribent)", _reporters(scope)),
    ]
    for value, (code, label) in FUNCTIONS.items():
        own = persons[persons["function"] == value]
        rows.append(_make_row(scope, "Roll (function)", code, label, own))
    for value, label in OCCUPATIONS.items():
        own = persons[persons["occupation_group"] == value]
        rows.append(_make_row(scope, "Yrke (occupation)", "", label, own))
    return [*rows, *compute_gemi(scope)]


def compute_gemi(scope: Scope) -> list[dict[str, Any]]:
    """The six parts of GEM-I and the index: the mean of (% women - % men), 0 is parity.

    Djerf-Pierre and Edström 2020; the formula is unverified and the rows say so. All six are
    drawn together, since a story may count in several.
    """
    persons = scope.persons
    groups = {
        "people": persons,
        "reporters": _reporters(scope),
        "economy": persons[_in_sectors(scope, ECONOMY)],
        "politics": persons[_in_sectors(scope, POLITICS)],
        "spokespersons": persons[persons["function"] == Function.SPOKESPERSON.value],
        "experts": persons[persons["function"] == Function.EXPERT.value],
    }
    tables = {part: _sums(scope, group) for part, group in groups.items()}
    rows = []
    for part, label in GEMI_PARTS.items():
        row = _empty_row(scope, "GEM-I", "", label, tables[part])
        if row["n_women"] + row["n_men"] < MIN_PERSONS and not row["withheld"]:
            row["withheld"] = f"färre än {MIN_PERSONS} kvinnor och män"
        rows.append(row | _gap([tables[part]], row["withheld"]))
    missing = [row["category"] for row in rows if row["withheld"]]
    reason = f"underlaget är för litet för: {', '.join(missing).lower()}" if missing else ""
    index = _empty_row(scope, "GEM-I", "index", "GEM-I (medel av de sex)", tables["people"])
    rows.append(index | {"withheld": reason} | _gap(list(tables.values()), reason))
    return rows


def _reporters(scope: Scope) -> pd.DataFrame:
    select = INDICATORS["bylines"].select
    assert select is not None
    return scope.contributors[np.asarray(select(scope.contributors), dtype=bool)]


def _in_sectors(scope: Scope, sectors: frozenset[str]) -> pd.Series[bool]:
    topics = scope.material.topics
    chosen = (topics["kind"] == TopicKind.SECTOR.value) & topics["label"].isin(sectors)
    return scope.persons["article"].isin(topics.loc[chosen, "article"])


def _sums(scope: Scope, persons: pd.DataFrame) -> Numbers:
    genders = sum_by_gender(persons, len(scope.stories))
    table = np.column_stack([genders, genders[:, 0], genders[:, :3].sum(axis=1), genders[:, 3]])
    return scope.divide(OVERALL).sum_by_cluster(table)


def _empty_row(scope: Scope, part: str, code: str, category: str, sums: Numbers) -> dict[str, Any]:
    n_stories = int((sums[:, :4].sum(axis=1) > 0).sum())
    row = make_row(sums, n_stories)
    names = ("n_stories", "n_persons", "n_women", "n_men", "n_nonbinary", "n_unknown", "withheld")
    return {
        "part": part,
        "code": code,
        "category": category,
        **{name: row[name] for name in names},
        **dict.fromkeys(("share", "low", "high", "gap", "gap_low", "gap_high")),
        "filters": scope.filters.to_json(),
    }


def _make_row(
    scope: Scope, part: str, code: str, category: str, persons: pd.DataFrame
) -> dict[str, Any]:
    sums = _sums(scope, persons)
    made = make_row(sums, 0)
    shares = {name: made[name] for name in ("share", "low", "high")}
    return _empty_row(scope, part, code, category, sums) | shares


def _gap(tables: list[Numbers], withheld: str) -> dict[str, float]:
    """% women - % men of those who are either, and the mean over several tables."""
    if withheld:
        return {}
    columns = []
    for table in tables:
        women, men = table[:, 0], table[:, 1]
        columns += [100 * (women - men), women + men]
    stacked = np.column_stack(columns)
    totals = stacked.sum(axis=0)
    if not all(totals[1::2] > 0):
        return {}
    point = float(np.mean(totals[0::2] / totals[1::2]))
    draws = draw_ratios(stacked).mean(axis=1)
    n_clusters = int((stacked[:, 1::2].max(axis=1) > 0).sum())
    half = t_quantile(n_clusters - 1) * float(np.nanstd(draws))
    limits = Interval(max(-100.0, point - half), min(100.0, point + half))
    return {"gap": point, "gap_low": limits.low, "gap_high": limits.high}
