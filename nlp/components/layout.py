"""``layout``: headline, lead, body, subheads, captions; bylines and debris kept out."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from data.records import Contributor
from data.vocab import ContributorRole
from nlp.drafts import Segment, get_text
from nlp.lexicon import load_lexicon
from nlp.names import look_up

_NAME = r"[^\W\d_a-zåäöéü][\w'’.-]*(?: (?:von|af|de|[^\W\d_a-zåäöéü][\w'’.-]*)){1,3}"
_CREDIT = re.compile(rf"\(?\b(?:Foto|Kuva|Bild)\s*:\s*(?P<name>{_NAME})(?:\s*/\s*[\w -]+)?\)?\s*$")
_CREDIT_ANY = re.compile(r"\b(?:Foto|Kuva)\s*:\s*\S")
_BYLINE = re.compile(
    rf"^(?:(?:Text|Av|Teksti|Reporter)\s*(?:och foto)?\s*:?\s+)(?P<name>{_NAME})"
    rf"(?:\s*(?:,|och|&|ja)\s*(?P<second>{_NAME}))?(?:\s*(?:Foto|Kuva)\s*:\s*(?P<photo>{_NAME}))?"
    r"(?:\s*,?\s*/?TT)?\s*(?:\S+@\S+)?\.?$"
)
_BARE = re.compile(
    rf"^(?P<name>{_NAME})(?: (?:och|ja) (?P<second>{_NAME}))?"
    r"(?:\s*,\s*TT|\s*/\s*TT)?(?:\s+\S+@\S+)?$"
)
_ADDRESS = re.compile(r"^\S+@\S+\.\S+$")
DEBRIS_WORDS = 7  # a longer line with speech or a person in it is the story's, however it opens
_NEAR_EDGE = 3  # a bare name is a byline only this near to the top or the end of the article


def _split_paragraphs(text: str) -> list[tuple[int, int]]:
    spans = []
    for match in re.finditer(r"[^\n]+", text):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            spans.append((start, end))
    return spans


def _ends_the_story(line: str) -> bool:
    """Whether what follows the line is about other stories."""
    return len(line.split()) <= 4 and load_lexicon().debris_to_end.match(line) is not None


def _is_debris(line: str) -> bool:
    """Whether a line is the page's and not the story's; sentences of the story are longer."""
    found = load_lexicon().debris.search(line) is not None or _ends_the_story(line)
    return found and (len(line.split()) <= DEBRIS_WORDS or not _is_spoken(line))


def _is_spoken(line: str) -> bool:
    """Whether a verb of speech or a person's full name stands in the line."""
    if set(re.findall(r"\w+", line)) & load_lexicon().speech_verbs:
        return True
    return any(_is_given(match[0]) for match in re.finditer(_NAME, line))


def _is_given(name: str) -> bool:
    found = look_up(name.split()[0])
    return found is not None and found.bearers >= 10


def find_contributors(text: str, near_edge: bool) -> tuple[Contributor, ...]:
    """Those named in a byline or photo credit that is a line of its own; () for other lines."""
    found: list[Contributor] = []
    byline = _BYLINE.match(text)
    if byline:
        names = [byline["name"], byline["second"]]
        found = [Contributor(n.rstrip("."), ContributorRole.BYLINE) for n in names if n]
        if byline["photo"]:
            found.append(Contributor(byline["photo"], ContributorRole.PHOTOGRAPHER))
    elif near_edge and (bare := _BARE.match(text)) and _is_given(bare["name"]):
        names = [bare["name"], bare["second"]]
        found = [Contributor(n, ContributorRole.BYLINE) for n in names if n]
    elif text.strip() in {"TT", "TT Nyhetsbyrån"}:
        return (Contributor("TT", ContributorRole.BYLINE),)
    return tuple(found)


@Language.factory("layout", assigns=["doc._.segments", "doc._.contributors"])
def create_layout(nlp: Language, name: str) -> Layout:
    return Layout()


class Layout:
    """Divides the text at line ends; a caption that stands twice counts once."""

    def __call__(self, doc: Doc) -> Doc:
        text, title_length = get_text(doc), doc._.title_length
        spans = _split_paragraphs(text)
        segments: list[Segment] = []
        contributors: list[Contributor] = []
        seen: set[str] = set()
        lead_seen = rest_is_debris = False
        edges = self._find_edges(text, spans)
        for number, (start, end) in enumerate(spans):
            line = text[start:end]
            kind = "body"
            following = text[slice(*spans[number + 1])] if number + 1 < len(spans) else ""
            near_edge = (
                number <= edges[0] or number >= edges[1] or _ADDRESS.match(following) is not None
            )
            if end <= title_length:
                kind = "headline"
            elif rest_is_debris or _is_debris(line) or line in seen:
                rest_is_debris = rest_is_debris or _ends_the_story(line)
                kind = "debris"
            elif named := find_contributors(line, near_edge):
                kind = "byline"
                contributors += named
            elif credit := (_CREDIT.search(line) or _CREDIT_ANY.search(line)):
                kind = "caption"
                if credit.groupdict().get("name"):
                    contributors.append(Contributor(credit["name"], ContributorRole.PHOTOGRAPHER))
                segments.append(Segment("byline", start + credit.start(), end))
                end = start + credit.start()
            elif not lead_seen:
                kind, lead_seen = "lead", True
            elif len(line.split()) <= 8 and line[-1] not in ".!?:”\"'…" and line[0] not in "–—-":
                kind = "subhead"
            if kind in {"caption", "body", "lead"}:
                if text[start:end] in seen:
                    kind = "debris"
                seen.add(text[start:end])
                seen.add(line)
            segments.append(Segment(kind, start, end))
        doc._.segments = tuple(sorted(segments, key=lambda segment: segment.start_char))
        doc._.contributors = tuple(dict.fromkeys(contributors))
        return doc

    def _find_edges(self, text: str, spans: list[tuple[int, int]]) -> tuple[int, int]:
        """Paragraph numbers up to which and from which a bare name is a byline.

        The signature under a letter to the editor is its writer's, so there the end is no edge.
        """
        lexicon = load_lexicon()
        lines = [text[start:end] for start, end in spans]
        body = [i for i, line in enumerate(lines) if not _is_debris(line)]
        for i in body:
            if _ends_the_story(lines[i]):
                body = [j for j in body if j < i]
                break
        last = body[-1] if body else len(lines)
        is_letter = any(lexicon.letter_opening.search(line) for line in lines[:4])
        return _NEAR_EDGE, len(lines) if is_letter else last - _NEAR_EDGE + 1
