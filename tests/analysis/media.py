"""Small media.db files built by hand through MediaStore."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from analysis.analyse import Analysis, analyse_material, store_analysis
from analysis.filters import default_filters
from analysis.frames import load_tagged_material
from data.identity import content_hash, stable_key
from data.records import (
    Article,
    Contributor,
    Mention,
    Outlet,
    Person,
    PlaceLabel,
    Tagging,
    TopicLabel,
)
from data.reviewed import read_reviewed
from data.store import MediaStore
from data.vocab import (
    Access,
    Evidence,
    Function,
    Gender,
    Genre,
    Occupation,
    Sector,
    Theme,
    TopicKind,
)

OUTLETS = {
    "norrbladet": "Norrbladet",
    "polcirkeln": "Polcirkelbladet",
    "riksdagen": "Riksdagens interpellationer",
}
SECRET = "Den hemliga meningen om älven får aldrig lämna databasen"
WOMAN, MAN, UNKNOWN, NONBINARY = Gender.WOMAN, Gender.MAN, Gender.UNKNOWN, Gender.NONBINARY


@dataclass
class Story:
    """One article to write: ``people`` are (name, gender) pairs, named in the text in order."""

    people: list[tuple[str, Gender]] = field(default_factory=list)
    title: str = "Ny gruva ger jobb"
    outlet: str = "norrbladet"
    url: str = ""
    published: str = "2026-09-03T08:00:00+02:00"
    genre: Genre = Genre.NEWS
    access: Access = Access.FULL
    cluster: str = ""
    themes: tuple[Theme, ...] = (Theme.INNOVATION_FORNYELSE,)
    sectors: tuple[Sector, ...] = (Sector.GRUVA_STAL,)
    places: tuple[str, ...] = ("Kiruna",)
    quoted: bool = True
    tagged: bool = True
    byline: str = ""


def write_media(db_dir: Path, stories: Iterable[Story]) -> list[str]:
    """Write the stories and their taggings; returns the article ids in order."""
    ids = []
    with MediaStore(db_dir) as store:
        store.save_outlets(Outlet(key, name) for key, name in OUTLETS.items())
        clusters = {}
        for number, story in enumerate(stories):
            article = _to_article(story, number)
            ids.append(article.id)
            store.save_article(article)
            clusters[article.id] = story.cluster or article.id
            if story.tagged:
                store.save_taggings([_to_tagging(story, article)])
        store.save_clusters(clusters)
    return ids


def _to_article(story: Story, number: int) -> Article:
    url = story.url or f"https://{story.outlet}.example/nyheter/artikel-{number}"
    said = [f"{name} berättar om läget. {SECRET}." for name, _ in story.people]
    text = "\n\n".join(said) or f"Ingen syns här. {SECRET}."
    return Article(
        id=stable_key(url),
        outlet_id=story.outlet,
        url=url,
        title=story.title,
        text=text,
        published=story.published,
        content_hash=content_hash(story.title, text),
        genre=story.genre,
        access=story.access,
        contributors=(Contributor(story.byline, "byline"),) if story.byline else (),  # type: ignore[arg-type]
    )


def _to_tagging(story: Story, article: Article) -> Tagging:
    topics = [TopicLabel(TopicKind.THEME, theme, 0.9, "jobb") for theme in story.themes]
    topics += [TopicLabel(TopicKind.SECTOR, sector, 0.9, "gruva") for sector in story.sectors]
    return Tagging(
        article_id=article.id,
        content_hash=article.content_hash,
        model="provmodell 1",
        genre=story.genre,
        persons=tuple(
            _to_person(i, name, gender, article, story.quoted)
            for i, (name, gender) in enumerate(story.people)
        ),
        quotes=(),
        topics=tuple(topics),
        places=tuple(PlaceLabel(place, 1.0, 2) for place in story.places),
    )


def _to_person(position: int, name: str, gender: Gender, article: Article, quoted: bool) -> Person:
    mentions, start = [], article.full_text.find(name)
    while start >= 0:
        mentions.append(Mention(start, start + len(name), name))
        start = article.full_text.find(name, start + 1)
    return Person(
        position=position,
        name=name,
        gender=gender,
        p_woman=None,
        evidence=Evidence.NAME,
        evidence_text="",
        function=Function.SPOKESPERSON,
        occupation_group=Occupation.OTHER,
        mentions=tuple(mentions),
        in_headline=any(m.start_char < len(article.title) for m in mentions),
        in_lead=True,
        quoted_direct=quoted,
        quoted_indirect=False,
        quoted_words=10 if quoted else 0,
    )


def run_analysis(db_dir: Path) -> Analysis:
    """What ``analyse`` does: all figures into the database."""
    with MediaStore(db_dir) as store:
        material = load_tagged_material(store)
        filters = default_filters(material.articles["outlet_id"])
        reviewed = read_reviewed(db_dir)
        found = analyse_material(store, material, reviewed, filters, lambda items, _: items)
        store_analysis(store, found)
    return found


def many_stories(n: int = 40, women: int = 2, outlet: str = "norrbladet") -> list[Story]:
    """``n`` stories of three persons each, ``women`` in five of the persons women."""
    persons = [WOMAN if i % 5 < women else MAN for i in range(3 * n)]
    return [
        Story(
            [(f"Prov{i}{x} Testnamn{i}", persons[3 * i + k]) for k, x in enumerate("abc")],
            outlet=outlet,
            url=f"https://{outlet}.example/nyhet/{i}",
            published=f"2026-{7 + i % 3:02d}-{1 + i % 28:02d}T08:00:00+02:00",
        )
        for i in range(n)
    ]
