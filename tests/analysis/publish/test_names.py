from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from analysis.publish.config import PublishConfig, TakenDown
from analysis.publish.names import find_nameable, find_named, find_office, is_taken_down
from data.store import MediaStore
from data.vocab import Genre
from tests.analysis.media import MAN, WOMAN, Story, write_media
from tests.analysis.publish.test_build import publish, read

ALL = PublishConfig(names="all", legal_basis="Utgivningsbevis nr 1")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "office"),
    [
        ("kommunalrådet", ("kommunalråd", "elected")),
        ("Oppositionsrådet", ("oppositionsråd", "elected")),
        ("infrastrukturministern", ("infrastrukturminister", "elected")),
        ("Norrbottens landshövding", ("landshövding", "appointed")),
        ("regiondirektörens", ("regiondirektör", "appointed")),
        ("Vd:n", ("vd", "chief_executive")),
        ("tf vd och koncernchef", ("vd", "chief_executive")),
        ("vice vd", None),
        ("biträdande kommundirektör", None),
        ("vice talman", ("talman", "elected")),
        ("tidigare vd", None),
        ("f.d. kommunalrådet", None),
        ("före detta landshövdingen", None),
        ("ordförande", None),
        ("ägare", None),
        ("företagaren", None),
        ("enhetschef", None),
        ("rektor", None),
        ("direktören", None),
        ("", None),
    ],
)
def test_offices(title: str, office: tuple[str, str] | None) -> None:
    assert find_office(title) == office


def test_a_chair_is_elected_only_with_a_party() -> None:
    assert find_office("ordförande", party=True) == ("ordförande", "elected")


@pytest.mark.parametrize(
    ("name", "down"),
    [
        ("Eva Ek", True),
        ("EVA EK", True),
        ("Eva Maria Ek", True),
        ("Ek", True),
        ("Eva Eklund", False),
        ("Lars Ek", False),
        ("", False),
    ],
)
def test_taken_down(name: str, down: bool) -> None:
    assert is_taken_down(name, PublishConfig(taken_down=TakenDown(names=("Eva Ek",)))) is down


PEOPLE = [("Siv Råd", WOMAN), ("Bo Granne", MAN)]
STORIES = [
    Story(PEOPLE, title="Siv Råd: Gruvan får växa", url="https://norrbladet.example/1"),
    Story(PEOPLE, title="Bo Granne oroas av gruvan", url="https://norrbladet.example/2"),
    Story(PEOPLE, title="Siv Råd har gått bort", genre=Genre.OBITUARY),
]


def write(folder: Path, **columns: Any) -> list[str]:
    """The stories, with Siv Råd as kommunalråd unless said otherwise."""
    ids = write_media(folder, STORIES)
    columns = {"title": "kommunalrådet", "occupation_group": "politician"} | columns
    with MediaStore(folder) as store, store.db.atomic():
        for column, value in columns.items():
            store.db.execute(
                f"UPDATE persons SET {column} = ? WHERE name = 'Siv Råd'",
                [value],
            )
    return ids


def names_shown(folder: Path, config: PublishConfig) -> set[tuple[str, str]]:
    with MediaStore(folder) as store:
        shown = find_nameable(store, config)
        rows = store.db.query("SELECT id, article_id, name FROM persons")
        return {(row["article_id"], row["name"]) for row in rows if row["id"] in shown}


def test_only_holders_of_an_office_are_named_by_default(tmp_path: Path) -> None:
    first, second, _ = write(tmp_path)
    assert names_shown(tmp_path, PublishConfig()) == {(first, "Siv Råd"), (second, "Siv Råd")}
    assert names_shown(tmp_path, PublishConfig(names="none")) == set()  # type: ignore[arg-type]
    assert {name for _, name in names_shown(tmp_path, ALL)} == {"Siv Råd", "Bo Granne"}
    assert len(names_shown(tmp_path, ALL)) == 4  # nobody in an obituary, whatever the basis


