"""Datasette plugin of the public site: Swedish words, the front page, links behind figures."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar, cast
from urllib.parse import unquote, urlencode

import datasette as framework
from datasette.utils import tilde_encode
from datasette.views.base import DatasetteError
from markupsafe import Markup

from analysis.site.dashboards import host_of, read_charts, read_choices, say_value
from analysis.site.frontpage import EVERYTHING, PER_OUTLET, read_front_page
from analysis.site.guard import CLOSED, add_headers, limit_connection
from analysis.site.messages import say_error
from analysis.site.pages import PAGES, read_page
from analysis.swedish import NBSP, say_count, say_date, whole_percent
from analysis.wording import GENDER_NOTE, INTERVAL_NOTE, UNREVIEWED_NOTE, say_counts

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
PUBLIC = "public"
FRONT_CHART = ("oversikt", "matten")
_LISTS = frozenset(("branscher", "kommuner", "temata", "roller", "yrkesgrupper"))
# The parameters of the query "artiklar_bakom" that show the articles of a group of figures.
_BEHIND = {
    "alla": None,
    "medium": "medium",
    "månad": "manad",
    "bransch": "bransch",
    "kommun": "kommun",
    "tema": "tema",
}
_ENGLISH_TERM = re.compile(r"(.+) (\([A-Z][a-z].*\))")  # GMMP's own name after ours


def hookimpl(function: Hook) -> Hook:
    """Datasette's mark on a plugin function, with a type."""
    return cast(Hook, framework.hookimpl(tryfirst=True)(function))


def _describe_choice(
    filters: Any, labels: Mapping[str, str], search: str | None, sort: str | None, desc: str | None
) -> str:
    """What is filtered and sorted, in Swedish, to stand after the number of rows."""
    parts = [f"rubriken eller sammanfattningen innehåller ”{search}”"] if search else []
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
    env.filters["stor"] = lambda text: str(text)[:1].upper() + str(text)[1:]
    env.filters["antal"] = lambda f: f"{say_counts(f)} i {say_count(f.n_stories)} artiklar"
    env.tests["tal"] = lambda text: bool(re.fullmatch(r"[−-]?\d[\d\s,]*", text.strip()))
    env.filters["tilde"] = tilde_encode
    env.filters["varde"] = say_value
    env.filters["procent"] = lambda share: f"{whole_percent(share)}{NBSP}%"
    env.filters["felet"] = say_error
    env.filters["lista"] = lambda text: json.loads(text) if text else []
    env.filters["datum"] = lambda date: say_date(date) if len(date or "") == 10 else date
    env.filters["vard"] = host_of
    env.globals["villkor"] = CONDITIONS
    env.globals["beskriv_urval"] = _describe_choice
    env.globals["sidorna"] = PAGES
    env.globals["granskat"] = UNREVIEWED_NOTE
    env.globals["intervall"] = INTERVAL_NOTE
    env.globals["konet"] = GENDER_NOTE


@hookimpl
def prepare_connection(conn: Any, database: str) -> None:
    if database == PUBLIC:
        limit_connection(conn)


@hookimpl
def extra_template_vars(
    template: str, view_name: str, request: Any, datasette: Any
) -> Callable[[], Awaitable[dict[str, Any]]] | None:
    database = datasette.get_database(PUBLIC)
    if view_name == "index":

        async def load_front_page() -> dict[str, Any]:
            if not {"nyckeltal", "felmatt", "metod", "medier"} <= set(await database.table_names()):
                return {"sida": None}
            config = datasette.plugin_config("datasette-dashboards") or {}
            slug, chart = FRONT_CHART
            charts = {chart: config[slug]["charts"][chart]}
            return {
                "sida": await read_front_page(database),
                "diagrammen": await read_charts(database, charts, {}),
                "vyerna": config,
            }

        return load_front_page
    if template in {"dashboard_view.html", "dashboard_chart.html"}:

        async def load_charts() -> dict[str, Any]:
            config = datasette.plugin_config("datasette-dashboards") or {}
            dashboard = config[unquote(request.url_vars["slug"])]
            filters = dashboard.get("filters", {})
            chosen = {key: request.args.get(key) or "" for key in filters}
            charts = dashboard["charts"]
            one = request.url_vars.get("chart_slug")
            if one:
                charts = {unquote(one): charts[unquote(one)]}
            said = [
                f"{filters[key]['name'].lower()} {value}" for key, value in chosen.items() if value
            ]
            return {
                "diagram": await read_charts(database, charts, chosen),
                "har_val": bool(said),
                "valt_i_ord": ", ".join(said),
            }

        return load_charts
    if template.startswith("query"):

        async def load_choices() -> dict[str, Any]:
            return {"valbara": await read_choices(database)}

        return load_choices
    return None


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    async def show_page(request: Any, datasette: Any) -> Any:
        slug = request.url_vars["sida"]
        variables = await read_page(datasette.get_database(PUBLIC), slug)
        html = await datasette.render_template(f"sidor/{slug}.html", variables, request=request)
        return framework.Response.html(html)

    async def refuse() -> Any:
        raise framework.NotFound("closed")

    return [(rf"^/(?P<sida>{'|'.join(PAGES)})$", show_page), (CLOSED, refuse)]


@hookimpl
def handle_exception(
    datasette: Any, request: Any, exception: Exception
) -> Callable[[], Awaitable[Any]]:
    """Errors in Swedish, as a page or as JSON; what Datasette would print is logged as before."""

    async def answer() -> Any:
        status = getattr(exception, "status", 500)
        if status == 500 and isinstance(exception, DatasetteError):
            status = 400  # what Datasette says itself is about the address, never about the server
        said = say_error(getattr(exception, "message", None) or exception)
        if status == 500:
            logging.getLogger(__name__).error("error on %s", request.path, exc_info=exception)
        if request.path.endswith(".json"):
            body = {"ok": False, "error": said, "status": status, "title": None}
            return framework.Response.json(body, status=status)
        html = await datasette.render_template(
            "error.html", {"status": status, "fel": said}, request=request
        )
        return framework.Response.html(html, status=status)

    return answer


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, datasette: Any) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, float):
        return say_value(value)
    if column.lower() in _LISTS and str(value).startswith("["):
        return _render_list(str(value))
    if column.lower() in {"lank", "länk"} and str(value).startswith(("https://", "http://")):
        return Markup('<a href="{}" rel="noopener nofollow">{}</a>').format(value, host_of(value))
    if column in {"kategori", "Vilka"} and (found := _ENGLISH_TERM.fullmatch(str(value))):
        return Markup('{} <span lang="en">{}</span>').format(*found.groups())
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
    if not {"indelning", "grupp", "rakning"} <= keys or row["rakning"] != PER_OUTLET:
        return None
    if row["indelning"] not in _BEHIND or ("urval" in keys and row["urval"] != EVERYTHING):
        return None
    parameter = _BEHIND.get(row["indelning"])
    value = row["grupp_id"] if parameter == "manad" else row["grupp"]
    query = f"?{urlencode({parameter: value})}" if parameter else ""
    return Markup('<a href="{}">{}</a>').format(f"{path}{query}", say_count(row["artiklar"]))


@cast(Callable[[Hook], Hook], framework.hookimpl(trylast=True))  # outermost: no answer without
def asgi_wrapper() -> Callable[[Any], Any]:
    return add_headers
