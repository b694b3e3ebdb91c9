"""Reads an edition, or counts a period, and makes the facts of a kit out of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from analysis.analyse import analyse_material, is_current
from analysis.editions import (
    CONTEXT,
    Edition,
    describe_settings,
    hash_rows,
    open_context,
    parse_edition,
    read_edition,
)
from analysis.filters import Filters, choose_filters
from analysis.frames import Material, load_tagged_material
from analysis.periods import Period, parse_period, quarter_of
from analysis.press.coverage import collect_context
from analysis.press.facts import Facts, Provenance, Sender
from analysis.press.judge import make_facts
from analysis.press.signoffs import SignOffs, read_signoffs
from analysis.provenance import hash_code
from analysis.publish.config import read_publish_config
from analysis.stories import Counting, choose_stories
from data.errors import NothingToDo
from data.results import read_all, read_results
from data.reviewed import read_reviewed
from data.store import MediaStore

Row = dict[str, Any]
Progress = Callable[[Iterable[Any], int], Iterable[Any]]


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for. ``edition`` or ``period`` names what; the latest quarter if neither.

    ``all_told``: say also what nobody has marked as reviewed in a signed edition.
    """

    edition: str = ""
    period: str = ""
    anonymise: bool = False
    embargo: str = ""
    all_told: bool = False


def gather_facts(store: MediaStore, db_dir: Path, wish: Wish, progress: Progress) -> Facts:
    """The facts of an edition or a period.

    Raises NothingToDo when there is no such edition or no article of the period counts, and
    BadInput for a malformed name or an edition that is not what was frozen.
    """
    if wish.edition:
        return _gather_edition(store, db_dir, wish)
    return _gather_period(store, db_dir, wish, progress)


def _gather_edition(store: MediaStore, db_dir: Path, wish: Wish) -> Facts:
    period = parse_edition(wish.edition)
    edition, rows = read_edition(store, wish.edition)
    context = read_context(store, edition, rows)
    provenance = Provenance(
        version=edition.version,
        code_sha256=edition.code_sha256,
        models=tuple(edition.models["names"]),
        figures_sha256=edition.sha256,
        frozen_at=edition.frozen_at,
        n_reviewed=edition.n_reviewed,
    )
    stamp = datetime.fromisoformat(edition.frozen_at.replace("Z", "+00:00")).astimezone(UTC)
    return make_facts(
        edition.name, period, stamp.replace(microsecond=0), rows, context, provenance,
        read_signoffs(db_dir, edition.name, edition.sha256, wish.all_told), read_sender(db_dir),
        wish.anonymise, wish.embargo,
    )  # fmt: skip


def read_context(store: MediaStore, edition: Edition, rows: dict[str, list[Row]]) -> Row:
    """What was frozen around an edition's figures.

    An edition of a version that did not freeze it yet gets the coverage of its articles as they
    are now.
    """
    if rows.get(CONTEXT):
        return open_context(edition.name, rows[CONTEXT][0])
    chosen = json.loads(json.dumps(edition.settings["filters"]))
    lists = {key: tuple(value) for key, value in chosen.items() if isinstance(value, list)}
    return collect_context(store, load_tagged_material(store), Filters(**chosen | lists))


def read_sender(db_dir: Path) -> Sender:
    """Who sends the kit, as publish.yml says. Raises BadInput for a file that cannot be right."""
    config = read_publish_config(db_dir)
    return Sender(config.organisation, config.contact.removeprefix("mailto:"))


def _gather_period(store: MediaStore, db_dir: Path, wish: Wish, progress: Progress) -> Facts:
    wanted = parse_period(wish.period) if wish.period else None
    material = load_tagged_material(store)
    period = wanted or latest_quarter(material)
    filters = choose_filters(material, period.since, period.until)
    if choose_stories(material, filters, Counting.PER_OUTLET).empty:
        raise NothingToDo(
            f"no article on growth counts in {period.name}; "
            f"the latest quarter with such articles is {latest_quarter(material).name}"
        )
    rows, n_reviewed = _count(store, db_dir, material, filters, progress)
    context = collect_context(store, material, filters)
    provenance = Provenance(
        version=version("mediagranskning"),
        code_sha256=hash_code(),
        models=tuple(context["models"]),
        figures_sha256=hash_rows(rows, describe_settings(filters)),
        frozen_at="",
        n_reviewed=n_reviewed,
    )
    last = context["coverage"]["last"]
    stamp = datetime.fromisoformat(f"{last or '1980-01-01'}T00:00:00+00:00")
    return make_facts(
        "", period, stamp, rows, context, provenance,
        SignOffs(), read_sender(db_dir), wish.anonymise, wish.embargo,
    )  # fmt: skip


def _count(
    store: MediaStore, db_dir: Path, material: Material, filters: Filters, progress: Progress
) -> tuple[dict[str, list[Row]], int]:
    """The rows of a period by kind, and how many reviewed rows they rest on.

    The running figures are taken where they are of this very material and program.
    """
    reviewed = read_reviewed(db_dir)
    stored = read_results(store)
    meta = stored.pop("meta", [{}])[0]
    if meta.get("filters") == filters.to_json() and is_current(meta, material, reviewed):
        return {"indicators": read_all(store, "indicators"), **stored}, len(reviewed)
    found = analyse_material(store, material, reviewed, filters, progress)
    results = {kind: rows for kind, rows in found.results.items() if kind != "meta"}
    return {"indicators": found.indicators, **results}, len(reviewed)


def latest_quarter(material: Material) -> Period:
    """The latest quarter in which an article counts. Raises NothingToDo when there is none."""
    filters = choose_filters(material)
    stories = choose_stories(material, filters, Counting.PER_OUTLET)
    dates = [date for date in stories["date"] if len(date) == 10]
    if not dates:
        raise NothingToDo(
            "no dated article on growth is tagged; collect more with 'mediagranskning crawl', "
            "or take --period all"
        )
    return quarter_of(max(dates))
