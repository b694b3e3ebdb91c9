"""Speech in quote marks within the narrative: whose words, or no words but a title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.speakers import NOBODY, Speaker, SpeakerFinder
from nlp.speechwords import load_speech_words
from nlp.tags import find_tag

MARKS = re.compile(r"[”\"“»]([^”\"“»«\n]{2,900})[”\"“»«]")
LEAST_WORDS = 3  # fewer words in quote marks are a title or a scare quote, unless tagged
LEAST_IN_CLAUSE = 4  # within "säger att … ”ansträngt” …" fewer words belong to the paraphrase
SAID_REACH = 300  # characters before quote marks in which their verb and subject stand
TAG_REACH = 200  # characters behind them in which a tag stands
ALONE = 6  # words that are speech without any tag, where they fill their sentence
_THING = re.compile(
    r"(?:romanen|boken|visan|låten|sången|dikten|filmen|pjäsen|utställningen|projektet|kampanjen|"
    r"albumet|singeln|skylt\w*|lapp\w*|kallade?|kallas|kallat|heter|hette|namnet|titeln|rubriken|priset|"
    r"texten|serien|podden|programmet|begreppet|ordet|mottot|parollen|devisen|nämnda|döpt till|"
    r"döptes till)"
    r"[^.”\"]{0,25}$",
    re.IGNORECASE,
)
_COMMENT = re.compile(
    r"[,.]? (?:är|var|löd|lyder|blir|blev) (?P<owner>[^.,]{2,60}?) (?:\w+ )?"
    r"(?:kommentar|svar|besked|ord|omdöme|slutsats|råd|hälsning|motto)\b"
)
_SO_SAYS = re.compile(
    r"\s+(?:Så|Det|Detta|Orden)\s"
    r"(?:säger|sa|sade|skriver|skrev|lyder|är|beskriver|uppmanar|svarar|låter|"
    r"förklarar|sammanfattar|menar|kommenterar|tycker|anser|konstaterar|hävdar)\s"
)


@dataclass(frozen=True, slots=True)
class Marked:
    """Words in quote marks with their speaker."""

    start: int
    end: int
    speaker: Speaker


def find_marked(
    text: str,
    sentence: tuple[int, int],
    marks: list[re.Match[str]],
    paragraph_end: int,
    finder: SpeakerFinder,
) -> list[Marked]:
    """The marked speech of one sentence; marks that are titles or scare quotes are left out."""
    start, end = sentence
    found: list[Marked] = []
    last_speaker: Speaker | None = None
    closing = _find_tagged(text, marks[-1], end, finder)
    for match in marks:
        words = len(match[1].split())
        tagged = _find_tagged(text, match, end, finder)
        if tagged is None and marks[-1] is not match and words >= LEAST_WORDS:
            tagged = closing  # ”A”, men ”B”, säger hon
        if tagged is None and words < LEAST_WORDS and not _fills(text, sentence, match):
            continue
        if tagged is None and _THING.search(text, max(start, match.start() - 60), match.start()):
            continue
        speaker = tagged or _find_said_before(
            text, max(start, match.start() - SAID_REACH), match, finder
        )
        if speaker is None:
            speaker = _find_said_after(text, match, paragraph_end, finder)
        if speaker is None and last_speaker is not None and words >= LEAST_WORDS:
            speaker = last_speaker
        if speaker is None and not (_fills(text, sentence, match) and words >= LEAST_WORDS):
            if words < ALONE:
                continue
            found.append(Marked(match.start(1), match.end(1), NOBODY))
            continue
        if tagged is None and words < LEAST_IN_CLAUSE and _in_clause(text, start, match.start()):
            continue
        found.append(Marked(match.start(1), match.end(1), speaker or NOBODY))
        last_speaker = speaker
    return found


def _fills(text: str, sentence: tuple[int, int], match: re.Match[str]) -> bool:
    """Whether the marked words are the sentence, or all of it behind a colon."""
    if match.start() - sentence[0] > SAID_REACH or sentence[1] - match.end() > 3:
        return False
    before = text[sentence[0] : match.start()].strip()
    after = text[match.end() : sentence[1]].strip(" .")
    return (not before or before.endswith(":")) and not after


def _in_clause(text: str, start: int, at: int) -> bool:
    return re.search(r"\batt\b", text[max(start, at - SAID_REACH) : at]) is not None


def _find_tagged(
    text: str, match: re.Match[str], end: int, finder: SpeakerFinder
) -> Speaker | None:
    """The subject of a verb of speech right behind the marks."""
    inner_end = match.end() - 1
    opening = inner_end - 1 if text[inner_end - 1] in ",!?.…" else inner_end
    end = min(end, match.end() + TAG_REACH)
    reach = re.compile(r"[.!?](?=\s|$)").search(text, match.end(), end)
    tag = find_tag(text, opening, reach.end() if reach else end, finder)
    if tag is not None and tag.own_end <= match.end() + 1:
        return tag.speaker
    comment = _COMMENT.match(text, match.end(), end)
    if comment is not None:
        owner = finder.namings_between(comment.start("owner"), comment.end("owner"))
        if owner:
            return Speaker(owner[0][0], finder.persons[owner[0][0]].name, "name", 0.9)
        pronoun = re.match(r"(hennes|hans|hens)", comment["owner"])
        return finder.by_pronoun(pronoun[1]) if pronoun else None
    if re.compile(r",? (?:står|heter|lyder|stod|hette) det\b").match(text, match.end(), end):
        return Speaker(None, "", "unnamed", 0.7)
    according = re.compile(r",? enligt ").match(text, match.end(), end)
    if according is not None:
        found = finder.after_verb(according.end(), end)
        return found[0] if found else None
    return None


def _find_said_before(
    text: str, start: int, match: re.Match[str], finder: SpeakerFinder
) -> Speaker | None:
    """The subject of the words before a quotation in the same sentence."""
    words = load_speech_words()
    at = match.start()
    for word in reversed(finder.words_between(start, at)):
        if word.lower in words.tag_verbs or word.lower in words.clause_verbs:
            speaker = finder.before_verb(start, word.start)
            if speaker is None:
                after = finder.after_verb(word.end, at)
                speaker = after[0] if after and after[0].method != "description" else None
            if speaker is None:
                speaker = finder.subject_of(start, word.start)
            if speaker is not None:
                return speaker
        elif word.lower == "enligt":
            found = finder.after_verb(word.end, min(at, word.end + 110))
            if found is not None:
                return found[0]
    before = text[start:at].rstrip()
    if re.search(r"\b(?:står|stod|heter) (?:det|att läsa)\b[^.”]{0,40}:$", before):
        return Speaker(None, "", "unnamed", 0.7)
    if before.endswith(":"):
        return finder.subject_of(start, at)
    return None


def _find_said_after(
    text: str, match: re.Match[str], paragraph_end: int, finder: SpeakerFinder
) -> Speaker | None:
    """ "…” Så säger Petra Asplund": the next sentence names the speaker."""
    so = _SO_SAYS.match(text, match.end(), paragraph_end)
    if so is None:
        return None
    found = finder.after_verb(so.end(), min(paragraph_end, so.end() + 110))
    return found[0] if found else None
