"""The first page: today's portion, what was begun, what others ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from analysis.review.answers import Answer, Asked, Page, Redirect, show_message
from data.review.notes import list_flagged
from data.review.queue import Assignment, count_portion, list_assignments, take_next
from data.review.store import ReviewStore
from data.review.words import Right, SampleKind
from data.store import MediaStore

SHOWN = 10  # of what was begun, finished and flagged; the rest is counted


@dataclass(frozen=True, slots=True)
class Sample:
    """How far a sample has come. ``drawn`` counts codings: an article coded twice is two."""

    name: str
    kind: str
    period: str
    drawn: int
    done: int
    mine: int


def show_queue(asked: Asked) -> Answer:
    values: dict[str, Any] = {"urval": list_samples(asked.store, asked.who)}
    begun: list[Assignment] = []
    done: list[Assignment] = []
    if asked.may(Right.DECIDE):
        portion = count_portion(asked.store, asked.who)
        begun = list_assignments(asked.store, asked.who, done=False)
        done = list_assignments(asked.store, asked.who, done=True)
        values |= {"portion": portion, "kvar_idag": max(portion.size - portion.done, 0)}
    flagged = list_flagged(asked.store)
    shown = flagged[-SHOWN:][::-1]
    keys = [*(a.article for a in (*begun, *done[:SHOWN])), *(row["article"] for row in shown)]
    titles = read_titles(asked, keys)
    values |= {
        "paborjade": [(a, titles.get(a.article, a.article)) for a in begun],
        "klara": [(a, titles.get(a.article, a.article)) for a in done[:SHOWN]],
        "flaggade": [(row, titles.get(row["article"], row["article"])) for row in shown],
        "n_flaggade": len(flagged),
        "far_granska": asked.may(Right.DECIDE),
    }
    return Page("ko.html", values)


def take_article(asked: Asked) -> Answer:
    """Go on with the article that was begun, or take the next one."""
    assignment = take_next(asked.store, asked.who, asked.form.get("urval", ""))
    if assignment is None:
        return show_message(
            "Kön är tom",
            "Det finns inget mer att granska för dig just nu. En redaktör kan dra ett nytt urval.",
        )
    return Redirect(find_place(assignment))


def find_place(assignment: Assignment) -> str:
    return f"/granska/artikel/{assignment.article}?urval={assignment.sample}"


def list_samples(store: ReviewStore, user: str) -> list[Sample]:
    rows = store.db.query(
        "SELECT s.name, s.kind, s.period, (SELECT count(*) + ifnull(sum(d.double), 0) FROM draws d "
        "WHERE d.sample = s.name) AS drawn, (SELECT count(*) FROM assignments a WHERE "
        "a.sample = s.name AND a.done_at <> '') AS done, (SELECT count(*) FROM assignments a "
        "WHERE a.sample = s.name AND a.done_at <> '' AND a.user = ?) AS mine "
        "FROM samples s ORDER BY s.kind <> ?, s.created_at DESC, s.name",
        [user, SampleKind.RANDOM.value],
    )
    return [Sample(**row) for row in rows]


def read_titles(asked: Asked, articles: list[str]) -> dict[str, str]:
    """The headlines of articles, out of media.db."""
    wanted = sorted(set(articles))
    if not wanted:
        return {}
    with MediaStore.open_existing(asked.db_dir) as media:
        marks = ", ".join("?" * len(wanted))
        rows = media.db.query(f"SELECT id, title FROM articles WHERE id IN ({marks})", wanted)
        return {row["id"]: row["title"] or "(utan rubrik)" for row in rows}
