"""Whether a name that stands alone is a person's: what else in the article speaks for it.

A recogniser takes villages, numbers and companies for people more often where one word stands by
itself. A full name in the same article, a title, a verb of speech or a common given name holds it.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span

from nlp.gazetteer import load_homes
from nlp.lexicon import load_lexicon
from nlp.name_rules import OPENING, find_by_rules, strip_genitive
from nlp.names import is_given_name, look_up, titlecase
from nlp.presented import read_gendered
from nlp.titles import find_title

WELL_KNOWN = 20  # bearers that make a word a given name without a full name beside it
AGAIN = 3  # times that a name must stand in the article to be held by that alone
_INTO = frozenset({"i", "på", "från", "till", "vid", "mot", "utanför", "runt", "kring", "genom"})
_LAND = re.compile(r"älv|älven|lappmark|socken|kommun|län|stift|by|skärgård|fjäll|sjön|träsk|stad$")


def find_rule_tokens(doc: Doc) -> set[int]:
    """Token numbers within the people whom the rules of names find."""
    return {i for span in find_by_rules(doc) for i in range(span.start, span.end)}


def find_plain_words(doc: Doc) -> set[str]:
    """The words of the article that stand in lower case."""
    return {token.text for token in doc if token.text[0].islower()}


def is_supported(
    span: Span, by_rules: set[int], counts: dict[str, int], plain_words: set[str]
) -> bool:
    """Whether an entity that matches no full name of the article is to be kept as a person.

    ``counts`` says how often each bare form was found in the article.
    """
    doc = span.doc
    if len(span) == 1 and _is_word_here(span, plain_words):
        return False
    if any(i in by_rules for i in range(span.start, span.end)):
        return True
    word = span[-1].text
    following = doc[span.end].text if span.end < len(doc) else ""
    before = doc[span.start - 1].lower_ if span.start else ""
    bare = titlecase(strip_genitive(word, following))
    if len(span) > 1 and "." in span[0].text and find_title(word.lower()) is not None:
        return False  # "1 A. Klasslärare"
    if len(span) > 1:
        return before not in _INTO or any(is_given_name(t.text, WELL_KNOWN) for t in span)
    places = load_homes()
    if bare in places or titlecase(word) in places or _LAND.match(following):
        return False
    if bare in load_lexicon().not_surnames or titlecase(word) in load_lexicon().not_surnames:
        return False
    if before in _INTO and bare == titlecase(word):
        return False
    known = look_up(bare)
    if read_gendered(before) is not None or find_title(before) is not None:
        return True
    if is_given_name(bare, WELL_KNOWN) and not (known is not None and known.common):
        return True
    return counts.get(bare, 0) >= AGAIN and not (known is not None and known.common)


def _is_word_here(span: Span, plain_words: set[str]) -> bool:
    """Whether a word that opens a sentence stands in lower case elsewhere in the article: Ladan."""
    token, doc = span[0], span.doc
    if token.i and doc[token.i - 1].text[-1] not in OPENING:
        return False
    return token.text in load_lexicon().first_word_no_name or token.lower_ in plain_words
