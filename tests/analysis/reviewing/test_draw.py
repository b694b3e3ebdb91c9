"""Samples have known probabilities, and a sample drawn so gives back the population."""

from __future__ import annotations

import statistics
from collections import Counter
from pathlib import Path

import pytest

from analysis.frames import load_tagged_material
from analysis.periods import parse_period
from analysis.reviewing.draw import (
    Drawn,
    Wish,
    choose_in_strata,
    draw_chosen,
    draw_random,
    draw_uncertain,
)
from analysis.reviewing.strata import PER_STRATUM, allocate, describe_articles, form_strata
from data.errors import BadInput, NothingToDo
from data.review.apply import apply_decisions
from data.review.decisions import Draft, save_decision
from data.review.keys import person_key
from data.review.progress import read_snapshot
from data.review.store import ReviewStore
from data.review.words import Variable
from data.store import MediaStore
from data.vocab import Theme
from tests.analysis.media import MAN, UNKNOWN, WOMAN, Story, many_stories, write_media
from tests.data.review.review import open_review

ALL = parse_period("all")


def wish(size: int, seed: int = 5, double: float = 0.2, name: str = "") -> Wish:
    return Wish(size, double, 15, seed, name)


def stories(n: int = 60) -> list[Story]:
    """Many stories on growth, a few of a small outlet, some with no theme."""
    rare = [
        Story([("Eva Ek", WOMAN)], outlet="polcirkeln", url=f"https://p.example/{i}",
              themes=(Theme.LIVSMILJOER,)) for i in range(7)
    ]  # fmt: skip
    off = [
        Story([("Bo Ask", MAN)], url=f"https://norrbladet.example/sport/{i}", themes=())
        for i in range(30)
    ]
    return [*many_stories(n), *rare, *off]


def draw(db_dir: Path, wanted: Wish, period: str = "all") -> Drawn:
    with MediaStore(db_dir) as media, open_review(db_dir) as review:
        return draw_random(media, review, parse_period(period), wanted)


def weigh(review: ReviewStore, sample: str) -> tuple[float, dict[str, float]]:
    """The sum of one over the probabilities, and the probability by stratum."""
    frame = dict(
        review.db.execute(
            "SELECT stratum, count(*) FROM frame WHERE sample = ? GROUP BY stratum", [sample]
        ).fetchall()
    )
    drawn = dict(
        review.db.execute(
            "SELECT stratum, count(*) FROM draws WHERE sample = ? GROUP BY stratum", [sample]
        ).fetchall()
    )
    rates = {stratum: drawn[stratum] / n for stratum, n in frame.items()}
    return sum(n / rates[stratum] for stratum, n in drawn.items()), rates


def test_every_article_has_a_probability(tmp_path: Path) -> None:
    write_media(tmp_path, stories())
    found = draw(tmp_path, wish(30))
    assert (found.n_new, found.n_frame, found.n_double) == (30, 97, 6)
    with ReviewStore(tmp_path) as review:
        total, rates = weigh(review, "all")
        doubled = review.db.execute("SELECT sum(double) FROM draws").fetchone()[0]
    assert total == pytest.approx(97)
    assert min(rates.values()) > 0
    assert doubled == 6
    assert (found.rate_low, found.rate_high) == (min(rates.values()), max(rates.values()))


def test_rare_strata_are_drawn_at_a_higher_rate(tmp_path: Path) -> None:
    write_media(tmp_path, stories(200))
    draw(tmp_path, wish(40))
    with ReviewStore(tmp_path) as review:
        _, rates = weigh(review, "all")
        sizes = Counter(row["stratum"] for row in review.db.query("SELECT stratum FROM frame"))
    rare = next(stratum for stratum in rates if "polcirkeln" in stratum)
    common = max((s for s in sizes if "utan tema" not in s), key=lambda s: sizes[s])
    assert rates[rare] > 2 * rates[common]
    without = next(stratum for stratum in rates if "utan tema" in stratum)
    assert rates[without] < rates[rare]


