"""Too little, one outlet, missing months, small groups: said in words, never drawn as empty."""

from __future__ import annotations

import json
from pathlib import Path

from analysis.figures import SMALL_GROUP
from analysis.press.charts.collect import draw_charts
from analysis.press.kit import build_kit
from analysis.press.letters import render_letters
from analysis.press.municipalities import render_municipalities
from analysis.press.release.compose import LONGEST, compose_release, join_release
from tests.analysis.media import MAN, WOMAN, Story, many_stories, write_media
from tests.analysis.press.kits import freeze, gather, read_text


def test_too_little_for_any_share(tmp_path: Path) -> None:
    write_media(tmp_path, many_stories(5))
    facts = gather(tmp_path)
    kit = build_kit(facts)
    assert not [n for n in kit if n.endswith(".png") and "antal" not in n]
    assert json.loads(kit["diagram/huvudmatt.json"])["saknas"].startswith("Inget diagram")
    text = kit["pressmeddelande.txt"].decode()
    assert "För litet underlag för en andel kvinnor" in text
    assert "procent kvinnor" not in text
    assert "Ingen andel anges" in kit["kommuner/kiruna.html"].decode()
    assert "<svg" not in kit["kommuner/kiruna.html"].decode()
    assert "Ingen andel anges för er" in read_text("b.docx", kit["brev/norrbladet.docx"])


def test_one_outlet_is_said(tmp_path: Path) -> None:
    write_media(tmp_path, many_stories(40))
    facts = gather(tmp_path)
    assert any("ett enda medium (Norrbladet)" in note for note in facts.notes)
    assert "i ett medium" in compose_release(facts).lead


def test_months_without_news_are_named(tmp_path: Path) -> None:
    stories = [s for s in many_stories(60) if not s.published.startswith("2026-08")]
    write_media(tmp_path, stories)
    facts = gather(tmp_path, period="2026-Q3")
    assert any("augusti 2026" in note for note in facts.notes)
    assert "augusti 2026" in draw_charts(facts)["over-tid"].left_out
    year = gather(tmp_path, period="2026")
    assert any("10 av periodens månader" in note for note in year.notes)


def test_an_unfinished_period_is_said(tmp_path: Path) -> None:
    stories = many_stories(40)
    for story in stories:
        story.published = story.published.replace("2026", "2999")
    write_media(tmp_path, stories)
    freeze(tmp_path, "2999-Q3")
    notes = gather(tmp_path, edition="2999-Q3").notes
    assert any(note.startswith("Perioden var inte slut när siffrorna frystes") for note in notes)


def test_small_groups_are_told_nowhere(tmp_path: Path) -> None:
    lonely = Story([("Ensam Person", WOMAN), ("Annan Person", MAN)], places=("Pajala",))
    write_media(tmp_path, [*many_stories(40), lonely])
    facts = gather(tmp_path)
    pajala = facts.group("people", "municipality", "Pajala")
    assert pajala is not None
    assert pajala.withheld == SMALL_GROUP
    assert (pajala.women, pajala.men, pajala.n_persons) == (0, 0, 0)
    page = render_municipalities(facts)["kommuner/pajala.html"].decode()
    assert "för få personer för att antalen ska redovisas" in page
    assert "1 kvinna" not in page
    table = facts.table("nyckeltal")
    kvinnor, grupp, indelning = (table.column(key) for key in ("kvinnor", "grupp", "indelning"))
    rows = [r for r in table.rows if r[grupp] == "Pajala" and r[indelning] == "kommun"]
    assert rows
    assert not any(row[kvinnor] for row in rows)  # blank, or zero where there is nobody


def test_the_release_keeps_its_length_with_long_names(tmp_path: Path) -> None:
    write_media(tmp_path, many_stories(60) + many_stories(20, outlet="polcirkeln"))
    facts = gather(tmp_path, period="all", embargo="Embargo till måndag 1 januari 2029 kl. 06.00")
    assert len(join_release(compose_release(facts))) <= LONGEST


def test_an_outlet_that_counts_nothing_gets_a_letter_all_the_same(tmp_path: Path) -> None:
    write_media(tmp_path, [*many_stories(40), Story(outlet="polcirkeln", themes=())])
    letters = render_letters(gather(tmp_path))
    said = read_text("b.docx", letters["brev/polcirkelbladet.docx"])
    assert "Ingen andel anges för er: inga nyheter räknas" in said
