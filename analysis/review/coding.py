"""An article as the reviewer meets it: what holds, what the machine said, what to answer.

In a blind lane only the coder's own answers are shown; elsewhere what holds for everybody.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from analysis.review.answers import Asked, NotFound, Refusal
from data.readings import TaggedArticle, read_tagged_article
from data.records import Person, Quote, Tagging
from data.review.apply import find_media_id
from data.review.correct import Corrected, correct_tagging
from data.review.decisions import Decision, read_heads
from data.review.keys import person_keys
from data.review.queue import Assignment, find_assignment, list_assignments
from data.review.reading import read_captions, read_machine_reading
from data.review.resolve import Thing, Verdict, resolve_decisions
from data.review.snapshot import Snapshot, describe_story, take_snapshot
from data.review.verdicts import read_verdicts
from data.review.words import COMMON, NO, SETTLED, YES, Right, Variable
from data.store import MediaStore

_STRUCTURE = (Variable.NO_PERSON, Variable.MERGED)


@dataclass(frozen=True, slots=True)
class Label:
    """One question. ``value`` None is unanswered; ``machine`` is hidden in a blind lane.

    ``previous`` goes back with the answer: the newest decision in the lane that it is saved to.
    """

    variable: Variable
    subject: str
    value: str | None
    machine: str
    previous: int
    lane: str
    who: str = ""
    at: str = ""
    unsettled: bool = False
    locked: bool = False

    @property
    def differs(self) -> bool:
        return self.value is not None and bool(self.who) and self.value != self.machine


@dataclass(frozen=True, slots=True)
class Card:
    """A person; ``number`` is the one in the text. ``is_added`` by a reviewer."""

    number: int
    key: str
    person: Person
    labels: dict[str, Label]
    is_added: bool


@dataclass(frozen=True, slots=True)
class Speech:
    number: int
    key: str
    quote: Quote
    speaker: str
    name: str
    label: Label


@dataclass(frozen=True, slots=True)
class Removed:
    """A person who was said to be none, or to be somebody else."""

    name: str
    label: Label
    into: str


@dataclass(frozen=True, slots=True)
class Coding:
    """``lane`` is where answers go; ``reading`` is the article as it stands in that lane."""

    key: str
    reading: TaggedArticle
    machine: Tagging | None
    assignment: Assignment | None
    blind: bool
    lane: str
    cards: tuple[Card, ...]
    speech: tuple[Speech, ...]
    removed: tuple[Removed, ...]
    story: dict[str, Label]
    stale: int
    seen: Snapshot | None

    def find_card(self, key: str) -> Card:
        card = next((card for card in self.cards if card.key == key), None)
        if card is None:
            raise Refusal("Personen finns inte längre i artikeln. Ladda om sidan.")
        return card


def load_coding(asked: Asked, article: str) -> Coding:
    """Raises NotFound for an article that is not in media.db."""
    store = asked.store
    assignment = _find_assignment(asked, article)
    blind = assignment is not None and assignment.blind and not assignment.done_at
    with MediaStore.open_existing(asked.db_dir) as media:
        article_id = find_media_id(media, store, article)
        if article_id is None:
            raise NotFound
        tagged = read_tagged_article(media, article_id)
        machine = read_machine_reading(media, article_id)
        captions = read_captions(media, article_id)
    tagged = replace(tagged, article=replace(tagged.article, id=article))
    heads = read_heads(store, article)
    lane = assignment.lane if assignment is not None and blind else COMMON
    verdicts = (
        resolve_decisions([head for head in heads if head.lane == lane])
        if blind
        else read_verdicts(store, article)
    )
    if machine is None:
        empty = replace(tagged, persons=(), quotes=())
        return Coding(
            article, empty, None, assignment, blind, lane, (), (), (), {}, 0, None,
        )  # fmt: skip
    corrected = correct_tagging(tagged.article, machine, verdicts, captions)
    return _Builder(asked, article, tagged, machine, corrected, heads, verdicts, lane, blind).build(
        assignment
    )


def _find_assignment(asked: Asked, article: str) -> Assignment | None:
    """The blind one that is not finished, whatever the address says; else the sample's."""
    if not asked.may(Right.DECIDE):
        return None
    begun = [
        a for a in list_assignments(asked.store, asked.who, done=False) if a.article == article
    ]
    blind = next((a for a in begun if a.blind), None)
    if blind is not None:
        return blind
    sample = asked.args.get("urval") or asked.form.get("urval", "")
    named = find_assignment(asked.store, asked.who, sample, article) if sample else None
    return named or next(iter(begun), None)