def test_the_same_seed_draws_the_same(tmp_path: Path) -> None:
    got = []
    for name in ("ett", "två", "tre"):
        folder = tmp_path / name
        folder.mkdir()
        write_media(folder, stories())
        draw(folder, wish(20, seed=7 if name != "tre" else 8))
        with ReviewStore(folder) as review:
            query = "SELECT article, double FROM draws ORDER BY position"
            got.append(review.db.execute(query).fetchall())
    assert got[0] == got[1]
    assert got[0] != got[2]


def test_drawing_more_goes_on(tmp_path: Path) -> None:
    write_media(tmp_path, stories())
    draw(tmp_path, wish(20))
    with ReviewStore(tmp_path) as review:
        first = [row["article"] for row in review.db.query("SELECT * FROM draws ORDER BY position")]
    found = draw(tmp_path, wish(15, seed=99))
    assert (found.n_new, found.n_drawn) == (15, 35)
    with ReviewStore(tmp_path) as review:
        query = "SELECT * FROM draws ORDER BY position"
        assert [row["article"] for row in review.db.query(query)][:20] == first
        assert weigh(review, "all")[0] == pytest.approx(97)
        assert review.db.table("samples").count == 1


def test_all_drawn_and_none_left(tmp_path: Path) -> None:
    write_media(tmp_path, stories(10))
    assert draw(tmp_path, wish(500)).n_new == 47
    with pytest.raises(NothingToDo, match="drawn already"):
        draw(tmp_path, wish(5))


def test_articles_that_came_since_are_strata_of_their_own(tmp_path: Path) -> None:
    write_media(tmp_path, stories()[:40])
    draw(tmp_path, wish(10))
    write_media(tmp_path, stories())
    found = draw(tmp_path, wish(10))
    assert found.n_frame == 97
    with ReviewStore(tmp_path) as review:
        assert weigh(review, "all")[0] == pytest.approx(97)
        waves = {row["stratum"][:2] for row in review.db.query("SELECT stratum FROM frame")}
    assert waves == {"1:", "2:"}


def test_an_article_is_in_one_frame_alone(tmp_path: Path) -> None:
    write_media(tmp_path, stories())
    part = draw(tmp_path, wish(10), "2026-08")
    whole = draw(tmp_path, wish(20))
    assert part.n_frame + whole.n_frame == 97
    with ReviewStore(tmp_path) as review:
        assert weigh(review, "2026-08")[0] == pytest.approx(part.n_frame)
        assert weigh(review, "all")[0] == pytest.approx(whole.n_frame)


def test_a_name_of_another_period_is_refused(tmp_path: Path) -> None:
    write_media(tmp_path, stories())
    draw(tmp_path, wish(10, name="prov"), "2026-08")
    with pytest.raises(BadInput, match="another kind or period"):
        draw(tmp_path, wish(10, name="prov"), "2026-07")
    with pytest.raises(BadInput, match="no name for a sample"):
        draw(tmp_path, wish(10, name="a/b"))


def test_the_machines_own_labels_are_kept_at_the_drawing(tmp_path: Path) -> None:
    """Also of an article that somebody has corrected before it was drawn."""
    (key,) = write_media(tmp_path, [Story([("Eva Ek", WOMAN)])])
    with MediaStore(tmp_path) as media, open_review(tmp_path) as review:
        hash_ = media.db.execute("SELECT content_hash FROM articles").fetchone()[0]
        subject = person_key(key, "Eva Ek")
        save_decision(review, "anna", Draft(key, Variable.GENDER, "man", hash_, subject))
        apply_decisions(media, tmp_path)
        draw_random(media, review, ALL, wish(1))
        assert read_snapshot(review, "all", key).persons[0].gender == "woman"
        assert read_snapshot(review, "all", key).persons[0].key == subject


