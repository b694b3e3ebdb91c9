"""How often the machine's gender is right, by gender and by what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from analysis.intervals import wilson_interval
from data.reviewed import ReviewedRow
from data.vocab import Evidence, Gender

NOT_FOUND, NO_PERSON = "not_found", "no_person"
ANY = "any"
MIN_ROWS = 30  # as for shares: below it only counts are given


def tabulate_errors(reviewed: Sequence[ReviewedRow]) -> list[dict[str, Any]]:
    """One row for what the machine said (and on what evidence), with what reviewers said.

    A last row for each reviewed gender holds those whom the machine did not find. ``share`` is
    that of right labels among the rows, with Wilson's interval.
    """
    counts: dict[tuple[str, str], Counter[str]] = {}
    for row in reviewed:
        if not row.machine and not row.reviewed:
            continue  # an article with nobody in it
        said = row.machine or NOT_FOUND
        truth = row.reviewed or NO_PERSON
        for evidence in (ANY, row.evidence or Evidence.NONE.value):
            counts.setdefault((said, evidence), Counter())[truth] += 1
    said_order = [*(gender.value for gender in Gender), NOT_FOUND]
    evidence_order = [ANY, *(evidence.value for evidence in Evidence)]
    rows = []
    for said in said_order:
        for evidence in evidence_order:
            found = counts.get((said, evidence))
            if found is None or (said == NOT_FOUND and evidence != ANY):
                continue
            rows.append(_make_row(said, evidence, found))
    return rows


def _make_row(said: str, evidence: str, found: Counter[str]) -> dict[str, Any]:
    n = found.total()
    row: dict[str, Any] = {
        "machine": said,
        "evidence": evidence,
        "n_reviewed": n,
        "n_women": found[Gender.WOMAN.value],
        "n_men": found[Gender.MAN.value],
        "n_other": found[Gender.NONBINARY.value] + found[Gender.UNKNOWN.value],
        "n_no_person": found[NO_PERSON],
        **dict.fromkeys(("share", "low", "high")),
        "withheld": "" if n >= MIN_ROWS else f"färre än {MIN_ROWS} granskade",
    }
    if said != NOT_FOUND and n >= MIN_ROWS:
        interval = wilson_interval(found[said] / n, n)
        row |= {"share": found[said] / n, "low": interval.low, "high": interval.high}
    return row
