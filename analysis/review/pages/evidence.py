"""From a figure to its evidence: the persons behind it, and the sentences they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from analysis.dimensions import DIMENSION_LABELS, OVERALL
from analysis.indicators import CONTRASTS, INDICATORS
from analysis.indicators.indicator import Kind
from analysis.review.answers import Answer, Asked, NotFound, Page
from analysis.review.background import (
    SHELF,
    Behind,
    find_behind,
    find_behind_contrast,
    find_stories,
)
from analysis.review.figurerows import Figures, Row, read_figures
from analysis.review.pages.figures import COUNTINGS
from analysis.review.sentences import Sentence, find_sentences
from analysis.review.wording import GENDERS, say_evidence
from analysis.stories import SELECTION_LABELS, Counting, Selection
from data.readings import TaggedArticle, read_tagged_article
from data.records import Person
from data.review.queue import list_assignments
from data.review.words import Right
from data.store import MediaStore
from data.vocab import Gender

PER_PAGE = 20
ANSWERS = {"yes": "räknas med", "no": "räknas inte med", "undecided": "obestämda"}


@dataclass(frozen=True, slots=True)
class Hit:
    """A person, a credit or a story behind a figure."""

    article: str
    title: str
    outlet: str
    published: str
    name: str
    gender: str
    evidence: str
    number: int
    sentences: list[Sentence]


def show_evidence(asked: Asked) -> Answer:
    """The figure in words, then what it counts, twenty at a time, the newest first."""
    figures = read_figures(asked.db_dir, asked.args.get("utgava", ""))
    row, title, definition = _find_row(asked, figures)
    background = SHELF.fetch(asked.db_dir)
    if background is None:
        text = "Artiklarna bakom siffrorna läses in. Sidan visas av sig själv om en stund."
        return Page("besked.html", {"titel": "Ett ögonblick", "text": text}, refresh=2)
    if asked.args.get("visa") == "artiklar":
        behind = find_stories(background, row)
    elif "contrast" in row:
        behind = find_behind_contrast(background, row)
    else:
        behind = find_behind(background, row)
    chosen = asked.args.get("svar" if behind.kind is Kind.STORIES else "kon", "")
    rows = behind.rows
    if chosen:
        if chosen not in behind.counts:
            raise NotFound
        column = "part" if behind.kind is Kind.STORIES else "gender"
        rows = rows[rows[column].astype(str) == chosen]
    articles = background.material.articles
    hidden = _find_blind(asked)
    n_hidden = 0
    if hidden:
        secret = articles["article_id"].isin(hidden).to_numpy()[rows["article"].to_numpy()]
        n_hidden = int(secret.sum())
        rows = rows[~secret]
    page = _read_page(asked.args.get("sida", "1"), len(rows))
    shown = rows.iloc[(page - 1) * PER_PAGE : page * PER_PAGE]
    keys = articles["article_id"].to_numpy()[shown["article"].to_numpy()].tolist()
    expected = _count_expected(row, behind)
    return Page(
        "underlag.html",
        {
            "rubrik": title,
            "definition": definition,
            "rad": row,
            "indelning": DIMENSION_LABELS.get(str(row.get("dimension", OVERALL)), ""),
            "rakning": COUNTINGS[row["counting"]],
            "urval": SELECTION_LABELS[row["selection"]],
            "utgava": asked.args.get("utgava", ""),
            "antal": behind.counts,
            "namn": ANSWERS if behind.kind is Kind.STORIES else GENDERS,
            "vald": chosen,
            "valnamn": "svar" if behind.kind is Kind.STORIES else "kon",
            "traffar": _list_hits(asked, behind, keys, shown),
            "n": len(rows),
            "n_dolda": n_hidden,
            "sida": page,
            "sidor": max(1, -(-len(rows) // PER_PAGE)),
            "lank": _make_link(asked),
            "avviker": expected is not None and expected != behind.counts,
        },
    )


def _find_row(asked: Asked, figures: Figures) -> tuple[Row, str, str]:
    args = asked.args
    counting = args.get("rakning", Counting.PER_OUTLET.value)
    selection = args.get("urval", Selection.ALL.value)
    if "kontrast" in args:
        contrast = CONTRASTS.get(args["kontrast"])
        if contrast is None:
            raise NotFound
        row = figures.find_contrast(contrast.id, counting, selection)
        return row, contrast.label, contrast.definition
    key = (
        args.get("matt", "people"), args.get("indelning", OVERALL), args.get("varde", "alla"),
        counting, selection,
    )  # fmt: skip
    row = figures.find(key)
    indicator = INDICATORS[row["indicator"]]
    return row, indicator.label, indicator.definition


def _count_expected(row: Row, behind: Behind) -> dict[str, int] | None:
    """What the stored figure says, in the words of Behind.counts."""
    if behind.kind is Kind.STORIES and list(behind.counts) == ["yes"]:
        return {"yes": row["n_stories"]}
    if behind.kind is Kind.STORIES:
        yes = round(row["numerator"])
        return {
            "yes": yes,
            "no": round(row["denominator"]) - yes,
            "undecided": round(row["undecided"]),
        }
    if row.get("withheld") and not row["n_persons"]:
        return None
    return {
        Gender.WOMAN.value: row["n_women"],
        Gender.MAN.value: row["n_men"],
        Gender.NONBINARY.value: row["n_nonbinary"],
        Gender.UNKNOWN.value: row["n_unknown"],
    }


def _find_blind(asked: Asked) -> set[str]:
    """Articles whose labels the user must not see yet."""
    if not asked.may(Right.DECIDE):
        return set()
    begun = list_assignments(asked.store, asked.who, done=False)
    return {assignment.article for assignment in begun if assignment.blind}


def _read_page(word: str, n: int) -> int:
    last = max(1, -(-n // PER_PAGE))
    if not word.isascii() or not word.isdigit() or not 1 <= int(word[:9]) <= last:
        raise NotFound
    return int(word)


def _list_hits(asked: Asked, behind: Behind, keys: list[str], shown: Any) -> list[Hit]:
    hits = []
    with MediaStore.open_existing(asked.db_dir) as store:
        read: dict[str, TaggedArticle] = {}
        for key, row in zip(keys, shown.to_dict("records"), strict=True):
            if key not in read:
                read[key] = read_tagged_article(store, key)
            hits.append(_make_hit(read[key], behind.kind, row))
    return hits


def _make_hit(tagged: TaggedArticle, kind: Kind, row: dict[str, Any]) -> Hit:
    article = tagged.article
    name, gender, evidence, number = "", "", "", 0
    sentences: list[Sentence] = []
    if kind is Kind.CONTRIBUTORS:
        name, gender = row["name"], GENDERS.get(str(row["gender"]), "")
    elif kind is Kind.STORIES:
        people = [f"{p.name} ({GENDERS[p.gender].lower()})" for p in tagged.persons]
        name = ", ".join(people)
    else:
        person = _find_person(tagged, int(row["position"]))
        if person is not None:
            name, gender = person.name, GENDERS[person.gender]
            evidence, number = say_evidence(person), person.position + 1
            sentences = find_sentences(article.full_text, person, tagged.quotes)
    return Hit(
        article.id, article.title or "(utan rubrik)", tagged.outlet, article.published,
        name, gender, evidence, number, sentences,
    )  # fmt: skip


def _find_person(tagged: TaggedArticle, position: int) -> Person | None:
    return next((p for p in tagged.persons if p.position == position), None)


def _make_link(asked: Asked) -> str:
    """The address of this figure without page and gender, to hang those on."""
    kept = {k: v for k, v in asked.args.items() if k not in {"sida", "kon", "svar"}}
    return f"/granska/underlag?{urlencode(kept)}"
