"""Indirect speech: "X menar att …", "Enligt X …", "…, säger X, …" in the narrative."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.sentences import Word, looks_finite, read_words
from nlp.speakers import Speaker, SpeakerFinder
from nlp.speechwords import load_speech_words
from nlp.titles import find_title

LEAST_WORDS = 2  # words; less says nothing of its own
LEAST_CONTENT = 3  # words that are left where the reporter's clause is cut off
LEAST_PART = 3  # words of a part before an inserted tag, from which it is said too
_ATT = re.compile(r"[^.;?!”\"]{0,70}?\b(?:att|että)\s")
_COLON = re.compile(r"[^.;?!”\"]{0,40}?:\s")
_PLACE = re.compile(
    r"(?: \([^)]{1,20}\))?(?:, \d{1,3})?(?:, [^.!?]{1,110}?, |, | (?:på|från|i|vid|hos) )?"
)
_MEMBER = re.compile(r"(?:, (?:medan|men|och|fast) | (?:medan|men|och) )")
_JOINED = re.compile(r"\b(?:och|men|samt)\s(?:\w+\s)?$")
_REPORTER = re.compile(r", (?:(?:och|men) (?!att\b|inte\b)|medan |något som )")
_AND_THAT = re.compile(r"(?:,)? (?:och|men|samt) att ")
_EDGES = ' ,–—”"“»«:;'


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """What somebody is said to say, in the reporter's words."""

    start: int
    end: int
    speaker: Speaker


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the spaces, commas, dashes, quote marks and full stop around it."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES + ".":
        end -= 1
    return start, end


def find_paraphrases(text: str, start: int, end: int, finder: SpeakerFinder) -> list[Paraphrase]:
    """All indirect speech in a sentence of the narrative."""
    words = load_speech_words()
    tokens = finder.words_between(start, end)
    found: list[Paraphrase] = []
    marks: list[tuple[int, list[Paraphrase]]] = []
    for k, word in enumerate(tokens):
        parts: list[Paraphrase] = []
        if word.lower == "enligt":
            parts = _read_according(text, start, end, word, finder)
        elif word.lower in {"mukaan", "mielestä"}:
            parts = _read_finnish_according(text, start, end, word, finder)
        elif word.lower in words.clause_verbs:
            parts = _read_verb(text, start, end, tokens, k, finder)
        if parts:
            marks.append((word.start, parts))
    for n, (_, parts) in enumerate(marks):
        limit = marks[n + 1][0] if n + 1 < len(marks) else end
        for part in parts:
            cut = part
            if part.start < limit < part.end and n + 1 < len(marks):
                joint = _last_joint(text, part.start, limit)
                if joint is not None:
                    cut = Paraphrase(part.start, joint, part.speaker)
            found.append(cut)
    return [
        part
        for whole in found
        for part in _split_that(text, whole)
        if len(text[part.start : part.end].split()) >= LEAST_WORDS
    ]


def _split_that(text: str, whole: Paraphrase) -> list[Paraphrase]:
    """Each of "att A och att B", without what the reporter adds behind a comma."""
    parts, at = [], whole.start
    for joint in _AND_THAT.finditer(text, whole.start, whole.end):
        parts.append((at, joint.start()))
        at = joint.end()
    parts.append((at, whole.end))
    if len(parts) == 1 and _cut(text, *parts[0]) == whole.end:
        return [whole]
    return [Paraphrase(*trim(text, a, _cut(text, a, b)), whole.speaker) for a, b in parts]


def _cut(text: str, start: int, end: int) -> int:
    """Where what is said ends: a comma with och, men or medan opens the reporter's next clause."""
    joint = _REPORTER.search(text, start, end)
    if joint is not None and len(text[start : joint.start()].split()) >= LEAST_CONTENT:
        return joint.start()
    return end


def _last_joint(text: str, start: int, limit: int) -> int | None:
    """Where the clause before a further verb of speech ends: at ", medan", " och", " men"."""
    joints = [m.start() for m in _MEMBER.finditer(text, start, limit)]
    return joints[-1] if joints else None


# according to


