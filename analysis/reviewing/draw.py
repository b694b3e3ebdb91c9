"""Draw articles for review: at random with known probabilities, or the machine's doubtful ones."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from analysis.filters import choose_filters
from analysis.frames import Material, load_tagged_material
from analysis.periods import Period
from analysis.reviewing.machine import undo_corrections
from analysis.reviewing.strata import allocate, describe_articles, form_strata
from analysis.stories import LeftOut, judge_articles
from data.errors import BadInput, NothingToDo
from data.readings import read_tagged_article
from data.review.apply import find_media_id
from data.review.articles import remember_articles
from data.review.reading import read_machine_reading
from data.review.snapshot import take_snapshot
from data.review.store import ReviewStore
from data.review.words import SampleKind
from data.runs import utc_now
from data.store import MediaStore

_NAME = re.compile(r"[\w.-]{1,40}")


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a drawing came to. ``n_frame`` is the population, ``rate_low`` and ``rate_high`` the
    least and the greatest probability in it; ``n_drawn`` counts former drawings of the sample."""

    sample: str
    kind: SampleKind
    n_new: int
    n_drawn: int
    n_double: int
    n_frame: int
    n_strata: int
    rate_low: float
    rate_high: float


@dataclass(frozen=True, slots=True)
class Wish:
    """What to draw: ``size`` articles more, ``double_share`` of them for two coders."""

    size: int
    double_share: float
    portion: int
    seed: int
    name: str = ""


def check_sample_name(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise BadInput(f"{name!r} is no name for a sample; use letters, digits, dots and hyphens")
    return name


def _rank(seed: int, purpose: str, key: str) -> str:
    """A number for each article that is as good as drawn by lot, and the same every time."""
    return hashlib.sha256(f"{seed}/{purpose}/{key}".encode()).hexdigest()


def list_population(material: Material, period: Period) -> pd.Index[int]:
    """The articles that a figure could be about: news of the period, on growth or not."""
    filters = choose_filters(material, period.since, period.until)
    judged = judge_articles(material, replace(filters, growth_only=False))
    found: pd.Index[int] = judged.index[judged == LeftOut.COUNTED.value]
    return found


def draw_random(media: MediaStore, review: ReviewStore, period: Period, wish: Wish) -> Drawn:
    """Draw at random, or draw more of a sample that is there.

    The frame of a sample is written down whole. An article that is in the frame of a sample is
    never in that of another, so that each has one probability. Of each stratum those with the
    smallest lots are drawn, so that a later drawing goes on where the former ended; articles
    that have come since form strata of their own. Raises NothingToDo where all are drawn.
    """
    name = check_sample_name(wish.name or period.name)
    material = undo_corrections(media, load_tagged_material(media))
    with review.saving():
        seed = _keep_sample(review, name, SampleKind.RANDOM, period, wish)
        _extend_frame(review, name, material, period, wish.size)
        frame = review.db.execute(
            "SELECT article, stratum FROM frame WHERE sample = ?", [name]
        ).fetchall()
        taken = {
            row[0]: row[1]
            for row in review.db.execute(
                "SELECT article, stratum FROM draws WHERE sample = ?", [name]
            ).fetchall()
        }
        by_stratum: dict[str, list[str]] = {}
        for article, stratum in frame:
            by_stratum.setdefault(stratum, []).append(article)
        drawn = {s: sum(a in taken for a in own) for s, own in by_stratum.items()}
        sizes = {stratum: len(own) for stratum, own in by_stratum.items()}
        more = allocate(sizes, drawn, wish.size)
        chosen = choose_in_strata(by_stratum, taken, more, seed)
        if not chosen:
            raise NothingToDo(
                f"every article of {name} is drawn already ({len(taken)}); nothing was added"
            )
        n_double = round(wish.double_share * len(chosen))
        order = sorted(chosen, key=lambda pair: _rank(seed, "double", pair[0]))
        double = {article for article, _ in order[:n_double]}
        chosen.sort(key=lambda pair: _rank(seed, "order", pair[0]))
        _write_draws(media, review, name, chosen, double, {})
    rates = [(drawn[s] + more[s]) / sizes[s] for s in sizes]
    return Drawn(
        sample=name,
        kind=SampleKind.RANDOM,
        n_new=len(chosen),
        n_drawn=len(taken) + len(chosen),
        n_double=n_double,
        n_frame=len(frame),
        n_strata=len(sizes),
        rate_low=min(rates),
        rate_high=max(rates),
    )


def choose_in_strata(
    by_stratum: Mapping[str, Sequence[str]],
    taken: Container[str],
    more: Mapping[str, int],
    seed: int,
) -> list[tuple[str, str]]:
    """(article, stratum) of the next ``more`` articles of each stratum, by their lots."""
    chosen = []
    for stratum, n in more.items():
        left = (article for article in by_stratum[stratum] if article not in taken)
        ordered = sorted(left, key=lambda article: _rank(seed, "draw", article))
        chosen += [(article, stratum) for article in ordered[:n]]
    return chosen


def _keep_sample(
    review: ReviewStore, name: str, kind: SampleKind, period: Period, wish: Wish
) -> int:
    """Note the sample, or find the one of that name; returns its seed."""
    row = next(review.db.query("SELECT * FROM samples WHERE name = ?", [name]), None)
    if row is not None:
        if row["kind"] != kind or row["period"] != period.name:
            raise BadInput(
                f"there is a sample {name} of another kind or period; give --name for this one"
            )
        return int(row["seed"])
    review.db.execute(
        "INSERT INTO samples (name, kind, period, seed, double_share, portion, design, "
        "created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *(name, kind, period.name, wish.seed, wish.double_share, wish.portion),
            json.dumps({"strata": ["outlet", "theme", "gender", "confidence"]}),
            utc_now(),
        ],
    )
    return wish.seed


