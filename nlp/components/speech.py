"""``speech``: what is said in the story, in whose words, by whom."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from data.records import Quote
from nlp.drafts import CONTENT_KINDS, Segment, get_segments
from nlp.lexicon import load_lexicon
from nlp.speakers import NOBODY, Speaker, SpeakerFinder

_DASH = re.compile(r"^[–—―−-]\s*")
_TURN = re.compile(r"(?<=[.!?:”\"])\s+(?=[–—―−]\s+[A-ZÅÄÖÉ])")
_GOES_ON = re.compile(
    r"(?<=\w), (?=(?:är|var|har|hade|ska|kan|vill|måste|blir|blev|kommer|får|och|men|så|för|att|då"
    r"|när|eftersom|därför|inte|det|vi|jag|de|man) )"
)
_MARKS = re.compile(r"[”\"“»«]([^”\"“»«\n]{2,700})[”\"“»«]")
_SENTENCE = re.compile(r".+?(?:[.!?…]+[”\"“»]?(?=\s+[–—”\"“A-ZÅÄÖÉ])|$)", re.DOTALL)
_TAG_END = re.compile(r"(?<![\s(.][A-ZÅÄÖ])[.!?:](?=\s|$)")
_ADDRESS = 110  # characters after a verb of speech in which its subject stands
MIN_MARKED_WORDS = 3  # fewer words in quote marks are a title or a scare quote, unless tagged


@lru_cache(maxsize=1)
def _tag_pattern() -> re.Pattern[str]:
    verbs = "|".join(sorted(load_lexicon().speech_verbs, key=len, reverse=True))
    return re.compile(rf"(?P<sep>[,!?.…][”\"“»]?|[”\"“»],?)\s+(?P<verb>{verbs})\b(?!\s+att\b)")


@lru_cache(maxsize=1)
def _indirect_pattern() -> re.Pattern[str]:
    verbs = "|".join(sorted(load_lexicon().indirect_verbs, key=len, reverse=True))
    return re.compile(rf"\b(?P<verb>{verbs})\b")


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Offsets of the sentences in text[start:end]; initials do not end one."""
    spans: list[tuple[int, int]] = []
    for match in _SENTENCE.finditer(text, start, end):
        a, b = match.span()
        while a < b and text[a].isspace():
            a += 1
        if spans and re.search(r"(?:^|[\s(])[A-ZÅÄÖ]\.$", text[spans[-1][0] : spans[-1][1]]):
            spans[-1] = (spans[-1][0], b)
        elif a < b:
            spans.append((a, b))
    return spans


