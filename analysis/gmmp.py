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
from analysis.indicators.compute import MIN_PERSONS, Mask, make_row, sum_by_gender
from analysis.intervals import Interval, draw_ratios, t_quantile
from analysis.scope import Numbers, Scope
from data.vocab import Function, Occupation, Sector, TopicKind

FUNCTIONS: dict[str, tuple[str, str]] = {
    Function.SUBJECT.value: ("1", "Den som nyheten handlar om (Subject)"),
    Function.SPOKESPERSON.value: ("2", "Talesperson (Spokesperson)"),
    Function.EXPERT.value: ("3", "Expert eller kommentator (Expert or commentator)"),
    Function.PERSONAL_EXPERIENCE.value: ("4", "Egen erfarenhet (Personal experience)"),
    Function.EYE_WITNESS.value: ("5", "Ögonvittne (Eye witness)"),
    Function.POPULAR_OPINION.value: ("6", "Allmänhetens röst (Popular opinion)"),
    Function.OTHER.value: ("7", "Annan, eller går inte att säga (Other)"),
}
# Ours are coarser than the project's list: where one of ours holds several of its categories the
# label names them all, so that nobody compares a part with a whole.
OCCUPATIONS: dict[str, str] = {
    Occupation.POLITICIAN.value: "Politiker (Politician)",
    Occupation.GOVERNMENT_EMPLOYEE.value: (
        "Offentligt anställda (Government employee, public servant)"
    ),
    Occupation.POLICE_LEGAL.value: (
        "Polis, räddning, försvar, rätt (Police, military, fire officer + Law)"
    ),
    Occupation.RESEARCHER_TEACHER.value: (
        "Forskare, lärare, delvis teknik (Academic, teacher + Science, technology)"
    ),
    Occupation.HEALTH_CARE.value: "Vård och omsorg (Doctor + Health, social, childcare worker)",
    Occupation.BUSINESS_LEADER.value: "Näringslivets chefer (Business, executive, manager)",
    Occupation.ENTREPRENEUR.value: (
        "Näringslivets ägare (Business, executive, manager + Agriculture)"
    ),
    Occupation.WORKER.value: (
        "Arbetare, kontor, service, delvis teknik (Trade, labour + Office, service)"
    ),
    Occupation.UNION_NGO.value: "Fack och föreningar (Activist, NGO, trade union)",
    Occupation.CULTURE.value: "Kultur, medier, trossamfund (Celebrity, artist + Media + Religious)",
    Occupation.SPORT.value: "Idrott (Sport)",
    Occupation.STUDENT.value: "Studerande (Student)",
    Occupation.RESIDENT.value: (
        "Invånare, pensionärer, föräldrar (Villager, resident + Retired + Parent)"
    ),
    Occupation.OTHER.value: "Annat (Other)",
    Occupation.UNKNOWN.value: "Anges inte (Not stated)",
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
    speaking = _mask(persons["quoted_direct"])
    quoted, unquoted = _sums(scope, persons, speaking), _sums(scope, persons, ~speaking)
    rows = [
        _make_row(scope, "Personer", "", "Personer i nyheterna", _sums(scope, persons)),
        _make_row(scope, "Personer", "", "Citeras ordagrant (Directly quoted)", quoted),
        _make_row(scope, "Personer", "", "Citeras inte ordagrant", unquoted),
        _make_row(scope, "Reportrar", "", "Reportrar (Reporter)", _reporters(scope)),
    ]
    for value, (code, label) in FUNCTIONS.items():
        own = _sums(scope, persons, _mask(persons["function"] == value))
        rows.append(_make_row(scope, "Roll", code, label, own))
    for value, label in OCCUPATIONS.items():
        own = _sums(scope, persons, _mask(persons["occupation_group"] == value))
        rows.append(_make_row(scope, "Yrke", "", label, own))
    return [*rows, *compute_gemi(scope)]


def compute_gemi(scope: Scope) -> list[dict[str, Any]]:
    """The six parts of GEM-I and the index: the mean of (% women - % men), 0 is parity.

    Djerf-Pierre and Edström 2020; the formula is unverified and the rows say so. All six are
    drawn together, since a story may count in several.
    """
    persons = scope.persons
    spokespersons = _mask(persons["function"] == Function.SPOKESPERSON.value)
    experts = _mask(persons["function"] == Function.EXPERT.value)
    tables = {
        "people": _sums(scope, persons),
        "reporters": _reporters(scope),
        "economy": _sums(scope, persons, _in_sectors(scope, ECONOMY)),
        "politics": _sums(scope, persons, _in_sectors(scope, POLITICS)),
        "spokespersons": _sums(scope, persons, spokespersons),
        "experts": _sums(scope, persons, experts),
    }
    rows = []
    for part, label in GEMI_PARTS.items():
        row = _make_row(scope, "GEM-I", "", label, tables[part]) | _NO_SHARE
        if row["n_women"] + row["n_men"] < MIN_PERSONS and not row["withheld"]:
            row["withheld"] = f"färre än {MIN_PERSONS} kvinnor och män"
        rows.append(row | _gap([tables[part]], row["withheld"]))
    missing = [row["category"] for row in rows if row["withheld"]]
    reason = f"underlaget är för litet för: {', '.join(missing).lower()}" if missing else ""
    index = _make_row(scope, "GEM-I", "index", "GEM-I (medel av de sex)", tables["people"])
    rows.append(index | _NO_SHARE | {"withheld": reason} | _gap(list(tables.values()), reason))
    return rows


_NO_SHARE = dict.fromkeys(("share", "low", "high"))  # the index speaks of gaps


def _mask(values: pd.Series[bool]) -> Mask:
    return values.to_numpy(dtype=bool)


def _reporters(scope: Scope) -> Numbers:
    select = INDICATORS["bylines"].select
    assert select is not None
    return _sums(scope, scope.contributors, _mask(select(scope.contributors)))


def _in_sectors(scope: Scope, sectors: frozenset[str]) -> Mask:
    topics = scope.material.topics
    chosen = (topics["kind"] == TopicKind.SECTOR.value) & topics["label"].isin(sectors)
    articles = np.zeros(len(scope.material.articles), dtype=bool)
    articles[topics.loc[chosen, "article"].to_numpy()] = True
    within: Mask = articles[scope.persons["article"].to_numpy()]
    return within


def _sums(scope: Scope, persons: pd.DataFrame, mask: Mask | None = None) -> Numbers:
    genders = sum_by_gender(persons, len(scope.stories), mask)
    table = np.column_stack([genders, genders[:, 0], genders[:, :3].sum(axis=1), genders[:, 3]])
    return scope.divide(OVERALL).sum_by_cluster(table)


def _make_row(scope: Scope, part: str, code: str, category: str, sums: Numbers) -> dict[str, Any]:
    row = make_row(sums, int((sums[:, :4].sum(axis=1) > 0).sum()))
    names = ("n_stories", "n_persons", "n_women", "n_men", "n_nonbinary", "n_unknown")
    return {
        "part": part,
        "code": code,
        "category": category,
        **{name: row[name] for name in (*names, "share", "low", "high", "withheld")},
        **dict.fromkeys(("gap", "gap_low", "gap_high")),
        "filters": scope.filters.to_json(),
    }


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
