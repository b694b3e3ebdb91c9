"""Collects the rows of every table of public.db."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from analysis.analyse import is_current
from analysis.base_rates import load_base_rates
from analysis.correction.estimates import choose_corrected
from analysis.editions import list_editions, read_edition
from analysis.filters import choose_filters
from analysis.frames import Material, load_tagged_material
from analysis.publish.articles import build_articles
from analysis.publish.collection import build_gaps, build_ledger
from analysis.publish.config import PublishConfig, read_publish_config
from analysis.publish.context import (
    build_base_rates,
    build_editions,
    build_gmmp,
    build_gmmp_published,
    build_indicator_list,
    build_unseen,
    build_words,
)
from analysis.publish.dictionary import build_dictionary
from analysis.publish.facts import build_facts
from analysis.publish.findings import build_changes, build_contrasts, build_quotients
from analysis.publish.hide import TAKEN_DOWN, Hider
from analysis.publish.leftout import count_left_out
from analysis.publish.method import describe_method
from analysis.publish.names import build_holders, find_named
from analysis.publish.public_db import replace_public_db
from analysis.publish.schema import PUBLIC_DB
from analysis.publish.selections import build_selections
from analysis.publish.tables import (
    build_errors,
    build_figures,
    build_outlets,
    build_story_shares,
)
from analysis.publish.trials import (
    build_corrections,
    build_misclassification,
    build_sensitivity,
)
from analysis.stories import judge_articles
from data.errors import NothingToDo
from data.ledger import find_gaps, read_ledger
from data.results import count_skips, read_all, read_results, read_rows
from data.reviewed import read_reviewed
from data.store import MediaStore

Row = dict[str, Any]
__all__ = ["PUBLIC_DB", "collect_tables", "replace_public_db"]


def collect_tables(store: MediaStore, db_dir: Path) -> dict[str, list[Row]]:
    """The rows of every table of public.db.

    Raises NothingToDo when the figures are missing, older than the articles or reviews, or made
    by other code: a site whose figures and articles disagree must not come about.
    """
    config = read_publish_config(db_dir)
    material = load_tagged_material(store)
    reviewed = read_reviewed(db_dir)
    indicators, results = read_all(store, "indicators"), read_results(store)
    if not indicators or "meta" not in results:
        raise NothingToDo("there are no indicators yet; run 'mediagranskning analyse' first")
    if not is_current(results["meta"][0], material, reviewed):
        raise NothingToDo(
            "the indicators are older than the articles, the reviews or the program; "
            "run 'mediagranskning analyse' first"
        )
    filters = choose_filters(material)
    if results["meta"][0]["filters"] != filters.to_json():
        raise NothingToDo(
            "the indicators were made with other filters than analyse.yml has now; "
            "run 'mediagranskning analyse' first"
        )
    judged = judge_articles(material, filters)
    corrected = choose_corrected(results.get("corrections", []))
    method = describe_method(material, filters, corrected, config)
    rates = {rate.id: rate for rate in load_base_rates()}
    editions = list_editions(store)

    articles, holders = _build_articles(store, material, judged, config)
    names = {row["id"]: row["name"] for row in read_rows(store, "outlets", ("id", "name"))}

    def of(kind: str) -> list[Row]:
        return results.get(kind, [])

    figures = build_figures(indicators)
    return {
        "nyckeltal": figures,
        "nyhetsandelar": build_story_shares(indicators),
        "jamforelser": build_contrasts(of("contrasts")),
        "kvoter": build_quotients(of("quotients"), rates),
        "forandringar": build_changes(of("changes")),
        "kanslighet": build_sensitivity(of("sensitivity")),
        "rattelser": build_corrections(of("corrections")),
        "forvaxlingar": build_misclassification(of("misclassification")),
        "osynligt": build_unseen(of("unseen")),
        "ord": build_words(of("words")),
        "gmmp": build_gmmp(of("gmmp")),
        "gmmp_publicerat": build_gmmp_published(),
        "basandelar": build_base_rates(rates.values()),
        "mattlista": build_indicator_list(),
        "utgavor": build_editions(editions),
        "utgavesiffror": [
            row
            for edition in editions
            for row in build_figures(
                read_edition(store, edition.name)[1]["indicators"], edition.name
            )
        ],
        "artiklar": articles,
        "foretradare": holders,
        "medier": build_outlets(store, material, judged),
        "felmatt": build_errors(store),
        "utelamnat": count_left_out(count_skips(store), judged),
        "metod": [
            {"nyckel": key, "varde": value, "ordning": i}
            for i, (key, value) in enumerate(method.items(), 1)
        ],
        "uppgifter": build_facts(config),
        "liggare": build_ledger(read_ledger(store), names),
        "luckor": build_gaps(find_gaps(store), names),
        "datalexikon": build_dictionary(),
        "urvalssiffror": build_selections(material, filters, figures),
    }


def _build_articles(
    store: MediaStore, material: Material, judged: pd.Series[str], config: PublishConfig
) -> tuple[list[Row], list[Row]]:
    """Rows of ``artiklar`` and of ``foretradare``, under one policy of names."""
    named = find_named(store, config)
    hider = Hider.read(store, config, frozenset(one.person_id for one in named))
    articles = build_articles(material, judged, hider)
    days = {
        row["id"]: row["publicerad"] or ""
        for row in articles
        if row["raknas"] == "ja" and row["lank_utelamnad"] != TAKEN_DOWN
    }
    hidden = {one.article_id: hider.hidden_words(one.article_id) for one in named if one.kind}
    return articles, build_holders(named, days, hidden)
