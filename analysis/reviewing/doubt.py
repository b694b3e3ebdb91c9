"""The articles that the machine is least sure of, and why."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.frames import Material, find_growth_articles
from analysis.reviewing.strata import UNSURE_HIGH, UNSURE_LOW
from data.store import MediaStore
from data.vocab import Evidence, Gender, TopicKind

UNSURE_SPEAKER = 0.6  # a speaker found with less is worth a look; "guess" is given less


@dataclass(frozen=True, slots=True)
class Doubt:
    """An article with what is doubtful in it, in Swedish, for the reviewer."""

    article: str
    score: float
    reason: str


def find_doubts(store: MediaStore, material: Material, population: pd.Index[int]) -> list[Doubt]:
    """Doubtful articles of a population, the most doubtful first."""
    n = len(material.articles)
    persons, topics = material.persons, material.topics
    growth = find_growth_articles(material).to_numpy()

    def count(rows: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return np.bincount(rows["article"].to_numpy(), minlength=n).astype(np.int64)

    unknown = count(persons[persons["gender"] == Gender.UNKNOWN.value])
    formed = count(persons[persons["evidence"] == Evidence.NGRAM.value])
    answer = topics[topics["kind"] == TopicKind.GROWTH.value]
    edge = count(answer[answer["probability"].between(UNSURE_LOW, UNSURE_HIGH)]) > 0
    marked = {
        row["article_id"]: (row["marked"], row["speakers"], row["conflicts"])
        for row in store.db.query(
            "SELECT t.article_id, "
            "(SELECT count(*) FROM topics x WHERE x.article_id = t.article_id AND x.uncertain) "
            "AS marked, (SELECT count(*) FROM quotes q WHERE q.article_id = t.article_id "
            "AND q.person_id IS NOT NULL AND q.probability < ?) AS speakers, "
            "(SELECT count(*) FROM persons p WHERE p.article_id = t.article_id "
            "AND p.conflict <> '') AS conflicts FROM taggings t",
            [UNSURE_SPEAKER],
        )
    }
    found = []
    for index in population:
        key = str(material.articles.at[index, "article_id"])
        uncertain, speakers, conflicts = marked.get(key, (0, 0, 0))
        counts = {
            "tveksamt om tillväxt": int(bool(uncertain) or bool(edge[index])),
            "okänt kön": int(unknown[index]),
            "motstridiga belägg": int(conflicts),
            "namn utanför registren": int(formed[index]),
            "osäker talare": int(speakers),
        }
        weights = (2.0, 1.0, 1.5, 1.0, 0.5)  # what moves a figure most comes first
        score = sum(w * min(c, 5) for w, c in zip(weights, counts.values(), strict=True))
        if not growth[index] and not counts["tveksamt om tillväxt"]:
            continue  # in no figure, and surely not
        if score:
            reason = ", ".join(
                name if name == "tveksamt om tillväxt" else f"{name}: {n}"
                for name, n in counts.items()
                if n
            )
            found.append(Doubt(key, score, reason))
    return sorted(found, key=lambda doubt: (-doubt.score, doubt.article))
