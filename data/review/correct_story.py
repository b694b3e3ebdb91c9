"""Story labels as they stand: growth, themes, sectors, places, scope, genre, access."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.records import PlaceLabel, Tagging, TopicLabel
from data.review.decisions import Decision
from data.review.words import Variable
from data.vocab import Genre, GrowthAnswer, TopicKind

BY_REVIEWER = "granskare"


@dataclass(frozen=True, slots=True)
class Story:
    topics: tuple[TopicLabel, ...]
    places: tuple[PlaceLabel, ...]
    genre: Genre
    access: str


def correct_story(machine: Tagging, decisions: Sequence[Decision]) -> Story:
    """What the reviewers say, and the machine where they say nothing.

    A story with a theme is about growth, and one that is not about growth has no theme: where
    only one of the two was decided on, the other follows (docs/codebook.md).
    """
    said = {d.variable: str(d.value) for d in decisions if not d.subject}
    topics = list(machine.topics)
    growth, themes = said.get(Variable.GROWTH), said.get(Variable.THEMES)
    if growth == GrowthAnswer.NO:
        themes = ""
    elif growth is None and themes is not None:
        growth = GrowthAnswer.YES if themes else GrowthAnswer.NO
    for kind, value in (
        (TopicKind.GROWTH, growth),
        (TopicKind.THEME, themes),
        (TopicKind.SECTOR, said.get(Variable.SECTORS)),
        (TopicKind.SCOPE, said.get(Variable.SCOPE)),
    ):
        if value is not None:
            topics = [topic for topic in topics if topic.kind is not kind]
            topics += [
                TopicLabel(kind, label, 1.0, BY_REVIEWER) for label in value.split(",") if label
            ]
    return Story(
        topics=tuple(topics),
        places=_correct_places(machine, said.get(Variable.PLACES)),
        genre=Genre(said.get(Variable.GENRE, machine.genre)),
        access=said.get(Variable.ACCESS, ""),
    )


def _correct_places(machine: Tagging, value: str | None) -> tuple[PlaceLabel, ...]:
    """The municipalities named, the machine's weights kept among them; others share evenly."""
    if value is None:
        return machine.places
    names = [name for name in value.split(",") if name]
    known = {place.municipality: place for place in machine.places}
    least = min((place.weight for place in machine.places), default=1.0)
    raw = {name: known[name].weight if name in known else least for name in names}
    total = sum(raw.values())
    return tuple(
        PlaceLabel(name, round(raw[name] / total, 4), known[name].mentions if name in known else 0)
        for name in names
    )
