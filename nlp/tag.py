"""Tag articles: run the pipeline and freeze what it says into records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from data.records import Article, Mention, Person, Tagging
from data.vocab import Genre
from nlp.drafts import (
    PersonDraft,
    get_persons,
    get_places,
    get_quotes,
    get_text,
    get_topics,
    set_text,
)
from nlp.wrapping import join_wrapped

LISTING_PERSONS = 25  # more names than a story holds: results, school classes, election tables
LISTING_DENSITY = 0.12  # mentions per word above which those names are a list


def make_doc(nlp: Language, title: str, text: str) -> Doc:
    """A Doc of a headline and text, ready for the pipeline."""
    whole = f"{title}\n\n{join_wrapped(text)}"
    doc = nlp.make_doc(whole)
    set_text(doc, whole)
    doc._.title_length = len(title)
    return doc


def _round(p: float | None) -> float | None:
    return None if p is None else round(p, 4)


def _freeze_person(position: int, person: PersonDraft, doc: Doc) -> Person:
    own = [q for q in get_quotes(doc) if q.person == position]
    return Person(
        position=position,
        name=person.name,
        gender=person.gender,
        p_woman=_round(person.p_woman),
        evidence=person.evidence,
        evidence_text=person.evidence_text,
        function=person.function,
        occupation_group=person.occupation,
        mentions=tuple(Mention(n.start_char, n.end_char, n.text) for n in person.namings),
        in_headline=person.in_headline,
        in_lead=person.in_lead,
        quoted_direct=any(q.direct for q in own),
        quoted_indirect=any(not q.direct for q in own),
        p_low=_round(person.p_low),
        p_high=_round(person.p_high),
        evidence_start=person.evidence_start,
        evidence_end=person.evidence_end,
        conflict=person.conflict,
        quoted_words=person.quoted_words,
        title=person.title,
        affiliation=person.affiliation,
        party=person.party,
        gmmp_occupation=person.gmmp_occupation,
        position_in_business=person.position_in_business,
        family_role=person.family_role,
        is_victim=person.is_victim,
        is_survivor=person.is_survivor,
        in_first_third=person.in_first_third,
        in_caption=person.in_caption,
        share_of_quoted_words=round(person.share_of_quoted_words, 4),
        has_first_word=person.has_first_word,
        has_last_word=person.has_last_word,
        is_central=person.is_central,
    )


def decide_genre(article: Article, doc: Doc) -> Genre:
    """The genre that the outlet's rules gave; a page of names is a listing, whatever it says."""
    persons = get_persons(doc)
    mentions = sum(len(person.namings) for person in persons)
    words = len(get_text(doc).split())
    if len(persons) >= LISTING_PERSONS and mentions / max(words, 1) > LISTING_DENSITY:
        return Genre.LISTING
    return article.genre


def freeze(article: Article, doc: Doc, model: str) -> Tagging:
    """Everything the pipeline said of an article, as a record."""
    return Tagging(
        article_id=article.id,
        content_hash=article.content_hash,
        model=model,
        genre=decide_genre(article, doc),
        persons=tuple(_freeze_person(i, p, doc) for i, p in enumerate(get_persons(doc))),
        quotes=get_quotes(doc),
        topics=get_topics(doc),
        places=get_places(doc),
        contributors=doc._.contributors,
    )


def tag_articles(
    nlp: Language, articles: Iterable[Article], model: str
) -> Iterator[tuple[Article, Tagging | str]]:
    """Tag one article at a time; one that breaks the pipeline gives the name of its exception."""
    for article in articles:
        try:
            doc = nlp(make_doc(nlp, article.title, article.text))
            yield article, freeze(article, doc, model)
        except Exception as error:  # any fault in one article costs that one, and is reported
            yield article, type(error).__name__
