"""``speech``: what is said in the story, in whose words, by whom."""

from __future__ import annotations

import bisect
import re

from spacy.language import Language
from spacy.tokens import Doc

from data.records import Quote
from nlp.drafts import CONTENT_KINDS, Segment, get_segments, get_text
from nlp.paraphrase import find_paraphrases, trim
from nlp.quotation import MARKS, find_marked
from nlp.sentences import split_sentences
from nlp.speakers import NOBODY, Speaker, SpeakerFinder
from nlp.tags import find_tag

_DASH = re.compile(r"^[–—―−-]\s*(?=\S)")
_DASHES = frozenset("–—―−")
_TURN = re.compile(r"(?<=[.!?:”\"])\s+(?=[–—―−]\s+[A-ZÅÄÖÉ])")
_ENDED = re.compile(r"[.!?…:”\"“»)]\s*$")
_LIST_ITEM = re.compile(r"^\d{1,2}[.:]\d{2}\b")
_FIRST_PERSON = re.compile(r"\b(?:jag|vi|oss|mig|min|mitt|mina|vår|vårt|våra)\b", re.IGNORECASE)
_REPORTED = re.compile(r"^(?:Hon|Han|Hen)\s+(?P<verb>[a-zåäö]+)")
_SAYS_THAT = re.compile(
    r"^(?:Det|Så|Detta) "
    r"(?:anser|menar|tycker|säger|sa|sade|hävdar|konstaterar|skriver|tror|uppger) "
)
QUESTION = 160  # characters; a longer paragraph with a question mark is no interviewer's question
LONGEST = 2000  # characters; what is longer is no sentence, and of that the opening is read
LEAST_BEFORE = 3  # words of a paraphrase before quote marks that stand for themselves
NAME_CHARS = 90
NAME_LINE = 8  # words of a line that presents the one whose answer stands beside it