def test_uncertain_ones_are_apart(tmp_path: Path) -> None:
    write_media(
        tmp_path,
        [
            Story([("Eva Ek", WOMAN)], url="https://norrbladet.example/1"),
            Story([("Kim Ask", UNKNOWN), ("Bo Al", UNKNOWN)], url="https://norrbladet.example/2"),
            Story([("Kim Ask", UNKNOWN)], url="https://norrbladet.example/3"),
            Story([("Kim Ask", UNKNOWN)], url="https://norrbladet.example/4", themes=()),
        ],
    )
    with MediaStore(tmp_path) as media, open_review(tmp_path) as review:
        found = draw_uncertain(media, review, ALL, wish(10))
        rows = list(review.db.query("SELECT * FROM draws ORDER BY position"))
        assert (found.n_new, review.db.table("frame").count) == (2, 0)
        assert [row["reason"] for row in rows] == ["okänt kön: 2", "okänt kön: 1"]
        with pytest.raises(NothingToDo):
            draw_uncertain(media, review, ALL, wish(10))
        draw_random(media, review, ALL, wish(4))
        assert review.db.table("frame").count == 4, "they can still be drawn at random"


def test_named_articles(tmp_path: Path) -> None:
    keys = write_media(tmp_path, stories()[:3])
    with MediaStore(tmp_path) as media, open_review(tmp_path) as review:
        found = draw_chosen(media, review, "valda", [keys[0], keys[0], keys[2]], 15)
        assert (found.n_new, review.db.table("frame").count) == (2, 0)


@pytest.mark.parametrize("size", [1, 3, 10, 50, 1000])
def test_never_more_than_there_are(size: int) -> None:
    sizes = {"a": 1, "b": 2, "c": 400}
    more = allocate(sizes, {"b": 1}, size)
    assert sum(more.values()) == min(size, 402)
    assert all(0 <= more[name] <= n - (name == "b") for name, n in sizes.items())


def test_small_cells_are_put_together(tmp_path: Path) -> None:
    write_media(tmp_path, stories())
    with MediaStore(tmp_path) as media:
        described = describe_articles(load_tagged_material(media))
    for size in (4, 20, 60):
        strata = form_strata(described, size)
        assert strata.nunique() * PER_STRATUM <= size
    assert form_strata(described, 60).value_counts().min() >= 6


def test_weighted_the_sample_gives_back_the_population(tmp_path: Path) -> None:
    """Share of women by design weights, over 400 drawings, against the share in the frame.

    Unweighted the same samples are off by far more: rare strata are drawn too often.
    """
    write_media(tmp_path, stories(120))
    with MediaStore(tmp_path) as media:
        material = load_tagged_material(media)
    strata = form_strata(describe_articles(material), 40)
    women = (material.persons["gender"] == "woman").groupby(material.persons["article"]).sum()
    people = material.persons.groupby("article").size()
    by_stratum: dict[str, list[str]] = {}
    for index, stratum in strata.items():
        by_stratum.setdefault(stratum, []).append(str(index))
    sizes = {stratum: len(own) for stratum, own in by_stratum.items()}
    more = allocate(sizes, {}, 40)
    truth = women.sum() / people.sum()
    weighted, plain = [], []
    for seed in range(400):
        chosen = choose_in_strata(by_stratum, set(), more, seed)
        weights = [sizes[stratum] / more[stratum] for _, stratum in chosen]
        rows = [(women[int(a)], people[int(a)]) for a, _ in chosen]
        above = sum(w * r[0] for w, r in zip(weights, rows, strict=True))
        weighted.append(above / sum(w * r[1] for w, r in zip(weights, rows, strict=True)))
        plain.append(sum(r[0] for r in rows) / sum(r[1] for r in rows))
    error = statistics.stdev(weighted) / 400**0.5
    assert abs(statistics.mean(weighted) - truth) < 4 * error + 0.002
    assert abs(statistics.mean(plain) - truth) > 5 * abs(statistics.mean(weighted) - truth)
