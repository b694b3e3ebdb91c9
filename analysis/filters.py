"""Which articles a figure is about; stored as JSON beside every figure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from analysis.frames import Material
from data.vocab import Access, Genre

# The Riksdag's documents test the chain on real text; they are no news (see its outlet file).
# They count only in a database that holds nothing else. Articles of the outlet 'okand' are news
# whose file named no outlet: they count, and the figures by outlet show them apart.
NO_NEWS_OUTLETS = frozenset({"riksdagen"})


@dataclass(frozen=True, slots=True)
class Filters:
    """What counts. ``since`` and ``until`` are dates (YYYY-MM-DD), both included; "" is open.

    ``genres`` are news alone unless others are switched in; ``scopes`` (how far a story reaches)
    are all of them where none is named.
    """

    genres: tuple[str, ...] = (Genre.NEWS.value,)
    access: tuple[str, ...] = (Access.FULL.value, Access.TEASER.value, Access.UNKNOWN.value)
    growth_only: bool = True
    scopes: tuple[str, ...] = ()
    excluded_outlets: tuple[str, ...] = ()
    since: str = ""
    until: str = ""

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


def choose_filters(material: Material, since: str = "", until: str = "") -> Filters:
    """The filters of a folder's figures: the default ones, with what analyse.yml switches."""
    choice = material.choice
    return replace(
        default_filters(material.articles["outlet_id"], since, until),
        genres=tuple(genre.value for genre in choice.genres),
        access=tuple(access.value for access in choice.access),
        scopes=tuple(scope.value for scope in choice.scopes),
    )


def default_filters(outlet_ids: Iterable[str], since: str = "", until: str = "") -> Filters:
    """The filters of all published figures where nothing else is chosen."""
    present = set(outlet_ids)
    excluded = present & NO_NEWS_OUTLETS if present - NO_NEWS_OUTLETS else set()
    return Filters(excluded_outlets=tuple(sorted(excluded)), since=since, until=until)