class Speech:
    """Talstreck, quote marks and indirect speech, paragraph by paragraph."""

    def __call__(self, doc: Doc) -> Doc:
        self._text = get_text(doc)
        self._finder = SpeakerFinder(doc)
        self._quotes: dict[tuple[int, int], Quote] = {}
        self._orphans: list[tuple[int, int]] = []
        self._since = -1
        content = [s for s in get_segments(doc) if s.kind in CONTENT_KINDS]
        story = [s for s in content if s.kind != "caption"]
        self._interview = sum(self._is_question(s) for s in story) >= 2
        self._name_after = self._find_name_order(story)
        previous: Segment | None = None
        for number, segment in enumerate(story):
            following = story[number + 1] if number + 1 < len(story) else None
            previous = self._read_segment(segment, previous, following)
        for segment in content:
            if segment.kind == "caption":
                self._finder.listen(segment.start_char, segment.end_char)
                self._read_narrative(segment)
        doc._.quotes = tuple(quote for _, quote in sorted(self._quotes.items()))
        return doc

    def _read_segment(
        self, segment: Segment, previous: Segment | None, following: Segment | None
    ) -> Segment:
        text, finder = self._text, self._finder
        if self._is_name_line(segment):
            self._present(segment)
            return segment
        if segment.kind in {"headline", "subhead"}:
            if segment.kind == "headline":
                self._read_narrative(segment)
            finder.listen(segment.start_char, segment.end_char, headline=True)
            return (
                segment
                if segment.kind == "headline" or self._is_question(segment)
                else (previous or segment)
            )
        for turn in self._split_turns(segment):
            dash = _DASH.match(text[turn.start_char : turn.end_char])
            if dash and not self._is_list_item(turn):
                self._read_dash(turn, turn.start_char + dash.end(), previous, following)
            elif not dash and self._read_answer(turn, previous):
                pass
            elif self._interview and self._is_question(turn):
                self._ask(turn)
            else:
                self._read_narrative(turn)
            previous = turn
        return previous or segment

    def _ask(self, turn: Segment) -> None:
        """A question; one that opens with a name turns to that person: "Eva Ek, hur gick det?\""""
        namings = self._finder.namings_between(turn.start_char, turn.end_char)
        self._finder.listen(turn.start_char, turn.end_char, spoken=True)
        if namings and namings[0][1].start_char == turn.start_char:
            i, naming = namings[0]
            if self._text[naming.end_char : naming.end_char + 1] == ",":
                self._finder.note(Speaker(i, naming.text, "interview", 0.9))

    # what a paragraph is

    def _split_turns(self, segment: Segment) -> list[Segment]:
        """The paragraph cut where a dash opens further speech within it."""
        if not _DASHES.intersection(self._text[segment.start_char + 1 : segment.end_char]):
            return [segment]
        cuts = [m.end() for m in _TURN.finditer(self._text, segment.start_char, segment.end_char)]
        starts = [segment.start_char, *cuts]
        return [
            Segment(segment.kind, start, end)
            for start, end in zip(starts, [*cuts, segment.end_char], strict=True)
        ]

    def _is_question(self, segment: Segment) -> bool:
        text = self._text[segment.start_char : segment.end_char]
        return text.endswith("?") and len(text) < QUESTION and not _DASH.match(text)

    def _is_dash(self, segment: Segment | None) -> bool:
        return segment is not None and bool(
            _DASH.match(self._text[segment.start_char : segment.end_char])
        )

    def _is_list_item(self, turn: Segment) -> bool:
        """Whether a line behind a dash is an item of a list: a time, or no sentence at all."""
        line = self._text[turn.start_char : turn.end_char].lstrip("–—―− -")
        if _LIST_ITEM.match(line):
            return True
        return (
            not _ENDED.search(line)
            and find_tag(self._text, turn.start_char, turn.end_char, self._finder) is None
        )

    def _is_name_line(self, segment: Segment) -> bool:
        """A line that presents somebody: "Sara Lahti, 34, Luleå", "MALIN BERG"."""
        if segment.kind == "headline" or segment.end_char - segment.start_char > NAME_CHARS:
            return False
        line = self._text[segment.start_char : segment.end_char]
        if len(line.split()) > NAME_LINE or line[-1] in '.!?”"':
            return False
        namings = self._finder.namings_between(segment.start_char, segment.end_char)
        if not namings or namings[0][1].start_char - segment.start_char > 2:
            return False
        rest = self._text[namings[0][1].end_char : segment.end_char]
        return (
            re.fullmatch(r"(?:,? \(?\d{1,3}(?: år)?\)?)?(?:, [\w :.-]{2,40}){0,3}:?", rest)
            is not None
        )

    def _find_name_order(self, story: list[Segment]) -> bool:
        """Whether names stand behind the answers they belong to, as the first one tells."""
        for number, segment in enumerate(story):
            if not self._is_name_line(segment):
                continue
            before = story[number - 1] if number else None
            if before is None or not self._is_dash(before):
                return False
            if find_tag(self._text, before.start_char, before.end_char, self._finder) is not None:
                return False
            after = story[number + 1] if number + 1 < len(story) else None
            if after is None or not self._is_dash(after):
                return True
            return number < 2 or not self._is_name_line(story[number - 2])
        return False

    def _present(self, segment: Segment) -> None:
        i, naming = self._finder.namings_between(segment.start_char, segment.end_char)[0]
        self._finder.salience.step()
        if not self._name_after:
            self._finder.note(Speaker(i, naming.text, "name", 0.9))
        else:
            self._finder.last = NOBODY

    # speech

    def _add(self, start: int, end: int, direct: bool, speaker: Speaker) -> None:
        start, stop = trim(self._text, start, end)
        if direct and stop < end and self._text[stop] in ".!?…":
            stop += 1
        if stop - start < 2 or (start, stop) in self._quotes:
            return
        self._quotes[start, stop] = Quote(
            start_char=start,
            end_char=stop,
            text=self._text[start:stop],
            direct=direct,
            person=speaker.person,
            speaker_text=speaker.text,
            method=speaker.method,
            probability=speaker.probability,
        )

    def _read_dash(
        self, turn: Segment, start: int, previous: Segment | None, following: Segment | None
    ) -> None:
        end = turn.end_char
        speaker: Speaker | None = None
        at = start
        while at < end and self._text[at:end].strip():
            tag = find_tag(self._text, at, end, self._finder)
            if tag is None:
                if speaker is None:
                    speaker = self._find_untagged(previous, following)
                    self._keep_orphan(at, end, speaker)
                self._add(at, end, True, speaker)
                break
            self._add(at, tag.own_end, True, tag.speaker)
            if speaker is None:
                self._adopt(tag.speaker)
            speaker = tag.speaker
            self._finder.note(speaker)
            at = tag.end
            if self._turns_to_story(at, end, speaker):
                self._read_sentences(at, end)
                break
        self._finder.listen(turn.start_char, end, spoken=True)
        if speaker is not None:
            self._finder.note(speaker)
        self._since = self._finder.salience.sentence

    def _turns_to_story(self, at: int, end: int, speaker: Speaker) -> bool:
        """Whether the reporter goes on behind a tag: "…, säger hon. Hon reser sig.\""""
        rest = self._text[at:end].strip()
        opened = _REPORTED.match(rest)
        if speaker.person is None or opened is None or _FIRST_PERSON.search(rest):
            return False
        gender = self._finder.persons[speaker.person].gender
        return {"Hon": "woman", "Han": "man", "Hen": "nonbinary"}[opened[0].split()[0]] == gender

    def _find_untagged(self, previous: Segment | None, following: Segment | None) -> Speaker:
        """Who speaks without a tag: presented, still speaking, asked, or in focus."""
        finder = self._finder
        if following is not None and self._name_after and self._is_name_line(following):
            i, naming = finder.namings_between(following.start_char, following.end_char)[0]
            return Speaker(i, naming.text, "name", 0.9)
        last = finder.last
        if previous is None:
            return last
        if self._is_dash(previous) or self._is_name_line(previous):
            return self._go_on(last)
        focus = finder.in_focus(self._since)
        if focus is not None:
            return focus
        if self._is_question(previous) and last.person is not None:
            return self._go_on(last)
        if following is not None and self._is_dash(following):
            tag = find_tag(self._text, following.start_char, following.end_char, finder)
            if tag is not None and tag.speaker.method in {"name", "title"}:
                return Speaker(tag.speaker.person, tag.speaker.text, "announced", 0.75)
        if last.method != "unknown" and last is not NOBODY:
            return self._go_on(last)
        return finder.in_focus() or NOBODY

    def _go_on(self, last: Speaker) -> Speaker:
        if last is NOBODY:
            return last
        method = "continued" if last.person is not None else last.method
        return Speaker(last.person, last.text, method, min(last.probability, 0.88))

    def _keep_orphan(self, start: int, end: int, speaker: Speaker) -> None:
        if speaker is NOBODY:
            self._orphans.append(trim(self._text, start, end))

    def _adopt(self, speaker: Speaker) -> None:
        """Speech before the first tag belongs to whom that tag names."""
        if speaker.person is not None:
            for start, _ in self._orphans:
                for key in [k for k in self._quotes if k[0] == start]:
                    old = self._quotes[key]
                    self._quotes[key] = Quote(
                        old.start_char,
                        old.end_char,
                        old.text,
                        old.direct,
                        speaker.person,
                        speaker.text,
                        "continued",
                        0.7,
                    )
        self._orphans = []

    def _read_answer(self, turn: Segment, previous: Segment | None) -> bool:
        """An answer without a dash: "Karin Berg: Vi har väntat", or behind a question."""
        text, finder = self._text, self._finder
        namings = finder.namings_between(turn.start_char, turn.end_char)
        if namings and namings[0][1].start_char == turn.start_char:
            i, naming = namings[0]
            colon = re.compile(r":\s+(?=[A-ZÅÄÖ–])").match(text, naming.end_char, turn.end_char)
            if colon is not None:
                self._say(turn, colon.end(), Speaker(i, finder.persons[i].name, "interview", 0.93))
                return True
        if not self._interview or previous is None or not self._is_question(previous):
            return False
        if self._is_question(turn):
            return False
        speaker = finder.last if finder.last.person is not None else (finder.in_focus() or NOBODY)
        if find_tag(text, turn.start_char, turn.end_char, finder) is not None:
            return False
        self._say(turn, turn.start_char, self._go_on(speaker))
        return True

    def _say(self, turn: Segment, start: int, speaker: Speaker) -> None:
        self._add(start, turn.end_char, True, speaker)
        self._finder.listen(start, turn.end_char, spoken=True)
        self._finder.note(speaker)
        self._since = self._finder.salience.sentence

    # narrative: quote marks, then indirect speech

    def _read_narrative(self, segment: Segment) -> None:
        self._read_sentences(
            segment.start_char, segment.end_char, headline=segment.kind == "headline"
        )

    def _read_sentences(self, start: int, end: int, *, headline: bool = False) -> None:
        marked = list(MARKS.finditer(self._text, start, end))
        openings = [m.start() for m in marked]
        before: tuple[int, int] | None = None
        for a, b in self._split_around(start, end, marked):
            inside = marked[bisect.bisect_left(openings, a) : bisect.bisect_left(openings, b)]
            self._read_sentence(a, b, inside, before, end)
            if not headline:
                self._finder.listen_to(a, b)
            before = (a, b)

    def _split_around(
        self, start: int, end: int, marked: list[re.Match[str]]
    ) -> list[tuple[int, int]]:
        """Sentences; full stops within quote marks end none."""
        spans: list[tuple[int, int]] = []
        openings = [m.start() for m in marked]
        for a, b in split_sentences(self._text, start, end):
            k = bisect.bisect_left(openings, a) - 1
            if spans and k >= 0 and a < marked[k].end():
                spans[-1] = (spans[-1][0], b)
            else:
                spans.append((a, b))
        return spans

    def _read_sentence(
        self,
        a: int,
        b: int,
        inside: list[re.Match[str]],
        before: tuple[int, int] | None,
        paragraph_end: int,
    ) -> None:
        text, finder = self._text, self._finder
        spoken: list[tuple[int, int]] = []
        for found in find_marked(text, (a, b), inside, paragraph_end, finder) if inside else ():
            speaker = found.speaker
            if speaker is NOBODY and before is None and found.start - a <= 2:
                speaker = finder.last
            self._add(found.start, found.end, True, speaker)
            spoken.append((found.start, found.end))
            finder.note(speaker)
        if before is not None and _SAYS_THAT.match(text[a:b]) and not inside:
            self._read_backwards(a, b, before)
            return
        for part in find_paraphrases(text, a, min(b, a + LONGEST), finder):
            first = min((s for s, e in spoken if s < part.end and part.start < e), default=None)
            stop = part.end if first is None else first - 1
            if first is None or len(text[part.start : stop].split()) > LEAST_BEFORE:
                self._add(part.start, stop, False, part.speaker)

    def _read_backwards(self, a: int, b: int, before: tuple[int, int]) -> None:
        """ "Det anser fotografen Maria Ek": the sentence before is what she says."""
        verb = _SAYS_THAT.match(self._text[a:b])
        assert verb is not None
        found = self._finder.after_verb(a + verb.end(), b)
        if found is None or found[0].person is None:
            return
        if not any(s < before[1] and before[0] < e for s, e in self._quotes):
            self._add(before[0], before[1], False, found[0])


@Language.factory("speech", requires=["doc._.persons"], assigns=["doc._.quotes"])
def create_speech(nlp: Language, name: str) -> Speech:
    return Speech()
