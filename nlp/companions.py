"""Names in the company of people, or right after who they are: "Liv och Ebbe", "hans fru Elle".

A short first name by itself is the easiest to miss; children and farmers are often named so.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span, Token

from nlp.gazetteer import load_homes
from nlp.lexicon import load_lexicon
from nlp.name_rules import LABEL, OPENING, strip_genitive
from nlp.names import is_given_name, titlecase
from nlp.presented import read_gendered
from nlp.titles import find_title

GIVEN = 20  # bearers that make a word in a row of people one of them
_JOINED = frozenset({"och", "samt", "&"})
_NAME = re.compile(r"^[^\W\d_a-zåäöéüáčđŋšŧž][\w’'-]+$")


def find_companions(doc: Doc, people: list[Span]) -> list[Span]:
    """Words alone that are people by the company they keep; those found already are left out."""
    taken = {i for span in people for i in range(span.start, span.end)}
    taken |= {token.i for token in doc if token.ent_type}
    found: list[Span] = []
    may_be = [token for token in doc if _may_be_name(token)]
    for token in may_be:
        if token.i not in taken and _is_presented(doc, token):
            found.append(Span(doc, token.i, token.i + 1, label=LABEL))
            taken.add(token.i)
    edges = {span.start for span in people} | {span.end for span in people}
    edges |= {i for span in found for i in (span.start, span.end)}
    for reading in (may_be, may_be[::-1]):
        for token in reading:
            if token.i in taken or not _is_known(doc, token):
                continue
            if _stands_in_row(doc, token, edges):
                found.append(Span(doc, token.i, token.i + 1, label=LABEL))
                taken.add(token.i)
                edges |= {token.i, token.i + 1}
    return found


def _may_be_name(token: Token) -> bool:
    text = token.text
    if not _NAME.match(text) or len(text) < 2 or text.isupper():
        return False
    bare = titlecase(text)
    return bare not in load_homes() and bare not in load_lexicon().not_surnames


def _is_known(doc: Doc, token: Token) -> bool:
    following = doc[token.i + 1].text if token.i + 1 < len(doc) else ""
    return is_given_name(strip_genitive(token.text, following), GIVEN)


def _is_presented(doc: Doc, token: Token) -> bool:
    """Whether a noun for a human stands right before, and no further capital after."""
    before = doc[token.i - 1].text if token.i else ""
    following = doc[token.i + 1].text if token.i + 1 < len(doc) else ""
    if not before[:1].isalpha() or following[:1].isupper() or following == "&":
        return False
    if read_gendered(before) is not None and before.lower() not in {"man", "far", "mor"}:
        return True
    return find_title(before.lower()) is not None and before.lower().endswith(("en", "an", "et"))


def _stands_in_row(doc: Doc, token: Token, edges: set[int]) -> bool:
    """Whether och or a comma joins the word to a person before or after it."""
    before, after = token.i - 1, token.i + 1
    if after + 1 < len(doc) and after + 1 in edges and doc[after].text in {*_JOINED, ","}:
        opens = token.i == 0 or doc[before].text[-1] in OPENING
        return doc[after].text in _JOINED or not opens
    if before <= 0 or before not in edges:
        return False
    return doc[before].text in _JOINED or (doc[before].text == "," and _row_goes_on(doc, after))


def _row_goes_on(doc: Doc, after: int) -> bool:
    """Whether the row that the word stands in has one more member: ", Vera och Ester"."""
    return (
        after + 1 < len(doc)
        and doc[after].text in _JOINED
        and _NAME.match(doc[after + 1].text) is not None
    )
