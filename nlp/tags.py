"""Speech tags: the verb and subject that say who speaks, inside a stretch of somebody's words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.sentences import looks_finite
from nlp.speakers import Speaker, SpeakerFinder
from nlp.speechwords import load_speech_words

SUBJECT_REACH = 120  # characters behind a verb of speech in which its subject stands
_OPENING = re.compile(
    r"(?P<sep>[,!?.…][”\"“»]?|[”\"“»],?|[”\"“»]\s?[–—-])\s+(?P<verb>[a-zåäö][\w:'’]*)"
)
_FINNISH = re.compile(r",\s+(?P<subject>[^,.!?]{2,40}?)\s+(?P<verb>[a-zåäö]+)(?=[.:,]|\s|$)")
_END = re.compile(r"(?<![\s(.][A-ZÅÄÖ])(?<!\sbl\.a)(?<!\st\.ex)[.!?:](?=\s|$|[”\"“»])")
_GOES_ON = re.compile(
    r"(?<=\w), (?="
    r"(?:är|var|har|hade|ska|kan|vill|måste|blir|blev|kommer|får|att|inte|det|vi|jag|de|man) "
    r"|(?:och|men|så|för|då|när|eftersom|därför) [^.]*\b(?:jag|vi|mig|oss|mitt|vår|man|det)\b)"
)
_CLOSED = re.compile(
    r"(?:\s(?:in|till|av|ut|fram|ner|upp|om|ifrån))?"
    r"(?:\s*(?:[.:,;!]|$)|\s(?:och|medan|när|med|som|till|i|på|efter|om|för|från|under|åt|innan)\b)"
)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: own words end at ``own_end``, the tag at ``end``; further words may follow."""

    own_end: int
    end: int
    speaker: Speaker


def find_tag(text: str, start: int, end: int, finder: SpeakerFinder) -> Tag | None:
    """The first tag in text[start:end]; of two in one sentence the outer: "sa han", säger hon."""
    tag = _find_next(text, start, end, finder)
    while tag is not None and tag.end > tag.own_end:
        inner = _find_next(text, tag.own_end + 1, tag.end, finder)
        if inner is None or inner.own_end <= tag.own_end:
            break
        tag = Tag(inner.own_end, max(tag.end, inner.end), inner.speaker)
    return tag


def _find_next(text: str, start: int, end: int, finder: SpeakerFinder) -> Tag | None:
    words = load_speech_words()
    for match in _OPENING.finditer(text, start, end):
        verb = match["verb"].lower()
        known = verb in words.tag_verbs
        carried_on = verb in words.not_tag_verbs and verb not in words.particle_verbs
        if not known and (carried_on or not (looks_finite(verb) or len(verb) < 8)):
            continue
        if known and re.match(r"\s+att\b", text[match.end() : match.end() + 6]):
            continue
        tag = _read_tag(text, match, end, finder, known=known)
        if tag is not None:
            return tag
    return _find_finnish(text, start, end, finder)


def _read_tag(
    text: str, match: re.Match[str], end: int, finder: SpeakerFinder, *, known: bool
) -> Tag | None:
    words = load_speech_words()
    stop = min(end, match.end() + SUBJECT_REACH)
    close = _END.search(text, match.end(), end)
    tag_end = close.end() if close else end
    clause_end = min(stop, close.start() if close else stop)
    found = finder.after_verb(match.end(), clause_end)
    if found is None and known:
        found = _read_unknown_subject(text, match.end(), clause_end)
    if found is None:
        return None
    speaker, subject_end = found
    if speaker.text in {"man", "de"} and not re.match(r"[.:!]|$", text[subject_end:end].strip()):
        return None
    particle = words.particle_verbs.get(match["verb"])
    if particle is not None and not known:
        if not re.match(rf" {particle}\b", text[subject_end : subject_end + 6]):
            return None
        known = True
    if not known:
        # a verb of no list: only in a closed tag, and never with a subject that is a guess
        if speaker.method not in {"name", "pronoun", "title", "relation"}:
            return None
        if not _CLOSED.match(text[subject_end : subject_end + 12]):
            return None
        if not looks_finite(match["verb"]) and speaker.method != "name":
            return None
    goes_on = _GOES_ON.search(text, subject_end, tag_end)
    if goes_on and not text[subject_end : subject_end + 6].startswith((", som", ", vars")):
        tag_end = goes_on.end()
    own_end = match.end("sep") if text[match.start()] in "!?.…" else match.start()
    return Tag(own_end, tag_end, speaker)


def _read_unknown_subject(text: str, start: int, end: int) -> tuple[Speaker, int] | None:
    """A subject of no list behind a verb that says: "uppger campingens reception"."""
    noun = re.compile(r" (?P<first>[a-zåäö]{3,})(?: [a-zåäö]{4,})?(?=[.,:!]| i | på |$)").match(
        text, start, end
    )
    if noun is None or noun["first"] in _NO_SUBJECTS or end - noun.end() > 60:
        return None
    return Speaker(None, noun[0].strip(), "unknown", 0.0), noun.end()


_NO_SUBJECTS = frozenset(
    {"jag", "man", "det", "den", "att", "inte", "som", "ändå", "alltså", "också", "när", "där"}
    | {"till", "efter", "före", "med", "för", "väl", "nog", "bara", "aldrig", "alla", "inget"}
)


def _find_finnish(text: str, start: int, end: int, finder: SpeakerFinder) -> Tag | None:
    """The Finnish order: ", hän sanoo", ", Lakso nauraa"."""
    verbs = load_speech_words().finnish_verbs
    for match in _FINNISH.finditer(text, start, end):
        if match["verb"] not in verbs:
            continue
        speaker = finder.before_verb(match.start("subject"), match.start("verb"))
        if speaker is None:
            speaker = finder.by_any_noun(match.start("subject"), match.end("subject"))
        close = _END.search(text, match.end("verb"), end)
        return Tag(match.start(), close.end() if close else end, speaker)
    return None
