"""Datasette plugin of the public site: Swedish words, the front page, links behind figures."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

import datasette as framework
from datasette.utils import tilde_encode
from markupsafe import Markup

from analysis.site.frontpage import ERRORS_SQL, FIGURES_SQL, METHOD_SQL, build_front_page
from analysis.stories import SELECTION_LABELS, Selection
from analysis.swedish import say_count
from analysis.wording import say_counts

Hook = TypeVar("Hook", bound=Callable[..., Any])

CONDITIONS = {
    "exact": "är",
    "not": "är inte",
    "contains": "innehåller",
    "endswith": "slutar med",
    "startswith": "börjar med",
    "gt": "är större än",
    "gte": "är minst",
    "lt": "är mindre än",
    "lte": "är högst",
    "like": "liknar mönstret",
    "notlike": "liknar inte mönstret",
    "glob": "passar mönstret",
    "in": "är någon av",
    "notin": "är ingen av",
    "arraycontains": "omfattar",
    "arraynotcontains": "omfattar inte",
    "date": "har datumet",
    "isnull": "saknas",
    "notnull": "finns",
    "isblank": "är tomt",
    "notblank": "är inte tomt",
}
_LISTS = frozenset(("branscher", "kommuner", "temata"))
# The parameters of the query "artiklar_bakom" that show the articles of a group of figures.
_BEHIND = {
    "alla": None,
    "medium": "medium",
    "månad": "manad",
    "bransch": "bransch",
    "kommun": "kommun",
    "tema": "tema",
}
_WHOLE = SELECTION_LABELS[Selection.ALL.value]
# Crawled text is escaped by the templates; should that ever fail, no script runs all the same.
_POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)


def hookimpl(function: Hook) -> Hook:
    """Datasette's mark on a plugin function, with a type."""
    return cast(Hook, framework.hookimpl(tryfirst=True)(function))


def _describe_choice(
    filters: Any, labels: Mapping[str, str], search: str | None, sort: str | None, desc: str | None
) -> str:
    """What is filtered and sorted, in Swedish, to stand after the number of rows."""
    parts = [f"rubriken innehåller ”{search}”"] if search else []
    for column, lookup, value in filters.selections():
        name = labels.get(column, column).lower()
        if lookup in {"isnull", "notnull", "isblank", "notblank"}:
            parts.append(f"{name} {CONDITIONS[lookup]}")
        else:
            parts.append(f"{name} {CONDITIONS.get(lookup, lookup)} ”{value}”")
    said = f" där {' och '.join(parts)}" if parts else ""
    column = desc or sort
    if column and column in labels:
        order = "fallande" if desc else "stigande"
        said += f", ordnade efter {labels[column].lower()} ({order})"
    return said


@hookimpl
def prepare_jinja2_environment(env: Any) -> None:
    env.filters["tusental"] = say_count
    env.filters["stor"] = lambda text: text[:1].upper() + text[1:]
    env.filters["antal"] = lambda f: f"{say_counts(f)} i {say_count(f.n_stories)} artiklar"
    env.filters["tal"] = lambda text: bool(re.fullmatch(r"[−-]?\d[\d\s,]*", text.strip()))
    env.filters["tilde"] = tilde_encode
    env.globals["villkor"] = CONDITIONS
    env.globals["beskriv_urval"] = _describe_choice


@hookimpl
def extra_template_vars(
    view_name: str, datasette: Any
) -> Callable[[], Awaitable[dict[str, Any]]] | None:
    async def load() -> dict[str, Any]:
        database = datasette.get_database("public")
        if not {"nyckeltal", "felmatt", "metod"} <= set(await database.table_names()):
            return {"sida": None}
        figures = (await database.execute(FIGURES_SQL, page_size=100_000)).rows
        errors = (await database.execute(ERRORS_SQL)).rows
        method = (await database.execute(METHOD_SQL)).rows
        return {"sida": build_front_page(figures, errors, method)}

    return load if view_name == "index" else None


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, datasette: Any) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, float):
        return f"{value:.4g}".replace(".", ",").replace("-", "\N{MINUS SIGN}")
    if column.lower() in _LISTS and str(value).startswith("["):
        return _render_list(str(value))
    if column.lower() in {"lank", "länk"} and str(value).startswith(("https://", "http://")):
        host = re.split(r"[/?#]", str(value))[2].removeprefix("www.") or "länk"
        return Markup('<a href="{}" rel="noopener nofollow">{}</a>').format(value, host)
    if table == "nyckeltal" and column == "artiklar":
        return _link_articles(row, datasette.urls.path("public/artiklar_bakom"))
    if isinstance(value, int) and value >= 10_000:
        return say_count(value)
    return None


def _render_list(value: str) -> str | None:
    try:
        words = json.loads(value)
    except ValueError:
        return None
    return ", ".join(str(word) for word in words) or "\N{EN DASH}"


def _link_articles(row: Any, path: str) -> Markup | None:
    """A count of articles as a link to those articles; only where the two agree exactly."""
    keys = set(row.keys())
    if not {"indelning", "grupp", "rakning"} <= keys or row["rakning"] != "en gång per medium":
        return None
    if row["indelning"] not in _BEHIND or ("urval" in keys and row["urval"] != _WHOLE):
        return None
    parameter = _BEHIND.get(row["indelning"])
    value = row["grupp_id"] if parameter == "manad" else row["grupp"]
    query = f"?{urlencode({parameter: value})}" if parameter else ""
    return Markup('<a href="{}">{}</a>').format(f"{path}{query}", say_count(row["artiklar"]))


@hookimpl
def asgi_wrapper() -> Callable[[Any], Any]:
    def wrap(app: Any) -> Any:
        async def guarded(scope: Any, receive: Any, send: Any) -> None:
            async def send_with_headers(event: dict[str, Any]) -> None:
                if event["type"] == "http.response.start":
                    event = {**event, "headers": [*event["headers"], *_HEADERS]}
                await send(event)

            await app(scope, receive, send_with_headers)

        return guarded

    return wrap
