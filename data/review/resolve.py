"""Of all that was decided on an article, what holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.review.decisions import Decision
from data.review.words import COMMON, SETTLED, Variable

Thing = tuple[str, Variable]  # subject and variable


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision that holds on one thing; ``unsettled`` where coders differ and no editor has
    settled it (the first coder's then holds)."""

    decision: Decision
    unsettled: bool = False


def resolve_decisions(
    heads: Iterable[Decision], first_coders: Mapping[str, int] | None = None
) -> dict[Thing, Verdict]:
    """What holds: settled by an editor before the common lane before coders of a sample.

    ``heads`` are the newest decisions of each lane. ``first_coders`` ranks coder lanes (0 is the
    first coder); without it the lane that spoke first is. A decision that was taken back is none.
    """
    by_thing: dict[Thing, list[Decision]] = {}
    for head in heads:
        if head.variable is not Variable.DONE and head.value is not None:
            by_thing.setdefault((head.subject, head.variable), []).append(head)
    rank = first_coders or {}

    def order(decision: Decision) -> tuple[int, int, int]:
        level = {SETTLED: 0, COMMON: 1}.get(decision.lane, 2)
        return level, rank.get(decision.lane, len(rank)), decision.id

    found = {}
    for thing, decisions in by_thing.items():
        best = min(decisions, key=order)
        coders = {d.value for d in decisions if d.lane not in {SETTLED, COMMON}}
        alone = best.lane not in {SETTLED, COMMON}
        found[thing] = Verdict(best, unsettled=alone and len(coders) > 1)
    return found
