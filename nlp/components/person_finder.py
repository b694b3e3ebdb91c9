"""``person_finder``: the people whom the name register and its rules find, without a model."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from nlp.drafts import CONTENT_KINDS, get_segments
from nlp.name_rules import NameRules


class PersonFinder:
    """Sets the entities of the Doc, paragraph by paragraph of the story's own text."""

    def __call__(self, doc: Doc) -> Doc:
        rules = NameRules(doc)
        spans: list[Span] = []
        for segment in get_segments(doc):
            if segment.kind not in CONTENT_KINDS:
                continue
            part = doc.char_span(segment.start_char, segment.end_char, alignment_mode="contract")
            if part is not None:
                spans += rules.find(part.start, part.end)
        doc.set_ents(spans, default="outside")
        return doc


@Language.factory("person_finder", assigns=["doc.ents"], retokenizes=False)
def create_person_finder(nlp: Language, name: str) -> PersonFinder:
    return PersonFinder()
