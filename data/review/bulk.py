"""All that was decided on a sample at once: what agreement and estimators read."""

from __future__ import annotations

from dataclasses import dataclass

from data.review.decisions import Decision, make_decision
from data.review.resolve import Thing, Verdict, resolve_decisions
from data.review.snapshot import Snapshot, load_snapshot
from data.review.store import ReviewStore
from data.review.words import SETTLED, Variable, coder_lane


@dataclass(frozen=True, slots=True)
class Coded:
    """An article of a random sample that somebody has finished.

    ``coders`` are those who have, the first coder first; ``heads`` the newest decisions of all
    lanes; ``seen`` the machine's reading that the first of them reviewed.
    """

    sample: str
    article: str
    coders: tuple[str, ...]
    slots: tuple[int, ...]
    heads: tuple[Decision, ...]
    seen: Snapshot

    def find_verdicts(self) -> dict[Thing, Verdict]:
        """What holds in the sample: what was coded blind, and what an editor settled of it.

        Changes in the common lane are left out: who made them saw the machine's labels.
        """
        rank = {coder_lane(self.sample, user): i for i, user in enumerate(self.coders)}
        lanes = {SETTLED, *rank}
        return resolve_decisions((h for h in self.heads if h.lane in lanes), rank)


def read_coded(store: ReviewStore, sample: str = "", *, twice: bool = False) -> list[Coded]:
    """The finished articles of one random sample or of all, in the order of the drawing.

    With ``twice`` only those that two coders have finished.
    """
    finished = (
        "SELECT a.article FROM assignments a JOIN samples s ON s.name = a.sample "
        "WHERE s.kind = 'random' AND a.done_at <> '' AND (? = '' OR a.sample = ?) "
        f"GROUP BY a.sample, a.article HAVING count(*) >= {2 if twice else 1}"
    )
    heads: dict[str, list[Decision]] = {}
    for row in store.db.query(
        "SELECT * FROM decisions WHERE id IN (SELECT max(id) FROM decisions "
        f"WHERE article IN ({finished}) GROUP BY article, lane, subject, variable) ORDER BY id",
        [sample, sample],
    ):
        heads.setdefault(row["article"], []).append(make_decision(row))
    found: dict[tuple[str, str], tuple[list[str], list[int], str]] = {}
    for row in store.db.query(
        "SELECT a.sample, a.article, a.user, a.slot, d.machine FROM assignments a "
        "JOIN draws d USING (sample, article) JOIN samples s ON s.name = a.sample "
        f"WHERE s.kind = 'random' AND a.done_at <> '' AND a.article IN ({finished}) "
        "ORDER BY a.sample, d.position, a.slot",
        [sample, sample],
    ):
        key = (row["sample"], row["article"])
        users, slots, _ = found.setdefault(key, ([], [], row["machine"]))
        users.append(row["user"])
        slots.append(row["slot"])
    return [
        Coded(
            name,
            article,
            tuple(users),
            tuple(slots),
            tuple(heads.get(article, ())),
            _find_seen(name, users[0], heads.get(article, []), machine),
        )
        for (name, article), (users, slots, machine) in found.items()
    ]


def _find_seen(sample: str, user: str, heads: list[Decision], machine: str) -> Snapshot:
    lane = coder_lane(sample, user)
    for head in heads:
        if head.lane == lane and head.variable is Variable.DONE and "machine" in head.detail:
            return load_snapshot(head.detail["machine"])
    return load_snapshot(machine)
