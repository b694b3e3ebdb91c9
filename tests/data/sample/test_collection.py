from __future__ import annotations

from collections import Counter

from data.sample.answer_key import GOLD_PATH, build_gold, format_gold
from data.sample.articles import iter_articles
from data.sample.check import find_problems


def test_the_bundled_articles_are_fit_and_the_answer_key_is_current() -> None:
    articles = list(iter_articles())
    counts = Counter(article.id for article in articles)
    assert [article_id for article_id, n in counts.items() if n > 1] == []
    problems = {article.id: find_problems(article) for article in articles}
    assert {key: found for key, found in problems.items() if found} == {}
    current = format_gold(build_gold(articles)) == GOLD_PATH.read_text(encoding="utf-8")
    assert current, "gold.jsonl is not current; run: python -m data.sample.answer_key"
