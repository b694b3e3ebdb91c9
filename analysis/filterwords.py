"""What the filters of a figure are, as a Swedish sentence."""

from __future__ import annotations

import json
from functools import lru_cache

from analysis.swedish import say_date, say_list
from data.vocab import Access, Genre, Scope, label_sv

_GENRES = {
    Genre.NEWS.value: "nyheter",
    Genre.OPINION.value: "ledare och debatt",
    Genre.LETTER.value: "insändare",
    Genre.OBITUARY.value: "minnesord",
    Genre.NOTICE.value: "notiser",
    Genre.LISTING.value: "namnlistor",
    Genre.SPONSORED.value: "annonsmaterial",
}
_SCOPES = {
    Scope.LOCAL.value: "om enskilda kommuner",
    Scope.COUNTY.value: "om hela länet",
    Scope.ELSEWHERE.value: "om platser utanför länet",
    Scope.UNKNOWN.value: "utan känd plats",
}
_ACCESS = {
    Access.FULL.value: "hela texten läst",
    Access.TEASER.value: "bara ingressen läst",
    Access.UNKNOWN.value: "okänt om hela texten",
}


@lru_cache(maxsize=64)
def say_filters(filters: str) -> str:
    """Filters as JSON -> "Nyheter om regional tillväxt; hela tiden; alla åtkomster"."""
    if not filters:
        return ""
    chosen = json.loads(filters)
    what = say_list([_GENRES.get(genre, label_sv(genre)) for genre in chosen["genres"]])
    if chosen["growth_only"]:
        what += " om regional tillväxt"
    parts = [what.capitalize()]
    since, until = chosen["since"], chosen["until"]
    if since and until:
        parts.append(f"{say_date(since)} till {say_date(until)}")
    elif since or until:
        parts.append(f"från {say_date(since)}" if since else f"till {say_date(until)}")
    else:
        parts.append("hela den undersökta tiden")
    if set(chosen["access"]) != set(_ACCESS):
        parts.append(say_list([_ACCESS.get(access, access) for access in chosen["access"]]))
    if chosen["scopes"]:
        parts.append(say_list([_SCOPES.get(scope, scope) for scope in chosen["scopes"]]))
    if chosen["excluded_outlets"]:
        parts.append(f"utan {say_list(chosen['excluded_outlets'])}")
    return "; ".join(parts)
