from __future__ import annotations

import json
from pathlib import Path

import pytest

from data.sample import answer_key
from data.sample.answer_key import GoldArticle, GoldContributor, GoldPerson, build_gold, count_words
from tests.data.sample.writing import BODY, make_article, make_collection


def find(gold: GoldArticle, name: str) -> GoldPerson:
    (person,) = [p for p in gold.people if p.name == name and isinstance(p, GoldPerson)]
    return person


def test_people_are_counted_over_the_visible_blocks(tmp_path: Path) -> None:
    (gold,) = build_gold([make_article(tmp_path, access="teaser")])
    maj, oskar = find(gold, "Maj Lindgren"), find(gold, "Oskar Lindgren")
    assert maj == GoldPerson(
        *("Maj Lindgren", "woman", 2, True, True, 6, "subject", "entrepreneur", True)
    )
    assert (oskar.mentions, oskar.quoted_words, oskar.in_headline) == (2, 3, False)
    assert not [p for p in gold.people if p.name == "Rut Berg"]
    assert "Det är unikt" not in gold.text


def test_speech_that_is_only_reported_is_quoted_but_not_direct(tmp_path: Path) -> None:
    body = "# Rubrik\n\n[Maj Lindgren](maj) tror att {~maj: det räcker}."
    (gold,) = build_gold([make_article(tmp_path, body=body)])
    maj = find(gold, "Maj Lindgren")
    assert (maj.quoted, maj.quoted_direct, maj.quoted_words) == (True, False, 0)


def test_offsets_are_exact_in_every_layout(tmp_path: Path) -> None:
    for gold in build_gold(make_collection(tmp_path)):
        assert [gold.text[q.start : q.end] for q in gold.quotes] == [q.text for q in gold.quotes]
        assert [q.speaker for q in gold.quotes] == [
            *("Maj Lindgren", "Maj Lindgren", "Oskar Lindgren", None, "Oskar Lindgren"),
        ]
        assert [q.speaker_words for q in gold.quotes if q.speaker is None] == ["kommunen"]
        assert gold.text.splitlines()[0].startswith("Bageriet <växer>")


def test_contributors_and_their_genders(tmp_path: Path) -> None:
    article = make_article(
        tmp_path, byline=["Stina Hallqvist", "Eva Ek", "Kim Å"], contributors={"Eva Ek": "woman"}
    )
    (gold,) = build_gold([article])
    assert [p for p in gold.people if isinstance(p, GoldContributor)] == [
        GoldContributor("Stina Hallqvist", "woman", "byline"),
        GoldContributor("Eva Ek", "woman", "byline"),
        GoldContributor("Kim Å", "unknown", "byline"),
        GoldContributor("Mikael Rask", "man", "photographer"),
    ]


@pytest.mark.parametrize(
    ("article_id", "changes", "lines"),
    [
        ("pb002", {}, ["Älvsbyn2026-03-14 06:12", "Text: Stina Hallqvist Foto: Mikael Rask"]),
        ("pb007", {}, ["Stina Hallqvist", "undefined"]),
        ("pb012", {}, ["Artikelbild | Degen jäser, säger Oskar Lindgren. Foto: Mikael Rask"]),
        ("pb001", {"wire": True, "byline": ["Eva Ek"]}, ["Eva Ek, TT"]),
        ("pb003", {"access": "teaser"}, ["Resten av artikeln läser du som prenumerant."]),
        ("nk001", {"outlet": "nordkanalen"}, ["Publicerad 14 mars 2026 06.12"]),
        ("nk001", {"outlet": "nordkanalen", "correction": "Fel."}, ["Rättelse: Fel."]),
        ("gb002", {"outlet": "gransbladet"}, ["Dela den här artikeln", "TIPSA OSS!"]),
        ("gb002", {"outlet": "gransbladet", "language": "fi"}, ["VINKKAA MEILLE!"]),
    ],
)
def test_debris_of_each_platform(
    tmp_path: Path, article_id: str, changes: dict[str, object], lines: list[str]
) -> None:
    gold = build_gold([make_article(tmp_path, article_id, **changes)])[0]
    assert set(lines) <= set(gold.text.split("\n\n"))


def test_captions_stand_twice_in_polcirkelbladet_and_count_once(tmp_path: Path) -> None:
    (gold,) = build_gold([make_article(tmp_path)])
    assert gold.text.count("Degen jäser, säger Oskar Lindgren. Foto: Mikael Rask") == 2
    assert find(gold, "Oskar Lindgren").mentions == 2


def test_datelines(tmp_path: Path) -> None:
    changes = {"outlet": "gransbladet", "municipalities": ["Haparanda"]}
    vignette = BODY.replace("Bageriet i Älvsbyn", "VECKANS NAMN: Bageriet")
    gold = build_gold(
        [
            make_article(tmp_path, "gb001", **changes),
            make_article(tmp_path, "gb002", **changes, language="fi"),
            make_article(tmp_path, "gb003", **changes, genre="letter"),
            make_article(tmp_path, "gb004", **changes, body=vignette),
        ]
    )
    leads = [next(t for t in g.text.split("\n\n") if "anställer" in t) for g in gold]
    assert leads[0].startswith("HAPARANDA: Bageriet")
    assert leads[1].startswith("HAAPARANTA: Bageriet")
    assert leads[2].startswith("Bageriet")
    assert leads[3].startswith("VECKANS NAMN")


def test_words() -> None:
    assert count_words("– Ja, 40 000 kronor! Läget är A-klass …") == 7


def test_the_file_is_written_and_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    articles = make_collection(tmp_path)
    monkeypatch.setattr(answer_key, "GOLD_PATH", tmp_path / "gold.jsonl")
    monkeypatch.setattr(answer_key, "iter_articles", lambda: articles)
    assert answer_key.main(["--check"]) == 1
    assert answer_key.main([]) == 0
    assert answer_key.main(["--check"]) == 0
    lines = (tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(articles) + 1
    first = json.loads(lines[-1])
    assert first["url"].startswith("https://")
    assert (first["sector"], first["has_headline"]) == ("handel_tjanster", True)
    assert "is not current" in capsys.readouterr().out
