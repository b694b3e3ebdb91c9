"""An article's reading as it stands when reviewers have had their say; pure, nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from data.records import Article, Mention, Person, Quote, Tagging
from data.review.correct_story import correct_story
from data.review.decisions import Decision
from data.review.keys import person_keys, quote_keys
from data.review.locate import find_person, relocate_mentions, relocate_span
from data.review.resolve import Thing, Verdict
from data.review.room import Spans, find_central, measure_speech, place_person
from data.review.words import NO, YES, Variable
from data.vocab import Evidence, Function, Gender, Occupation

BY_REVIEWER = "granskare"
LOST = "lost"  # what the decision is about is no longer in the text, or not told for certain
TEXT_CHANGED = "text_changed"  # it was applied, but made on other words than those of today


@dataclass(frozen=True, slots=True)
class Report:
    """A decision that somebody should look at again, and why."""

    decision: int
    variable: Variable
    reason: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """The reading as it stands, the keys of its persons and quotes in order, and what to look at.

    ``access`` is "" where nobody decided on it.
    """

    tagging: Tagging
    person_keys: tuple[str, ...]
    quote_keys: tuple[str, ...]
    access: str
    reports: tuple[Report, ...]


@dataclass(slots=True)
class _Someone:
    key: str
    person: Person
    mentions: list[Mention]
    moved: bool = False  # names were added to or taken from the machine's person
    gone: bool = False
    into: str = ""
    source: str = ""


@dataclass(slots=True)
class _Speech:
    key: str
    quote: Quote
    speaker: str  # the key of a person, "" for nobody named


@dataclass(slots=True)
class _Work:
    """The article while decisions are applied one by one."""

    article: Article
    machine: Tagging
    people: list[_Someone]
    speech: list[_Speech]
    people_keys: list[str]
    reports: list[Report] = field(default_factory=list)
    heard: bool = False  # quotes or their speakers changed

    def report(self, decision: Decision, reason: str) -> None:
        self.reports.append(Report(decision.id, decision.variable, reason))

    def find(self, decision: Decision, subject: str = "") -> _Someone | None:
        """Whom a decision is about: by the keys of today, machine's or added."""
        subject = subject or decision.subject
        by_key = next((one for one in self.people if one.key == subject), None)
        if by_key is not None:
            return by_key
        number = find_person(
            subject,
            decision.detail if subject == decision.subject else {},
            self.people_keys,
            self.machine.persons,
            same_text=decision.text_hash == self.article.content_hash,
        )
        return None if number is None else self.people[number]


def correct_tagging(
    article: Article,
    machine: Tagging,
    verdicts: Mapping[Thing, Verdict],
    captions: Spans = (),
) -> Corrected:
    """Apply what holds to what the machine said.

    A reviewer beats the machine. Decisions find their persons again by keys that do not hang on
    positions; those that do not are reported and change nothing.
    """
    keys = person_keys(article.id, machine.persons)
    speech_keys = quote_keys(article.id, machine.quotes)
    work = _Work(
        article,
        machine,
        [_Someone(k, p, list(p.mentions)) for k, p in zip(keys, machine.persons, strict=True)],
        [
            _Speech(k, q, "" if q.person is None else keys[q.person])
            for k, q in zip(speech_keys, machine.quotes, strict=True)
        ],
        keys,
    )
    decisions = sorted((verdict.decision for verdict in verdicts.values()), key=lambda d: d.id)
    for decision in decisions:
        if decision.text_hash != article.content_hash:
            work.report(decision, TEXT_CHANGED)
    for apply_step in (_add_people, _label_people, _merge_people, _change_speech, _settle_sources):
        apply_step(work, decisions)
    return _finish(work, decisions, captions)


def _of(decisions: Iterable[Decision], *variables: Variable) -> list[Decision]:
    return [decision for decision in decisions if decision.variable in variables]


