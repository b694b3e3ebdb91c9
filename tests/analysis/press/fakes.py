"""Facts made by hand, for what the small databases cannot bring about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from analysis.figures import Figure
from analysis.periods import parse_period
from analysis.press.coverage import Coverage, OutletCoverage
from analysis.press.facts import Facts, Provenance, Sender
from analysis.press.signoffs import SignOffs, key_of

COVERAGE = Coverage(
    outlets=(
        OutletCoverage("norrbladet", "Norrbladet", 50, 40, 38, 4, "2026-07-01", "2026-09-28"),
    ),
    n_articles=50, n_counted=38, n_teaser=4, n_wire=2, first="2026-07-01", last="2026-09-28",
    months=("2026-07", "2026-08", "2026-09"), gaps=(), left_out=(),
)  # fmt: skip


def fake_facts(figures: Sequence[Figure], **changed: Any) -> Facts:
    """Facts with these figures and next to nothing else."""
    values: dict[str, Any] = {
        "name": "2026-Q3", "edition": "2026-Q3", "period": parse_period("2026-Q3"),
        "stamp": datetime(2026, 10, 2, 8, 30, tzinfo=UTC),
        "figures": {key_of(figure): figure for figure in figures},
        "contrasts": (), "quotients": (), "changes": (), "corrected": (), "robustness": (),
        "unseen": (), "words": (), "errors": (), "comparisons": (), "coverage": COVERAGE,
        "signoffs": SignOffs(), "method": {"Licens": "CC0", "Regional tillväxt": "Fem teman."},
        "tables": (), "sender": Sender(), "outlets": {"norrbladet": "Norrbladet"},
        "provenance": Provenance("0.2.0", "kod", ("modell 1",), "siffror", "2026-10-02", 0),
        "notes": (), "fictional": False, "anonymised": False, "embargo": "",
    }  # fmt: skip
    return Facts(**values | changed)