def _extend_frame(
    review: ReviewStore, name: str, material: Material, period: Period, size: int
) -> None:
    """Put every article of the period that is in no frame yet into this one."""
    population = list_population(material, period)
    framed = {row[0] for row in review.db.execute("SELECT article FROM frame").fetchall()}
    keys = material.articles["article_id"]
    new = [index for index in population if keys[index] not in framed]
    if not new:
        return
    waves = review.db.execute(
        "SELECT count(DISTINCT substr(stratum, 1, instr(stratum, ':'))) FROM frame "
        "WHERE sample = ?",
        [name],
    ).fetchone()[0]
    strata = form_strata(describe_articles(material).loc[new], size)
    review.db.conn.executemany(
        "INSERT INTO frame (article, sample, stratum) VALUES (?, ?, ?)",
        [(keys[index], name, f"{waves + 1}: {strata[index]}") for index in new],
    )


def _write_draws(
    media: MediaStore,
    review: ReviewStore,
    name: str,
    chosen: Sequence[tuple[str, str]],
    double: set[str],
    reasons: dict[str, str],
) -> None:
    last = review.db.execute(
        "SELECT ifnull(max(position), 0) FROM draws WHERE sample = ?", [name]
    ).fetchone()[0]
    now = utc_now()
    for position, (article, stratum) in enumerate(chosen, last + 1):
        article_id = find_media_id(media, review, article)
        tagging = read_machine_reading(media, article_id) if article_id else None
        if article_id is None or tagging is None:
            raise NothingToDo(
                f"article {article} of the frame is not in media.db, or not tagged; "
                "collect and tag that period first"
            )
        stored = read_tagged_article(media, article_id).article
        snapshot = take_snapshot(article, tagging, stored.access.value)
        remember_articles(review, [replace(stored, id=article)])
        review.db.execute(
            "INSERT INTO draws (sample, article, position, stratum, double, reason, text_hash, "
            "machine, drawn_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                *(name, article, position, stratum, int(article in double)),
                *(reasons.get(article, ""), stored.content_hash, snapshot.to_json(), now),
            ],
        )


def draw_uncertain(media: MediaStore, review: ReviewStore, period: Period, wish: Wish) -> Drawn:
    """Queue the articles that the machine is least sure of. They have no probability, and never
    enter an estimate. Articles of random samples are left to those."""
    from analysis.reviewing.doubt import find_doubts

    name = check_sample_name(wish.name or f"osakra-{period.name}")
    material = undo_corrections(media, load_tagged_material(media))
    population = list_population(material, period)
    doubts = find_doubts(media, material, population)
    with review.saving():
        _keep_sample(review, name, SampleKind.UNCERTAIN, period, replace(wish, double_share=0.0))
        known = {row[0] for row in review.db.execute("SELECT article FROM draws").fetchall()}
        new = [doubt for doubt in doubts if doubt.article not in known][: wish.size]
        if not new:
            raise NothingToDo("no doubtful article is left that is not in a queue already")
        _write_draws(
            media,
            review,
            name,
            [(doubt.article, "") for doubt in new],
            set(),
            {doubt.article: doubt.reason for doubt in new},
        )
    n = review.db.execute("SELECT count(*) FROM draws WHERE sample = ?", [name]).fetchone()[0]
    return Drawn(name, SampleKind.UNCERTAIN, len(new), n, 0, len(population), 0, 0.0, 0.0)


def draw_chosen(
    media: MediaStore, review: ReviewStore, name: str, articles: Iterable[str], portion: int
) -> Drawn:
    """Queue articles that somebody names: ids or addresses."""
    from analysis.periods import parse_period
    from data.readings import find_article_id

    wish = Wish(0, 0.0, portion, 0)
    ids = [find_article_id(media, article) for article in articles]
    with review.saving():
        _keep_sample(review, check_sample_name(name), SampleKind.CHOSEN, parse_period("all"), wish)
        known = {
            row[0]
            for row in review.db.execute("SELECT article FROM draws WHERE sample = ?", [name])
        }
        new = [article for article in dict.fromkeys(ids) if article not in known]
        _write_draws(media, review, name, [(article, "") for article in new], set(), {})
    n = len(known) + len(new)
    return Drawn(name, SampleKind.CHOSEN, len(new), n, 0, len(ids), 0, 0.0, 0.0)


def back_up_path(db_dir: Path, now: str) -> Path:
    """Where a backup goes by default: beside review.db, with the time in its name."""
    stamp = re.sub(r"[^0-9T]", "", now.partition("+")[0])
    return db_dir / f"review-{stamp}.db"