def _add_people(work: _Work, decisions: Sequence[Decision]) -> None:
    text = work.article.full_text
    for decision in _of(decisions, Variable.ADDED):
        mentions = relocate_mentions(text, decision.detail["mentions"])
        if not mentions:
            work.report(decision, LOST)
            continue
        _place(work, decision.subject, str(decision.value), mentions)
    for decision in _of(decisions, Variable.SPLIT):
        mentions = relocate_mentions(text, decision.detail["mentions"])
        old = work.find(decision)
        if not mentions or old is None:
            work.report(decision, LOST)
            continue
        starts = {m.start_char for m in mentions}
        old.mentions = [m for m in old.mentions if m.start_char not in starts]
        old.moved = True
        _place(work, str(decision.detail["key"]), str(decision.value), mentions)
    for decision in _of(decisions, Variable.NO_PERSON):
        someone = work.find(decision)
        if someone is None:
            if decision.value == YES:
                work.report(decision, LOST)
        else:
            someone.gone = decision.value == YES


def _place(work: _Work, key: str, name: str, mentions: tuple[Mention, ...]) -> None:
    """A new person, or more names for one whom the machine knows by the same key."""
    known = next((one for one in work.people if one.key == key), None)
    if known is not None:
        have = {m.start_char for m in known.mentions}
        known.mentions += [m for m in mentions if m.start_char not in have]
        known.moved = True
        return
    person = Person(
        position=len(work.people),
        name=name,
        gender=Gender.UNKNOWN,
        p_woman=None,
        evidence=Evidence.NONE,
        evidence_text="",
        function=Function.OTHER,
        occupation_group=Occupation.UNKNOWN,
        mentions=mentions,
        in_headline=False,
        in_lead=False,
        quoted_direct=False,
        quoted_indirect=False,
        quoted_words=0,
    )
    work.people.append(_Someone(key, person, list(mentions), moved=True))


_LABELS = (Variable.GENDER, Variable.FUNCTION, Variable.OCCUPATION, Variable.TITLE)


def _label_people(work: _Work, decisions: Sequence[Decision]) -> None:
    for decision in _of(decisions, *_LABELS, Variable.SOURCE):
        someone = work.find(decision)
        if someone is None:
            work.report(decision, LOST)
            continue
        value = str(decision.value)
        if decision.variable is Variable.SOURCE:
            someone.source = value
        else:
            someone.person = _relabel(someone.person, decision.variable, value)


def _relabel(person: Person, variable: Variable, value: str) -> Person:
    if variable is Variable.GENDER:
        return replace(
            person,
            gender=Gender(value),
            evidence=Evidence.REVIEWER,
            evidence_text=BY_REVIEWER,
            evidence_start=None,
            evidence_end=None,
            conflict="",
        )
    if variable is Variable.FUNCTION:
        return replace(person, function=Function(value))
    if variable is Variable.OCCUPATION:
        return replace(person, occupation_group=Occupation(value))
    return replace(person, title=value)


def _merge_people(work: _Work, decisions: Sequence[Decision]) -> None:
    for decision in _of(decisions, Variable.MERGED):
        gone, kept = work.find(decision), work.find(decision, str(decision.value))
        if gone is None or kept is None:
            work.report(decision, LOST)
        elif gone is not kept:
            gone.into = kept.key
    for someone in work.people:
        target = _follow(work, someone)
        if target is someone:
            continue
        have = {m.start_char for m in target.mentions}
        target.mentions += [m for m in someone.mentions if m.start_char not in have]
        target.moved = True
        for speech in work.speech:
            if speech.speaker == someone.key:
                speech.speaker, work.heard = target.key, True
    for someone in work.people:
        someone.gone = someone.gone or _follow(work, someone) is not someone


def _follow(work: _Work, someone: _Someone) -> _Someone:
    """Who stands for a person at the end of a chain of merges; a ring of merges merges nobody."""
    seen = [someone]
    while seen[-1].into:
        following = next(one for one in work.people if one.key == seen[-1].into)
        if following in seen:
            return someone
        seen.append(following)
    return seen[-1]


