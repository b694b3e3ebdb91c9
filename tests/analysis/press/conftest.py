"""Property tests without a clock or a memory, and facts with their charts, made once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

from analysis.press.charts import style
from analysis.press.charts.chart import Chart
from analysis.press.charts.collect import draw_charts
from analysis.press.facts import Facts
from tests.analysis.media import many_stories, write_media
from tests.analysis.press.kits import gather, write_rich_media

# The same examples on every machine.
settings.register_profile("press", deadline=None, derandomize=True, database=None)
settings.load_profile("press")

Kit = tuple[Facts, Mapping[str, Chart]]
EMBARGO = "Embargo till torsdag 26 november 2026 kl. 10.00"


@pytest.fixture(scope="session", autouse=True)
def _charts_follow_their_schema() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(style, "CHECK", True)
        yield


@pytest.fixture(scope="session")
def rich_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rik")
    write_rich_media(folder)
    return folder


@pytest.fixture(scope="session")
def rich(rich_dir: Path) -> Kit:
    """Facts with most charts drawn, under embargo."""
    facts = gather(rich_dir, period="all", embargo=EMBARGO)
    return facts, draw_charts(facts)


@pytest.fixture(scope="session")
def hidden(rich_dir: Path) -> Kit:
    """The same with the outlets' names taken away."""
    facts = gather(rich_dir, period="all", anonymise=True)
    return facts, draw_charts(facts)


@pytest.fixture(scope="session")
def thin(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    """Five stories of one outlet: no share may be shown."""
    folder = tmp_path_factory.mktemp("tunn")
    write_media(folder, many_stories(5))
    facts = gather(folder, period="all")
    return facts, draw_charts(facts)