class Speech:
    """Talstreck, quote marks and indirect speech, paragraph by paragraph."""

    def __call__(self, doc: Doc) -> Doc:
        self._text = doc.text
        self._finder = SpeakerFinder(doc)
        self._quotes: dict[tuple[int, int], Quote] = {}
        previous: Segment | None = None
        content = [s for s in get_segments(doc) if s.kind in CONTENT_KINDS]
        interview = sum(self._is_question(s) for s in content) >= 2
        for segment in content:
            if segment.kind == "subhead":
                continue
            for turn in self._split_turns(segment):
                dash = _DASH.match(self._text[turn.start_char : turn.end_char])
                if dash:
                    self._read_dash(turn, turn.start_char + dash.end(), previous)
                elif interview and previous is not None and self._is_question(previous):
                    if not self._is_question(turn):
                        self._read_answer(turn)
                else:
                    self._read_narrative(turn)
                previous = turn
        doc._.quotes = tuple(quote for _, quote in sorted(self._quotes.items()))
        return doc

    def _split_turns(self, segment: Segment) -> list[Segment]:
        """The paragraph cut where a dash opens further speech within it."""
        cuts = [m.end() for m in _TURN.finditer(self._text, segment.start_char, segment.end_char)]
        starts = [segment.start_char, *cuts]
        return [
            Segment(segment.kind, start, end)
            for start, end in zip(starts, [*cuts, segment.end_char], strict=True)
        ]

    def _is_question(self, segment: Segment) -> bool:
        text = self._text[segment.start_char : segment.end_char]
        return text.endswith("?") and len(text) < 160 and not _DASH.match(text)

    def _add(self, start: int, end: int, direct: bool, speaker: Speaker) -> None:
        while start < end and self._text[start] in ' –—-,;:”"“»«':
            start += 1
        while end > start and self._text[end - 1] in ' ,–—”"“»«':
            end -= 1
        if end - start < 2 or (start, end) in self._quotes:
            return
        self._quotes[start, end] = Quote(
            start_char=start,
            end_char=end,
            text=self._text[start:end],
            direct=direct,
            person=speaker.person,
            speaker_text=speaker.text,
            method=speaker.method,
            probability=speaker.probability,
        )
        self._finder.note(speaker, start)

    # a paragraph that opens with a dash

    def _read_dash(self, segment: Segment, start: int, previous: Segment | None) -> None:
        end = segment.end_char
        tag = self._find_tag(start, end)
        if tag is not None:
            own_end, tag_end, speaker = tag
            self._add(start, own_end, True, speaker)
            if tag_end < end:
                self._add(tag_end, end, True, speaker)
            return
        self._add(start, end, True, self._find_untagged_speaker(start, previous))

    def _find_tag(self, start: int, end: int) -> tuple[int, int, Speaker] | None:
        """(end of the own words, end of the tag, speaker) of the first speech tag."""
        for match in _tag_pattern().finditer(self._text, start, end):
            stop = min(end, match.end() + _ADDRESS)
            close = _TAG_END.search(self._text, match.end(), stop)
            tag_end = close.end() if close else end
            clause = re.search(r"[.!?:;]", self._text[match.end() : stop])
            clause_end = match.end() + clause.start() if clause and not close else tag_end
            speaker = self._finder.after_verb(match.end(), max(clause_end, match.end()))
            if speaker is not None:
                goes_on = _GOES_ON.search(self._text, match.end(), tag_end)
                tag_end = goes_on.end() if goes_on else tag_end
                own_end = match.end("sep") if self._text[match.start()] in "!?.…" else match.start()
                return own_end, tag_end, speaker
        return None

    def _find_untagged_speaker(self, at: int, previous: Segment | None) -> Speaker:
        """Who goes on speaking: announced with a colon, still speaking, or in focus."""
        last = self._finder.last
        if previous is None:
            return last
        before = self._text[previous.start_char : previous.end_char]
        if _DASH.match(before):
            return self._go_on(last)
        if self._is_question(previous) and last.person is not None:
            return self._go_on(last)
        sentences = split_sentences(self._text, previous.start_char, previous.end_char)
        for start, end in reversed(sentences):
            focus = self._finder.in_focus(start, end)
            if focus is not None:
                return focus
        if last.person is not None:
            return self._go_on(last)
        recent = self._finder.named_before(at)
        if recent:
            latest = max(recent, key=lambda i: recent[i])
            return Speaker(latest, self._finder.persons[latest].name, "context", 0.5)
        return NOBODY

    def _go_on(self, last: Speaker) -> Speaker:
        if last.person is None:
            return last
        return Speaker(last.person, last.text, "continued", min(last.probability, 0.85))

    def _read_answer(self, segment: Segment) -> None:
        """An answer without a dash in an interview of questions and answers."""
        speaker = self._finder.last
        if speaker.person is None and self._finder.persons:
            most = max(
                range(len(self._finder.persons)),
                key=lambda i: len(self._finder.persons[i].namings),
            )
            speaker = Speaker(most, self._finder.persons[most].name, "interview", 0.7)
        self._add(segment.start_char, segment.end_char, True, self._go_on(speaker))

    # narrative: quote marks, then indirect speech

    def _read_narrative(self, segment: Segment) -> None:
        marked = list(_MARKS.finditer(self._text, segment.start_char, segment.end_char))
        for start, end in self._split_around(segment, marked):
            inside = [m for m in marked if start <= m.start() < end]
            for match in inside:
                self._read_marked(match, start, end, inside[-1])
            if not inside:
                self._read_indirect(start, end)

    def _split_around(self, segment: Segment, marked: list[re.Match[str]]) -> list[tuple[int, int]]:
        """Sentences; full stops within quote marks end none."""
        spans: list[tuple[int, int]] = []
        for start, end in split_sentences(self._text, segment.start_char, segment.end_char):
            if spans and any(m.start() < start < m.end() for m in marked):
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
        return spans

    def _read_marked(self, match: re.Match[str], start: int, end: int, last: re.Match[str]) -> None:
        words = len(match[1].split())
        speaker = self._find_tagged(match, end)
        if speaker is None and last is not match:  # ”A”, men ”B”, säger hon
            speaker = self._find_tagged(last, end)
        if speaker is None and words < MIN_MARKED_WORDS:
            return
        if speaker is None:
            speaker = self._find_said_before(start, match.start())
        if speaker is None and words < 2 * MIN_MARKED_WORDS:
            return
        self._add(match.start(1), match.end(1), True, speaker or NOBODY)

    def _find_tagged(self, match: re.Match[str], end: int) -> Speaker | None:
        """The subject of a speech verb right behind a quotation."""
        tag = _tag_pattern().match(self._text, match.end() - 1, end)
        if tag is not None:
            return self._finder.after_verb(tag.end(), min(end, tag.end() + _ADDRESS))
        comma = re.match(r",?\s*", self._text[match.end() : end])
        verb_at = match.end() + (comma.end() if comma else 0)
        word = re.match(r"[^\W\d_]+", self._text[verb_at:end])
        if word and word[0] in load_lexicon().speech_verbs:
            return self._finder.after_verb(verb_at + word.end(), end)
        return None

    def _find_said_before(self, start: int, end: int) -> Speaker | None:
        """The subject of the words before a quotation in the same sentence."""
        for match in reversed(list(_indirect_pattern().finditer(self._text, start, end))):
            found = self._finder.before_verb(start, match.start())
            found = found or self._finder.after_verb(match.end(), end)
            if found is not None:
                return found
        according = re.search(r"\b[Ee]nligt ", self._text[start:end])
        if according:
            return self._finder.after_verb(start + according.end(), end)
        return self._finder.in_focus(start, end)

    def _read_indirect(self, start: int, end: int) -> None:
        according = re.search(r"\b[Ee]nligt\b ", self._text[start:end])
        if according:
            at = start + according.end()
            speaker = self._finder.after_verb(at, min(end, at + 60))
            if speaker is not None and speaker.person is not None:
                self._add(start, end, False, speaker)
                return
        for match in _indirect_pattern().finditer(self._text, start, end):
            speaker = self._finder.before_verb(start, match.start())
            if speaker is None:
                follow = self._text[match.end() : end]
                if re.match(
                    r" (?:hon|han|hen|[A-ZÅÄÖ]|(?!att|om|på|till|med|i|från)[\w:-]+ [A-ZÅÄÖ])",
                    follow,
                ):
                    speaker = self._finder.after_verb(match.end(), min(end, match.end() + 60))
            if speaker is not None and speaker.person is not None:
                self._add(start, end, False, speaker)
                return


@Language.factory("speech", requires=["doc._.persons"], assigns=["doc._.quotes"])
def create_speech(nlp: Language, name: str) -> Speech:
    return Speech()