def _read_according(
    text: str, start: int, end: int, word: Word, finder: SpeakerFinder
) -> list[Paraphrase]:
    subject = finder.after_verb(word.end, min(end, word.end + 130))
    if subject is None:
        return []
    speaker, subject_end = subject
    if speaker.method == "guess" or (
        speaker.person is None and speaker.method not in {"institution", "unnamed"}
    ):
        return []
    if speaker.method == "unnamed" and not re.search(
        r"\b(?:källa|person|man|kvinna|granne|vittne)", speaker.text
    ):
        return []
    if speaker.method == "institution" and speaker.probability < 0.9:
        return []
    if not text[start : word.start].strip():
        content = _find_content_after(text, subject_end, end)
        return [Paraphrase(*trim(text, content, end), speaker)]
    before = trim(text, start, word.start)
    tail = re.compile(r"(?:,|(?<=\w)) (?=[a-zåäö])").search(text, subject_end, end)
    after = None
    if tail and "," in text[subject_end : tail.end()] and not _is_apposition(text, tail.end(), end):
        after = trim(text, tail.end(), end)
    elif text[word.start - 2] != "," and subject_end + 2 < end:
        return [Paraphrase(*trim(text, subject_end, end), speaker)]  # "kan enligt henne användas"
    return _join_parts(text, before, after, speaker)


def _is_apposition(text: str, at: int, end: int) -> bool:
    """Whether a title or clause about the speaker stands at ``at``, not more of what is said."""
    words = [word.lower for word in read_words(text, at, min(end, at + 40))][:3]
    return bool(words) and (
        words[0] in {"som", "och", "vars", "men", "vd", "före", "tidigare", "medan"}
        or any(find_title(word) is not None for word in words)
    )


def _join_parts(
    text: str, before: tuple[int, int], after: tuple[int, int] | None, speaker: Speaker
) -> list[Paraphrase]:
    if after is None or len(text[slice(*after)].split()) < 2:
        return [Paraphrase(*before, speaker)]
    if len(text[slice(*before)].split()) < LEAST_PART:
        return [Paraphrase(*after, speaker)]
    return [Paraphrase(*before, speaker), Paraphrase(*after, speaker)]


def _find_content_after(text: str, at: int, end: int) -> int:
    """Where the clause goes on behind "Enligt NAMN, rektor vid skolan, …": at its verb."""
    rest = text[at:end]
    apposition = re.match(r"(?: \([^)]{1,20}\))?, (?:[^.!?]{2,140}?), (?=[a-zåäö])", rest)
    if apposition:
        return at + apposition.end()
    for word in read_words(text, at, min(end, at + 90)):
        if looks_finite(word.lower):
            return word.start
    return at


def _read_finnish_according(
    text: str, start: int, end: int, word: Word, finder: SpeakerFinder
) -> list[Paraphrase]:
    namings = finder.namings_between(start, word.start)
    if namings and word.start - namings[-1][1].end_char <= 2:
        i = namings[-1][0]
        speaker = Speaker(i, finder.persons[i].name, "name", 0.93)
    elif re.search(r"\b[Hh]änen\s$", text[start : word.start]):
        speaker = finder.by_pronoun("hän")
    else:
        return []
    if speaker.person is None:
        return []
    return [Paraphrase(*trim(text, word.end, end), speaker)]


# verbs


def _read_verb(
    text: str, start: int, end: int, tokens: list[Word], k: int, finder: SpeakerFinder
) -> list[Paraphrase]:
    words = load_speech_words()
    verb = tokens[k]
    if re.search(r"[”\"»],?\s$", text[max(start, verb.start - 4) : verb.start]):
        return []  # the tag of marked speech, read there
    following = tokens[k + 1].lower if k + 1 < len(tokens) else ""
    if following in words.phrase_breakers:
        return []
    if verb.lower in {"vill", "ville"} and following not in words.wish_objects | words.adverbs:
        inverted = finder.after_verb(verb.end, min(end, verb.end + 60))
        if inverted is None:
            return []
    comma = text[max(start, verb.start - 3) : verb.start].rstrip().endswith(",")
    behind = verb.end
    speaker = finder.before_verb(start, verb.start)
    if (
        speaker is None
        and not comma
        and _JOINED.search(text[max(start, verb.start - 30) : verb.start])
    ):
        speaker = finder.subject_of(start, verb.start)
    if speaker is None and (not comma or verb.lower in words.tag_verbs):
        inverted = finder.after_verb(verb.end, min(end, verb.end + 110))
        if inverted is not None and inverted[0].method not in {"description", "guess"}:
            speaker, behind = inverted
            if comma:
                return _read_inserted(text, start, end, verb, behind, speaker)
    if speaker is None or not _may_paraphrase(speaker):
        return []
    content = _find_content(text, verb, behind, end, tokens)
    if content is None:
        return []
    return [Paraphrase(*trim(text, content, end), speaker)]


