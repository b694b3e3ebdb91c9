"""Fill the table ``reviewed``: what the random samples say, for the estimators.

Only random samples enter, and of them only articles that their first coder has finished. The
probability of a row is that of having been drawn *and* finished: within a stratum the finished
are a random part of the drawn, since articles are given out in a random order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.review.bulk import read_coded
from data.review.resolve import Thing, Verdict
from data.review.snapshot import SeenPerson, Snapshot
from data.review.store import ReviewStore
from data.review.words import YES, Variable
from data.vocab import Gender

_COLUMNS = (
    *("sample", "unit", "article_id", "person", "p_drawn", "machine", "evidence"),
    *("machine_source", "reviewed", "reviewed_source"),
)
Row = dict[str, Any]


def refresh_reviewed(store: ReviewStore) -> bool:
    """Bring ``reviewed`` up to the decisions; says whether anything changed.

    Rows of samples that were not drawn here are left as they are.
    """
    with store.saving() as db:
        names = [row["name"] for row in db.query("SELECT name FROM samples WHERE kind = 'random'")]
        changed = False
        for name in names:
            now = sorted(
                (tuple(row[c] for c in _COLUMNS) for row in judge_sample(store, name)), key=repr
            )
            query = f"SELECT {', '.join(_COLUMNS)} FROM reviewed WHERE sample = ?"
            before = sorted(db.execute(query, [name]).fetchall(), key=repr)
            if now == before:
                continue
            changed = True
            db.execute("DELETE FROM reviewed WHERE sample = ?", [name])
            marks = ", ".join("?" * len(_COLUMNS))
            db.conn.executemany(
                f"INSERT INTO reviewed ({', '.join(_COLUMNS)}) VALUES ({marks})", now
            )
    return changed


def read_chances(store: ReviewStore, sample: str) -> dict[str, float]:
    """For each finished article of a random sample the probability of being drawn and finished.

    In each stratum finished / all of the frame; while some stratum has none finished, the drawn
    part of the stratum times the finished part of the whole sample.
    """
    counts: dict[str, list[int]] = {}
    frame = "SELECT stratum, count(*) FROM frame WHERE sample = ? GROUP BY stratum"
    for stratum, n in store.db.execute(frame, [sample]).fetchall():
        counts[stratum] = [n, 0, 0]
    done: dict[str, str] = {}
    for row in store.db.query(
        "SELECT d.article, d.stratum, ifnull(a.done_at, '') <> '' AS done FROM draws d "
        "LEFT JOIN assignments a ON a.sample = d.sample AND a.article = d.article AND a.slot = 1 "
        "WHERE d.sample = ?",
        [sample],
    ):
        counts[row["stratum"]][1] += 1
        if row["done"]:
            counts[row["stratum"]][2] += 1
            done[row["article"]] = row["stratum"]
    drawn = sum(n for _, n, _ in counts.values())
    if all(finished for _, n, finished in counts.values() if n):
        chances = {s: finished / n for s, (n, _, finished) in counts.items()}
    else:
        chances = {s: taken / n * len(done) / drawn for s, (n, taken, _) in counts.items()}
    return {article: min(chances[stratum], 1.0) for article, stratum in done.items()}


def judge_sample(store: ReviewStore, sample: str) -> list[Row]:
    """The rows of ``reviewed`` of a random sample."""
    chances = read_chances(store, sample)
    rows = []
    for coded in read_coded(store, sample):
        if coded.article not in chances:
            continue  # a second coder was faster than the first
        about = {"sample": sample, "unit": "article", "article_id": coded.article}
        about_chance = {"p_drawn": chances[coded.article]}
        people = judge_people(coded.seen, coded.find_verdicts())
        rows += [{**about, **about_chance, **row} for row in people]
    return rows


def judge_people(seen: Snapshot, verdicts: Mapping[Thing, Verdict]) -> list[Row]:
    """A row for each person whom the machine or a reviewer finds; one empty row for nobody."""
    known = {person.key: person for person in seen.persons}
    added = {
        subject: str(verdict.decision.value)
        for (subject, variable), verdict in verdicts.items()
        if variable is Variable.ADDED
    }
    added |= {
        str(verdict.decision.detail["key"]): str(verdict.decision.value)
        for (_, variable), verdict in verdicts.items()
        if variable is Variable.SPLIT
    }
    rows = []
    for key in dict.fromkeys([*known, *added]):
        row = _judge_person(key, known.get(key), verdicts)
        if row["machine"] or row["reviewed"]:
            rows.append(row)
    nobody = {"machine": "", "evidence": "", "machine_source": None}
    return rows or [{"person": "", **nobody, "reviewed": "", "reviewed_source": None}]


def _judge_person(key: str, machine: SeenPerson | None, verdicts: Mapping[Thing, Verdict]) -> Row:
    def said(variable: Variable) -> str | None:
        verdict = verdicts.get((key, variable))
        return verdict.decision.value if verdict else None

    row: Row = {
        "person": key,
        "machine": machine.gender if machine else "",
        "evidence": machine.evidence if machine else "",
        "machine_source": int(machine.source) if machine else None,
        "reviewed": "",
        "reviewed_source": None,
    }
    if said(Variable.NO_PERSON) == YES or said(Variable.MERGED):
        return row
    gender = said(Variable.GENDER) or (machine.gender if machine else Gender.UNKNOWN.value)
    source = said(Variable.SOURCE)
    speaks = source == YES if source else (machine.source if machine else None)
    return row | {"reviewed": gender, "reviewed_source": None if speaks is None else int(speaks)}
