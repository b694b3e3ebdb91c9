"""What the machine said of an article when it was drawn, in the words of the review."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from data.records import Tagging
from data.review.keys import person_keys
from data.review.words import NO, YES, Variable
from data.vocab import GrowthAnswer, Sector, Theme, TopicKind


@dataclass(frozen=True, slots=True)
class SeenPerson:
    """A person by the machine; ``source`` says whether she or he speaks."""

    key: str
    name: str
    gender: str
    evidence: str
    source: bool
    function: str
    occupation_group: str

    def value_of(self, variable: Variable) -> str:
        """The machine's value of a variable of persons, as a decision would hold it."""
        if variable is Variable.SOURCE:
            return YES if self.source else NO
        return {
            Variable.GENDER: self.gender,
            Variable.FUNCTION: self.function,
            Variable.OCCUPATION: self.occupation_group,
        }[variable]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """``story`` holds the value of each variable of stories; ``text_hash`` is of the text read."""

    text_hash: str
    model: str
    persons: tuple[SeenPerson, ...]
    story: Mapping[str, str]

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


def load_snapshot(text: str) -> Snapshot:
    row = json.loads(text)
    persons = tuple(SeenPerson(**person) for person in row["persons"])
    return Snapshot(row["text_hash"], row["model"], persons, row["story"])


def take_snapshot(article: str, tagging: Tagging, access: str) -> Snapshot:
    """What a reading says; ``article`` is the key that decisions know the article by."""
    keys = person_keys(article, tagging.persons)
    return Snapshot(
        text_hash=tagging.content_hash,
        model=tagging.model,
        persons=tuple(
            SeenPerson(
                key=key,
                name=person.name,
                gender=person.gender.value,
                evidence=person.evidence.value,
                source=person.quoted_direct or person.quoted_indirect,
                function=person.function.value,
                occupation_group=person.occupation_group.value,
            )
            for key, person in zip(keys, tagging.persons, strict=True)
        ),
        story=describe_story(tagging, access),
    )


def describe_story(tagging: Tagging, access: str) -> dict[str, str]:
    """The value of each variable of a story, as a decision would hold it."""

    def labels(kind: TopicKind) -> set[str]:
        return {topic.label for topic in tagging.topics if topic.kind is kind}

    themes, sectors = labels(TopicKind.THEME), labels(TopicKind.SECTOR)
    growth = GrowthAnswer.YES if themes else GrowthAnswer.NO
    return {
        Variable.GROWTH.value: growth.value,
        Variable.THEMES.value: ",".join(t.value for t in Theme if t.value in themes),
        Variable.SECTORS.value: ",".join(s.value for s in Sector if s.value in sectors),
        Variable.PLACES.value: ",".join(sorted(p.municipality for p in tagging.places)),
        Variable.SCOPE.value: next(iter(sorted(labels(TopicKind.SCOPE))), ""),
        Variable.GENRE.value: tagging.genre.value,
        Variable.ACCESS.value: access,
    }