def _change_speech(work: _Work, decisions: Sequence[Decision]) -> None:
    for decision in _of(decisions, Variable.QUOTE):
        speech = next((s for s in work.speech if s.key == decision.subject), None)
        speaker = work.find(decision, decision.value) if decision.value else None
        if decision.value and speaker is None:
            work.report(decision, LOST)
            continue
        if speech is None:
            speech = _add_speech(work, decision)
            if speech is None:
                work.report(decision, LOST)
                continue
            work.speech.append(speech)
        speech.speaker = _follow(work, speaker).key if speaker else ""
        speech.quote = replace(speech.quote, method=BY_REVIEWER, probability=1.0)
        work.heard = True
    removed = {d.subject for d in _of(decisions, Variable.NO_QUOTE) if d.value == YES}
    if removed:
        work.speech = [s for s in work.speech if s.key not in removed]
        work.heard = True
    there = {one.key for one in work.people if not one.gone}
    for speech in work.speech:
        if speech.speaker and speech.speaker not in there:
            speech.speaker, work.heard = "", True


def _add_speech(work: _Work, decision: Decision) -> _Speech | None:
    detail = decision.detail
    if not {"start", "end", "text"} <= detail.keys():
        return None
    words = str(detail["text"])
    place = relocate_span(work.article.full_text, int(detail["start"]), int(detail["end"]), words)
    if place is None:
        return None
    quote = Quote(
        start_char=place[0],
        end_char=place[1],
        text=words,
        direct=bool(detail.get("direct", True)),
        person=None,
        speaker_text="",
        method=BY_REVIEWER,
        probability=1.0,
    )
    return _Speech(decision.subject, quote, "")


def _settle_sources(work: _Work, decisions: Sequence[Decision]) -> None:  # noqa: ARG001
    """Who is said not to speak has no quotes."""
    silent = {one.key for one in work.people if one.source == NO}
    for speech in work.speech:
        if speech.speaker in silent:
            speech.speaker, work.heard = "", True


def _finish(work: _Work, decisions: Sequence[Decision], captions: Spans) -> Corrected:
    for one in work.people:  # one whose every name was moved elsewhere is nobody any more
        if one.moved and not one.mentions:
            one.gone = True
    left = [one for one in work.people if not one.gone]
    changed = any(one.moved or one.gone for one in work.people)
    if changed:
        left.sort(key=lambda one: min((m.start_char for m in one.mentions), default=0))
    persons = [_place_anew(work.article, one, captions) for one in left]
    number = {one.key: i for i, one in enumerate(left)}
    speech = sorted(work.speech, key=lambda s: (s.quote.start_char, s.quote.end_char))
    speech = list({(s.quote.start_char, s.quote.end_char): s for s in speech}.values())
    quotes = [replace(s.quote, person=number.get(s.speaker)) for s in speech]
    if work.heard or changed:
        persons = measure_speech(persons, quotes)
    persons = [_say_source(p, one.source) for p, one in zip(persons, left, strict=True)]
    listed = bool(work.machine.persons) and not any(p.is_central for p in work.machine.persons)
    if (work.heard or changed) and not listed:  # in a list of names nobody is central
        persons = find_central(persons)
    persons = [replace(person, position=i) for i, person in enumerate(persons)]
    story = correct_story(work.machine, decisions)
    tagging = replace(
        work.machine,
        persons=tuple(persons),
        quotes=tuple(quotes),
        topics=story.topics,
        places=story.places,
        genre=story.genre,
    )
    return Corrected(
        tagging,
        tuple(one.key for one in left),
        tuple(s.key for s in speech),
        story.access,
        tuple(work.reports),
    )


def _place_anew(article: Article, one: _Someone, captions: Spans) -> Person:
    if not one.moved:
        return one.person
    mentions = tuple(sorted(one.mentions, key=lambda m: m.start_char))
    placed = place_person(article, replace(one.person, mentions=mentions), captions)
    # captions that have no block of their own are known to the tagger alone
    return replace(placed, in_caption=placed.in_caption or one.person.in_caption)


def _say_source(person: Person, source: str) -> Person:
    if source == NO:
        return replace(person, quoted_direct=False, quoted_indirect=False, quoted_words=0)
    if source == YES and not person.quoted_direct and not person.quoted_indirect:
        return replace(person, quoted_indirect=True)
    return person
