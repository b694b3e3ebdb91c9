from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.press.kit import PressKit, collect_kit
from analysis.press.render import render_page, write_kit
from data.errors import BadInput, NothingToDo
from data.store import MediaStore
from tests.analysis.media import UNKNOWN, Story, many_stories, write_media


def collect(db_dir: Path, period: str | None = None) -> PressKit:
    with MediaStore(db_dir) as store:
        return collect_kit(store, period)


@pytest.fixture(scope="module")
def db_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("press")
    stories = many_stories(60) + many_stories(12, outlet="polcirkeln")
    write_media(folder, [*stories, Story(published=""), Story(themes=())])
    return folder


def test_the_latest_quarter_is_the_default(db_dir: Path) -> None:
    assert collect(db_dir).period.name == "2026-Q3"


def test_a_period_counts_only_its_own_articles(db_dir: Path) -> None:
    whole, july = collect(db_dir, "all"), collect(db_dir, "2026-07")
    assert whole.n_articles == 73
    assert july.n_articles == 24
    assert all(row["antal"] < 3 for row in july.left_out)


def test_the_page_says_result_interval_unknowns_and_limits(db_dir: Path) -> None:
    kit = collect(db_dir)
    page = render_page(kit)
    assert kit.headline.startswith("40\u00a0procent kvinnor")
    assert kit.headline in page
    for words in (
        *("mellan ", "Automatiskt kodat, inte granskat av människa", "Kvalitetsdeklaration"),
        *("inte mätta på samma sätt", "Felmått saknas", "Global Media Monitoring Project"),
        *(
            'lang="sv"',
            "<title id=",
            "<desc id=",
            "Påhittade medier",
            "namn som i registret oftast bärs av kvinnor",
        ),
    ):
        assert words in page, words


def test_the_page_is_self_contained_and_swedish(db_dir: Path) -> None:
    page = render_page(collect(db_dir))
    assert not re.search(r"<script|<link|src=|@import|url\((?!#)", page)
    text = re.sub(r"<style.*?</style>|<[^>]+>", " ", page, flags=re.S)
    assert not re.search(r"\b(the|of|share|women|axis|chart|withheld|None|nan)\b", text)
    assert "aria-roledescription" not in page
    assert not re.search(r"\d\.\d (procent|%)", text)


def test_no_name_on_the_page(db_dir: Path) -> None:
    assert "Testnamn" not in render_page(collect(db_dir))


def test_withheld_is_said_and_no_share_with_it(tmp_path: Path) -> None:
    write_media(tmp_path, many_stories(5))
    kit = collect(tmp_path)
    page = render_page(kit)
    assert "För litet underlag" in kit.headline
    assert kit.chart == ""
    assert "Inget diagram visas" in page
    ours = page.split("Att ställa bredvid")[0]
    assert not re.search(r"\d+\s%|\d+ procent \(", ours.split("</style>")[1])


def test_many_unknowns_turn_the_headline_into_bounds(tmp_path: Path) -> None:
    stories = many_stories(40)
    for story in stories:
        story.people += [("Okänd Person", UNKNOWN), ("Annan Okänd", UNKNOWN)]
    write_media(tmp_path, stories)
    assert collect(tmp_path).headline.startswith("Mellan 24 och 64")


def test_a_second_run_writes_nothing(db_dir: Path, tmp_path: Path) -> None:
    assert set(write_kit(collect(db_dir), tmp_path).values()) == {True}
    assert set(write_kit(collect(db_dir), tmp_path).values()) == {False}


def test_the_table_opens_in_a_swedish_spreadsheet(db_dir: Path, tmp_path: Path) -> None:
    write_kit(collect(db_dir), tmp_path)
    raw = (tmp_path / "nyckeltal.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    lines = raw.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Mått;Indelning;Grupp")
    assert lines[1].startswith("Personer i nyheter om tillväxt;alla;Alla;en gång per medium;40;")
    assert "None" not in raw.decode("utf-8")


def test_empty_and_malformed_periods(db_dir: Path) -> None:
    with pytest.raises(NothingToDo, match="2026-Q3"):
        collect(db_dir, "2024")
    with pytest.raises(BadInput):
        collect(db_dir, "sommaren")
