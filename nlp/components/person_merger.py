"""``person_merger``: what the trained recogniser found, held against the rules of names.

The recogniser has seen the rules' answer as one feature of its own (register_embed), so its word
stands in Swedish. Rules decide alone in Finnish text, which it was not trained on, and everywhere
on things that carry a person's name: a street, a ship, a prize.
"""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from nlp.companions import find_companions
from nlp.name_rules import LABEL, find_by_rules, is_called_a_thing, is_finnish, names_a_thing
from nlp.names import is_given_name
from nlp.presented import read_gendered
from nlp.titles import find_title

PERSON_LABELS = frozenset({"PRS", "PER", "PERSON"})
MIN_GIVEN = 30  # bearers that make a title's word a given name
_EDGE = re.compile(r"^[\W\d_]+$")


def _is_title(word: str) -> bool:
    """Whether a word with a capital is a title and not, as Kung may be, a name."""
    return find_title(word.lower()) is not None and not is_given_name(word, MIN_GIVEN)


def _bare(span: Span) -> str:
    """A name without its genitive: a ship or a dog once in an article is one throughout."""
    return span.text.casefold().rstrip("s’'")


def _trim(doc: Doc, span: Span) -> Span | None:
    """The span without marks and numbers at its edges, nor a title in front; None if empty."""
    start, end = span.start, span.end
    while start < end and _EDGE.match(doc[start].text):
        start += 1
    while end - start > 1 and _is_title(doc[start].text):
        start += 1
    while end > start and _EDGE.match(doc[end - 1].text):
        end -= 1
    return Span(doc, start, end, label=LABEL) if end > start else None


def _is_presented(rule: Span) -> bool:
    """Whether a noun for a human stands right before the name."""
    before = rule.doc[rule.start - 1].text if rule.start else ""
    return read_gendered(before) is not None or find_title(before.lower()) is not None


class PersonMerger:
    """Sets the Doc's entities to people alone."""

    def __call__(self, doc: Doc) -> Doc:
        self._others = {
            i: (ent.start, ent.end)
            for ent in doc.ents
            if ent.label_ not in PERSON_LABELS
            for i in range(ent.start, ent.end)
        }
        found = [
            trimmed
            for span in doc.ents
            if span.label_ in PERSON_LABELS and (trimmed := _trim(doc, span)) is not None
        ]
        by_rules = find_by_rules(doc)
        found = by_rules if is_finnish(doc) else self._join(found, by_rules)
        called = {_bare(span) for span in found if is_called_a_thing(doc, span)}
        people = [s for s in found if _bare(s) not in called and not names_a_thing(doc, s)]
        doc.set_ents(filter_spans(people + find_companions(doc, people)))
        return doc

    def _join(self, found: list[Span], by_rules: list[Span]) -> list[Span]:
        """The recogniser's spans; the rules' for one name that it took to pieces or left out."""
        starts = {span.start for span in found}
        taken = {i for span in found for i in range(span.start, span.end)}
        whole = [
            rule
            for rule in by_rules
            if re.search(r"[”\"]|(?:^|\s)[^\W\d_]\.", rule.text)
            or len(starts.intersection(range(rule.start, rule.end))) > 1
            or (
                len(rule) > 1
                and not taken.intersection(range(rule.start, rule.end))
                and (self._is_free(rule) or _is_presented(rule))
            )
        ]
        covered = {i for rule in whole for i in range(rule.start, rule.end)}
        return whole + [span for span in found if not covered & set(range(span.start, span.end))]

    def _is_free(self, rule: Span) -> bool:
        """Whether no place or company of the recogniser's is all of the rules' name, or more."""
        around = [self._others[i] for i in range(rule.start, rule.end) if i in self._others]
        return not any(
            start < rule.start or end > rule.end or (start, end) == (rule.start, rule.end)
            for start, end in around
        )


@Language.factory("person_merger", requires=["doc.ents"], assigns=["doc.ents"])
def create_person_merger(nlp: Language, name: str) -> PersonMerger:
    return PersonMerger()
