"""All figures of one period at once: what ``analyse`` stores and an edition freezes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.base_rates import compute_quotients, load_base_rates
from analysis.changes import compute_changes
from analysis.correction.estimates import (
    choose_corrected,
    compute_corrections,
    compute_decided,
)
from analysis.correction.misclassification import tabulate_errors
from analysis.dimensions import quarters
from analysis.filters import Filters
from analysis.frames import Material
from analysis.gmmp import compute_gmmp
from analysis.indicators import INDICATORS
from analysis.indicators.compute import (
    Progress,
    compute_main_rows,
    compute_rows,
    compute_side_rows,
    side_scopes,
    sort_rows,
)
from analysis.indicators.contrasts import compute_contrasts
from analysis.provenance import hash_code
from analysis.reviewing.machine import undo_corrections
from analysis.scope import Scope, make_scope
from analysis.sensitivity import compute_sensitivity
from analysis.unseen import find_unseen
from analysis.wordcount import compare_words_beside
from data.results import Source, pack_results, replace_if_changed
from data.reviewed import ReviewedRow
from data.store import MediaStore

Rows = list[dict[str, Any]]
_FINGERPRINTED = (
    *("article_id", "outlet_id", "published", "access", "cluster_id", "content_hash"),
    *("wire", "genre", "model"),
)


@dataclass(frozen=True, slots=True)
class Analysis:
    """``indicators`` are the rows of that table, ``results`` all other rows by kind."""

    indicators: Rows
    results: dict[str, Rows]


def analyse_material(
    store: Source,
    material: Material,
    reviewed: list[ReviewedRow],
    filters: Filters,
    progress: Progress,
) -> Analysis:
    """Every figure for the stories that the filters leave; equal input gives equal rows."""
    scope = make_scope(material, filters)
    with compare_words_beside(store, scope) as compared_words:
        indicators, contrasts = compute_main_rows(scope, progress), compute_contrasts(scope)
        for other in side_scopes(scope):
            indicators += compute_side_rows(other)
            contrasts += compute_contrasts(other)
        indicators = sort_rows(indicators)
        rest = _compute_rest(store, material, reviewed, scope, indicators)
        words = compared_words()
    meta = {
        "fingerprint": fingerprint(material, reviewed),
        "code_sha256": hash_code(),
        "filters": filters.to_json(),
        "n_reviewed": len(reviewed),
    }
    return Analysis(indicators, {"contrasts": contrasts, "words": words, **rest, "meta": [meta]})


def _compute_rest(
    store: Source,
    material: Material,
    reviewed: list[ReviewedRow],
    scope: Scope,
    indicators: Rows,
) -> dict[str, Rows]:
    """What is made of the indicators, and what needs scopes of its own."""
    filters = scope.filters
    all_news = make_scope(material, replace(filters, growth_only=False))
    machine = undo_corrections(store, material)
    if machine is material:
        corrections = compute_corrections(scope, reviewed)
    else:
        corrections = compute_corrections(make_scope(machine, filters), reviewed)
        corrections += compute_decided(scope)
    stories = scope.stories
    outlets = dict(zip(stories["outlet_id"], stories["outlet"], strict=True))
    return {
        "quotients": compute_quotients(indicators, load_base_rates()),
        "changes": _compute_changes(material, filters, indicators),
        "unseen": find_unseen(indicators, outlets),
        "gmmp": compute_gmmp(all_news),
        "corrections": corrections,
        "misclassification": tabulate_errors(reviewed),
        "sensitivity": compute_sensitivity(
            scope, all_news, indicators, choose_corrected(corrections)
        ),
    }


def store_analysis(store: MediaStore, found: Analysis) -> bool:
    """Keep the running figures; says whether anything changed."""
    changed = replace_if_changed(store, "indicators", found.indicators)
    return replace_if_changed(store, "results", pack_results(found.results)) or changed


def is_current(meta: dict[str, Any], material: Material, reviewed: list[ReviewedRow]) -> bool:
    """Whether stored figures were made of this material by this very program."""
    made_by = meta.get("code_sha256"), meta.get("fingerprint")
    return made_by == (hash_code(), fingerprint(material, reviewed))


def fingerprint(material: Material, reviewed: list[ReviewedRow]) -> str:
    """A hash of all that the figures are made of, whatever the order of rows in the database."""
    digest = hashlib.sha256()
    frames = (
        material.articles[list(_FINGERPRINTED)].astype(str),
        material.persons,
        material.topics,
        material.places,
        material.contributors,
    )
    for frame in frames:
        digest.update(repr(list(frame.columns)).encode())
        digest.update(np.sort(pd.util.hash_pandas_object(frame, index=False).to_numpy()).tobytes())
    for row in reviewed:
        digest.update(row.model_dump_json().encode())
    return digest.hexdigest()


def _compute_changes(material: Material, filters: Filters, indicators: Rows) -> Rows:
    """Steps between periods; for figures of one period also the step that leads into it."""
    if not filters.since and not filters.until:
        return compute_changes(indicators)
    whole = make_scope(material, replace(filters, since="", until=""))
    rows: Rows = []
    for indicator in INDICATORS.values():
        units = tuple(unit for unit in ("month", "quarter") if unit in indicator.dimensions)
        rows += compute_rows(whole, indicator, units) if units else []
    months = pd.Series(pd.period_range(filters.since, filters.until, freq="M").astype(str))
    wanted = {*months, *quarters(months)}
    return [
        step | {"filters": filters.to_json()}
        for step in compute_changes(rows, lambda period: period in wanted)
    ]
