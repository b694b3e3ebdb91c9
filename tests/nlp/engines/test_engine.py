from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from nlp.engines.engine import Course, Outcome, Part, cut_parts, run_parts
from tests.data.records import make_article

ARTICLES = [replace(make_article(), id=f"a{i:02}") for i in range(12)]


class FakeEngine:
    """Answers last in, first out; dies over the articles named, so many times each."""

    name = "fake"
    workers = 2
    room = 3

    def __init__(self, deadly: dict[str, int]) -> None:
        self.deadly = deadly
        self.held: list[Part] = []
        self.most = 0

    def submit(self, part: Part) -> None:
        self.held.append(part)
        self.most = max(self.most, len(self.held))

    def wait(self) -> list[Outcome]:
        part = self.held.pop()
        for article in part.articles:
            if self.deadly.get(article.id, 0):
                self.deadly[article.id] -= 1
                return [Outcome(part, None)]
        return [Outcome(part, Path("_".join(article.id for article in part.articles)))]

    def close(self) -> None:
        self.held.clear()


def run(deadly: dict[str, int]) -> tuple[list[list[str]], list[str], Course, FakeEngine]:
    course, engine = Course(), FakeEngine(deadly)
    finished = list(run_parts(engine, cut_parts(ARTICLES, 4), course))
    assert [one.part.number for one in finished] == [0, 1, 2]
    assert [one.part.articles for one in finished] == [
        tuple(ARTICLES[i : i + 4]) for i in range(0, 12, 4)
    ]
    paths = [[str(path) for path in one.paths] for one in finished]
    return paths, [article.id for one in finished for article in one.fatal], course, engine


def test_parts_come_in_their_order_and_no_more_are_held_than_there_is_room() -> None:
    paths, fatal, course, engine = run({})
    assert paths == [["a00_a01_a02_a03"], ["a04_a05_a06_a07"], ["a08_a09_a10_a11"]]
    assert (fatal, course.parts, course.retried, engine.most) == ([], 3, 0, 3)


def test_a_death_costs_the_retry_of_its_part() -> None:
    paths, fatal, course, _ = run({"a05": 1})
    assert paths == [["a00_a01_a02_a03"], ["a04_a05_a06_a07"], ["a08_a09_a10_a11"]]
    assert (fatal, course.retried) == ([], 1)


def test_an_article_that_kills_time_and_again_costs_itself_alone() -> None:
    paths, fatal, course, _ = run({"a05": 99})
    assert sorted(paths[1]) == ["a04", "a06", "a07"]
    assert (fatal, course.retried) == (["a05"], 3)


@pytest.mark.parametrize("n", [0, 1, 4, 5])
def test_articles_are_cut_into_parts_without_a_rest(n: int) -> None:
    parts = list(cut_parts(ARTICLES[:n], 4))
    assert [a for part in parts for a in part.articles] == ARTICLES[:n]
    assert [part.number for part in parts] == list(range(-(-n // 4)))
