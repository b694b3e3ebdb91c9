"""The score that a checkpoint is chosen by: exact spans of people on the development split."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from spacy.scorer import get_ner_prf
from spacy.training import Example
from spacy.util import registry


def score_people(examples: Iterable[Example], **_: Any) -> dict[str, Any]:
    """spaCy's figures of all labels, and ``prs_f`` of people alone."""
    scores: dict[str, Any] = get_ner_prf(examples)
    per_type = scores["ents_per_type"] or {}
    return scores | {"prs_f": per_type.get("PRS", {}).get("f", 0.0)}


@registry.scorers("mediagranskning.people.v1")  # type: ignore[untyped-decorator]
def create_scorer() -> Callable[..., dict[str, Any]]:
    return score_people
