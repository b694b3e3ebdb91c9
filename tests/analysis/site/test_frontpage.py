from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from analysis.indicators import INDICATORS
from analysis.publish.tables import COUNTING_LABELS
from analysis.site import frontpage
from analysis.stories import SELECTION_LABELS, Counting, Selection
from tests.analysis.site.material import build_public

SERVED = """
import sys
from pathlib import Path
from analysis.site.serve import build_datasette
build_datasette(Path(sys.argv[1])).app()
print(sorted({"pandas", "scipy", "sklearn", "spacy"} & sys.modules.keys()))
"""


def test_its_words_are_those_of_the_figures() -> None:
    ids = [INDICATORS[name].public_id for name in ("people", "sources", "headline")]
    assert list(frontpage.CARDS) == ids
    assert ids[0] == frontpage.PEOPLE
    assert INDICATORS["people"].subject == frontpage.SUBJECT
    assert COUNTING_LABELS[Counting.PER_OUTLET.value] == frontpage.PER_OUTLET
    assert COUNTING_LABELS[Counting.PER_STORY.value] == frontpage.PER_STORY
    assert SELECTION_LABELS[Selection.ALL.value] == frontpage.EVERYTHING
    assert SELECTION_LABELS[Selection.TEASER.value] == frontpage.TEASERS


def test_the_site_starts_without_what_computes_figures(tmp_path: Path) -> None:
    build_public(tmp_path)
    found = subprocess.run(
        [sys.executable, "-c", SERVED, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"
