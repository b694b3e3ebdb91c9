"""Check sample articles: ``python -m data.sample.check [FILE…]`` prints what is wrong with each."""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from pathlib import Path

import yaml

from data.sample.articles import ARTICLES_DIR, MarkupError, SampleArticle, parse_article
from data.vocab import Function, Gender, Genre, Occupation, Sector, Theme

MUNICIPALITIES_PATH = Path(__file__).parent.parent / "reference" / "municipalities.yml"
REQUIRED = (
    *("id", "outlet", "slug", "published", "section", "language"),
    *("genre", "access", "growth", "themes", "sectors"),
)
MIN_WORDS, MAX_WORDS = 80, 600


@lru_cache(maxsize=1)
def _load_municipalities() -> frozenset[str]:
    return frozenset(yaml.safe_load(MUNICIPALITIES_PATH.read_text(encoding="utf-8")))


def find_problems(article: SampleArticle) -> list[str]:
    """What breaks the rules for sample articles, in words; empty when it is fit."""
    meta, problems = article.meta, []
    problems += [f"front matter lacks {key}" for key in REQUIRED if key not in meta]
    if problems:
        return problems
    if meta["genre"] not in set(Genre):
        problems.append(f"genre {meta['genre']!r} is none of {', '.join(Genre)}")
    for key, allowed in (
        ("themes", set(Theme)),
        ("sectors", set(Sector)),
        ("municipalities", _load_municipalities()),
    ):
        problems += [f"{key}: {v!r} unknown" for v in meta.get(key) or [] if v not in allowed]
    if meta["growth"] != bool(meta["themes"]):
        problems.append("growth is true exactly when there is at least one theme")
    if meta["access"] not in {"full", "teaser"} or (meta["access"] == "teaser") != bool(
        article.hidden
    ):
        problems.append("access is 'teaser' exactly when there is a ---paywall---")
    everything = article.blocks + article.hidden
    words = sum(len(block.text.split()) for block in everything)
    if not MIN_WORDS <= words <= MAX_WORDS:
        problems.append(f"{words} words; {MIN_WORDS} to {MAX_WORDS} are wanted")
    problems += _find_people_problems(article)
    return problems


def _find_people_problems(article: SampleArticle) -> list[str]:
    problems: list[str] = []
    everything = article.blocks + article.hidden
    plain = "\n".join(block.text for block in everything)
    mentioned = {m.person for block in everything for m in block.mentions}
    speakers = {q.person for block in everything for q in block.quotes if q.person}
    for key in sorted((mentioned | speakers) - set(article.people)):
        problems.append(f"key {key!r} is marked in the text and not listed under people")
    for key, person in article.people.items():
        for name, allowed in (
            ("gender", set(Gender)),
            ("function", set(Function)),
            ("occupation_group", set(Occupation)),
        ):
            if person.get(name) not in allowed:
                problems.append(f"people.{key}.{name}: {person.get(name)!r} unknown")
        if key not in mentioned:
            problems.append(f"people.{key} is never mentioned in the text")
        for part in re.findall(r"[^\W\d_]{2,}", str(person.get("name", ""))):
            if part.casefold() not in plain.casefold():
                problems.append(f"people.{key}: {part!r} of the name is not in the text")
    problems += _find_unmarked_names(article)
    return problems


def _find_unmarked_names(article: SampleArticle) -> list[str]:
    parts = {
        part: key
        for key, person in article.people.items()
        for part in re.findall(r"[^\W\d_]{3,}", str(person.get("name", "")))
        if part[0].isupper()
    }
    allowed = [str(text) for text in article.meta.get("not_persons") or []]
    problems = []
    for block in article.blocks + article.hidden:
        text = block.text
        for mention in block.mentions:
            text = text[: mention.start] + "·" * len(mention.text) + text[mention.end :]
        for phrase in allowed:
            text = text.replace(phrase, "·" * len(phrase))
        for part, key in parts.items():
            if re.search(rf"\b{re.escape(part)}s?\b", text):
                problems.append(
                    f"{part!r} ({key}) stands unmarked in {block.kind}: {block.text[:60]!r}; "
                    "mark it, or list the phrase under not_persons"
                )
    return problems


def main(arguments: list[str]) -> int:
    paths = [Path(a) for a in arguments] or sorted(ARTICLES_DIR.glob("*/*.md"))
    bad = 0
    for path in paths:
        try:
            problems = find_problems(parse_article(path))
        except (MarkupError, KeyError, ValueError) as error:
            problems = [str(error)]
        bad += bool(problems)
        for problem in problems:
            print(f"{path.name}: {problem}")
    print(f"{len(paths)} articles, {bad} with problems")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
