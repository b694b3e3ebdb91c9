from __future__ import annotations

import os
import signal
from dataclasses import replace
from multiprocessing import active_children

import pytest

from data.errors import WorkerDied
from data.records import Tagging
from nlp.parallel import AHEAD, PART, choose_processes, tag_in_processes
from nlp.pipeline import REGISTER
from tests.data.records import make_article

ARTICLES = [
    replace(make_article(), id=f"a{i:03}", title=f"Karin Ek bygger hus {i}") for i in range(80)
]


def test_little_work_is_done_by_one() -> None:
    assert choose_processes(0) == choose_processes(399) == 1
    assert choose_processes(400) == len(os.sched_getaffinity(0))


def test_two_processes_say_what_one_says_in_the_same_order() -> None:
    one = list(tag_in_processes(ARTICLES, REGISTER, "m", 1))
    two = list(tag_in_processes(ARTICLES, REGISTER, "m", 2))
    assert [article.id for article, _ in two] == [article.id for article in ARTICLES]
    assert one == two
    assert all(isinstance(result, Tagging) and result.persons for _, result in two)


def test_a_killed_process_is_said_and_what_was_done_stands() -> None:
    many = [replace(ARTICLES[0], id=f"b{i:04}") for i in range(PART * AHEAD * 8)]
    tagged = tag_in_processes(many, REGISTER, "m", 2)
    first, _ = next(tagged)
    assert first.id == "b0000"
    victim = active_children()[0].pid
    assert victim is not None
    os.kill(victim, signal.SIGKILL)
    with pytest.raises(WorkerDied, match="run 'tag' again"):
        for _ in tagged:
            pass
    assert not active_children()