@pytest.mark.parametrize(
    "column",
    [
        {"title": ""},
        {"title": "grannen"},
        {"function": "personal_experience"},
        {"function": "eye_witness"},
        {"function": "popular_opinion"},
        {"family_role": "mamma"},
        {"is_victim": 1},
        {"is_survivor": 1},
        {"gmmp_occupation": "criminal_suspect"},
        {"name": "Råd"},
    ],
)
def test_who_appears_in_another_capacity_is_not_named(
    tmp_path: Path, column: dict[str, Any]
) -> None:
    write(tmp_path, **column)
    assert names_shown(tmp_path, PublishConfig()) == set()


def test_a_taken_down_name_is_gone_under_every_policy(tmp_path: Path) -> None:
    write(tmp_path)
    asked = TakenDown(names=("siv råd",))
    for config in (PublishConfig(taken_down=asked), ALL.model_copy(update={"taken_down": asked})):
        assert "Siv Råd" not in {name for _, name in names_shown(tmp_path, config)}


def test_the_capacity_is_judged_in_each_article(tmp_path: Path) -> None:
    first, second, _ = write(tmp_path)
    with MediaStore(tmp_path) as store, store.db.atomic():
        store.db.execute("UPDATE persons SET title = '' WHERE article_id = ?", [second])
    with MediaStore(tmp_path) as store:
        assert {one.article_id for one in find_named(store, PublishConfig())} == {first}


def headlines(folder: Path, settings: str = "") -> list[str | None]:
    from tests.analysis.media import run_analysis

    (folder / "publish.yml").write_text(settings, encoding="utf-8")
    run_analysis(folder)
    publish(folder)
    sql = "SELECT rubrik FROM artiklar ORDER BY lank"
    return [row["rubrik"] for row in read(folder, sql)]


def test_headlines_follow_the_policy(tmp_path: Path) -> None:
    write(tmp_path)
    assert headlines(tmp_path, "names: none\n") == [
        None,
        "[namn]: Gruvan får växa",
        "[namn] oroas av gruvan",
    ]
    assert headlines(tmp_path) == [None, "Siv Råd: Gruvan får växa", "[namn] oroas av gruvan"]
    basis = "names: all\nlegal_basis: Utgivningsbevis nr 1\n"
    assert headlines(tmp_path, basis) == [
        None,
        "Siv Råd: Gruvan får växa",
        "Bo Granne oroas av gruvan",
    ]
    taken = f"{basis}taken_down: {{names: [Siv Råd]}}\n"
    assert headlines(tmp_path, taken) == [
        None,
        "[namn]: Gruvan får växa",
        "Bo Granne oroas av gruvan",
    ]


def test_an_article_is_taken_down_by_address_or_id(tmp_path: Path) -> None:
    ids = write(tmp_path)
    settings = f"taken_down: {{articles: ['http://www.norrbladet.example/1', {ids[1]}]}}\n"
    assert headlines(tmp_path, settings) == [None, None, None]
    rows = read(tmp_path, "SELECT lank, lank_utelamnad, kvinnor FROM artiklar WHERE kvinnor > 0")
    assert [row["lank"] for row in rows] == [None, None, None]
    assert sum(row["lank_utelamnad"] == "borttagen på begäran" for row in rows) == 2
    assert read(tmp_path, "SELECT * FROM foretradare") == []
    assert read(tmp_path, "SELECT count(*) AS n FROM artiklar_fts('gruvan')") == [{"n": 0}]


def test_holders_are_listed_without_gender(tmp_path: Path) -> None:
    write(tmp_path)
    headlines(tmp_path)
    (row,) = read(tmp_path, "SELECT * FROM foretradare")
    assert row == {
        "id": 1,
        "namn": "Siv Råd",
        "befattning": "kommunalråd",
        "slag": "förtroendevald",
        "artiklar": 2,
        "till_tals": 2,
        "forsta": "2026-09-03",
        "sista": "2026-09-03",
    }


def test_a_namesake_of_a_hidden_person_is_hidden_too(tmp_path: Path) -> None:
    people = [("Siv Råd", WOMAN), ("Lars Råd", MAN)]
    write_media(tmp_path, [Story(people, title="Siv Råd möter Lars Råd")])
    with MediaStore(tmp_path) as store, store.db.atomic():
        store.db.execute("UPDATE persons SET title = 'kommunalråd' WHERE name = 'Siv Råd'")
    assert headlines(tmp_path) == ["[namn] möter [namn]"]
    assert read(tmp_path, "SELECT * FROM foretradare") == []