def _may_paraphrase(speaker: Speaker) -> bool:
    """Persons, and institutions by a word of the lists; a bare capitalised word is too little."""
    return speaker.person is not None or (
        speaker.method == "institution" and speaker.probability >= 0.9
    )


def _read_inserted(
    text: str, start: int, end: int, verb: Word, behind: int, speaker: Speaker
) -> list[Paraphrase]:
    """ "Vägen, säger Lotta Krekula, halverar restiden" and "Det stämmer inte, hävdar hon"."""
    before = trim(text, start, verb.start)
    att = re.compile(r", att ").search(text, behind, end)
    if att is not None:
        return (
            [Paraphrase(*trim(text, att.end(), end), speaker)] if _may_paraphrase(speaker) else []
        )
    goes_on = re.compile(r", (?=[a-zåäö])").search(text, behind, end)
    after = None
    if goes_on is not None and not _is_apposition(text, goes_on.end(), end):
        after = trim(text, goes_on.end(), end)
    return _join_parts(text, before, after, speaker)


def _find_content(text: str, verb: Word, behind: int, end: int, tokens: list[Word]) -> int | None:
    """Where what is said begins; None where the verb says nothing here."""
    words = load_speech_words()
    at = _skip_adverbs(text, behind, end)
    att = _ATT.match(text, at, end)
    following = next((t.lower for t in tokens if t.start >= at), "")
    if att is not None and not _crosses_verb(text, at, att.end()):
        return att.end()
    if verb.lower in {"vill", "ville"}:
        if following in words.wish_objects:
            return next(t.end for t in tokens if t.start >= at)
        return None
    if following in words.question_words and verb.lower in words.question_verbs:
        return next(t.start for t in tokens if t.start >= at)
    colon = _COLON.match(text, at, end)
    if colon is not None and colon.end() < end and verb.lower in words.tag_verbs:
        return colon.end()
    preposition = words.preposition_verbs.get(verb.lower)
    if preposition is not None:
        found = re.compile(rf"(?:[\w-]+ ){{0,3}}?{preposition} ").match(text, at, end)
        if found is not None:
            return found.end()
        if verb.lower not in words.object_verbs:
            return None
    if re.match(r"sig (?:vara|ha|inte|kunna|vilja|redan) ", text[at:end]):
        return at
    if verb.lower in {"beskriver", "beskrev", "kallar", "kallade"}:
        som = re.compile(r"[^.;,]{1,80}? som ").match(text, at, end)
        return som.end() if som is not None else None
    if verb.lower in words.object_verbs:
        return at if end - at > 6 else None
    if verb.lower in {"tycker", "tror", "anser", "menar"} and re.match(
        r"(?:det|den|de|vi) (?:är|var|blir|ska|kan|kommer|finns|har)\b", text[at:end]
    ):
        return at
    return None


def _crosses_verb(text: str, start: int, end: int) -> bool:
    """Whether another verb stands before "att", so that it is not this verb's."""
    between = read_words(text, start, end)[:-1]
    return sum(looks_finite(w.lower) and w.lower in _PLAIN for w in between) > 0


_PLAIN = frozenset(
    {
        "är",
        "var",
        "har",
        "hade",
        "ska",
        "skulle",
        "kan",
        "kunde",
        "får",
        "fick",
        "blir",
        "blev",
        "gör",
        "går",
    }
    | {"som", "när"}
)


def _skip_adverbs(text: str, at: int, end: int) -> int:
    words = load_speech_words()
    for word in read_words(text, at, min(end, at + 60)):
        if text[at : word.start].strip() or word.lower not in words.adverbs:
            break
        at = word.end
    while at < end and text[at] == " ":
        at += 1
    return at