@dataclass(slots=True)
class _Builder:
    asked: Asked
    article: str
    tagged: TaggedArticle
    machine: Tagging
    corrected: Corrected
    heads: list[Decision]
    verdicts: dict[Thing, Verdict]
    lane: str
    blind: bool

    def build(self, assignment: Assignment | None) -> Coding:
        corrected = self.corrected.tagging
        reading = replace(self.tagged, persons=corrected.persons, quotes=corrected.quotes)
        known = dict(
            zip(person_keys(self.article, self.machine.persons), self.machine.persons, strict=True)
        )
        if self.blind:  # the machine's quotes and speakers are labels too
            own = {key for key, variable in self.verdicts if variable is Variable.QUOTE}
            keyed = zip(self.corrected.quote_keys, corrected.quotes, strict=True)
            reading = replace(reading, quotes=tuple(q for key, q in keyed if key in own))
        cards = tuple(
            Card(
                i + 1,
                key,
                person,
                self._label_person(key, person, known.get(key)),
                key not in known,
            )
            for i, (key, person) in enumerate(
                zip(self.corrected.person_keys, corrected.persons, strict=True)
            )
        )
        access = self.tagged.article.access.value
        return Coding(
            key=self.article,
            reading=reading,
            machine=self.machine,
            assignment=assignment,
            blind=self.blind,
            lane=self.lane,
            cards=cards,
            speech=tuple(self._list_speech(cards)),
            removed=tuple(self._list_removed(known, cards)),
            story=self._label_story(
                describe_story(corrected, self.corrected.access or access),
                describe_story(self.machine, access),
            ),
            stale=len({report.decision for report in self.corrected.reports}),
            seen=take_snapshot(self.article, self.machine, access),
        )

    def make_label(self, subject: str, variable: Variable, value: str, machine: str) -> Label:
        verdict = self.verdicts.get((subject, variable))
        settled = verdict is not None and verdict.decision.lane == SETTLED
        lane = self.lane
        if not self.blind and settled and self.asked.may(Right.SETTLE):
            lane = SETTLED
        head = next(
            (
                h.id
                for h in self.heads
                if (h.lane, h.subject, h.variable) == (lane, subject, variable)
            ),
            0,
        )
        return Label(
            variable=variable,
            subject=subject,
            value=value if verdict is not None or not self.blind else None,
            machine="" if self.blind else machine,
            previous=head,
            lane=lane,
            who=verdict.decision.user if verdict else "",
            at=verdict.decision.at if verdict else "",
            unsettled=verdict.unsettled if verdict else False,
            locked=settled and lane != SETTLED,
        )

    def _label_person(self, key: str, person: Person, seen: Person | None) -> dict[str, Label]:
        now = _read_labels(person)
        before = _read_labels(seen) if seen is not None else {}
        labels = {
            variable.value: self.make_label(key, variable, value, before.get(variable, ""))
            for variable, value in now.items()
        }
        for variable in (*_STRUCTURE, Variable.SPLIT):
            labels[variable.value] = self.make_label(key, variable, "", "")
        return labels

    def _list_speech(self, cards: tuple[Card, ...]) -> list[Speech]:
        quotes = self.corrected.tagging.quotes
        heard = {(q.start_char, q.end_char): q for q in self.machine.quotes}
        machine_keys = person_keys(self.article, self.machine.persons)
        found = []
        for number, (key, quote) in enumerate(zip(self.corrected.quote_keys, quotes, strict=True)):
            speaker = "" if quote.person is None else cards[quote.person].key
            said = heard.get((quote.start_char, quote.end_char))
            machine = "" if said is None or said.person is None else machine_keys[said.person]
            label = self.make_label(key, Variable.QUOTE, speaker, machine)
            if self.blind and label.value is None:
                continue
            name = quote.speaker_text if quote.person is None else cards[quote.person].person.name
            found.append(Speech(number + 1, key, quote, speaker, name, label))
        return found

    def _list_removed(self, known: dict[str, Person], cards: tuple[Card, ...]) -> list[Removed]:
        names = {key: person.name for key, person in known.items()}
        names |= {card.key: card.person.name for card in cards}
        for (subject, variable), verdict in self.verdicts.items():
            if variable is Variable.ADDED:
                names.setdefault(subject, str(verdict.decision.value))
        removed = []
        for (subject, variable), verdict in self.verdicts.items():
            value = verdict.decision.value
            if variable not in _STRUCTURE or value in {NO, ""}:
                continue
            name = names.get(subject) or str(verdict.decision.detail.get("name", ""))
            into = names.get(str(value), "") if variable is Variable.MERGED else ""
            removed.append(Removed(name, self.make_label(subject, variable, str(value), ""), into))
        return removed

    def _label_story(self, now: dict[str, str], before: dict[str, str]) -> dict[str, Label]:
        return {
            variable: self.make_label("", Variable(variable), value, before[variable])
            for variable, value in now.items()
        }


def _read_labels(person: Person) -> dict[Variable, str]:
    speaks = person.quoted_direct or person.quoted_indirect
    return {
        Variable.GENDER: person.gender.value,
        Variable.SOURCE: YES if speaks else NO,
        Variable.FUNCTION: person.function.value,
        Variable.OCCUPATION: person.occupation_group.value,
        Variable.TITLE: person.title,
    }


def describe_person(person: Person) -> dict[str, Any]:
    """How a decision finds its person again."""
    first = person.mentions[0] if person.mentions else None
    at = [first.start_char, first.end_char, first.text] if first else []
    return {"name": person.name, "at": at}
