"""The addresses of the open data: the catalogue, each edition, what the pages say to machines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from datasette.utils.asgi import NotFound, Response
from markupsafe import Markup

from analysis.publish.catalogue import Published, build_catalogue, describe_for_search
from analysis.site.swap import NAME, PublicDatabase

SERIALISED = {
    "rdf": ("pretty-xml", "application/rdf+xml; charset=utf-8"),
    "ttl": ("turtle", "text/turtle; charset=utf-8"),
    "jsonld": ("json-ld", "application/ld+json; charset=utf-8"),
}
Kept = dict[str, tuple[tuple[str, ...], Any]]
_NEEDED = frozenset(("uppgifter", "utgavor", "medier"))


async def read_published(datasette: Any, request: Any) -> Published | None:
    """What is published now; None for a public.db without the tables that say it."""
    database = datasette.get_database(NAME)
    key = (database.version,) if isinstance(database, PublicDatabase) else ("",)
    found: Published | None = await _keep(
        datasette, "published", key, lambda: _read(datasette, database)
    )
    if found is None:
        return None
    root = datasette.absolute_url(request, datasette.urls.instance()) if request else "/"
    return replace(found, base=found.facts.get("webbadress") or root)


async def _read(datasette: Any, database: Any) -> Published | None:
    if not set(await database.table_names()) >= _NEEDED:
        return None
    facts = await database.execute("SELECT nyckel, varde FROM uppgifter WHERE varde IS NOT NULL")
    editions = await database.execute("SELECT * FROM utgavor ORDER BY fryst, namn")
    days = (await database.execute("SELECT min(forsta), max(sista) FROM medier")).rows[0]
    written = datetime.fromtimestamp(database.present().mark[1] / 1e9, UTC)
    return Published(
        base="/",
        metadata=datasette.metadata(),
        facts={row["nyckel"]: row["varde"] for row in facts.rows},
        editions=[dict(row) for row in editions.rows],
        first=days[0] or "",
        last=days[1] or "",
        modified=written.date().isoformat(),
        size=database.size,
        tables=database.cached_table_counts,
    )


async def _keep(
    datasette: Any, name: str, key: tuple[str, ...], make: Callable[[], Awaitable[Any]]
) -> Any:
    """The last made under this name, as long as the key is the same: one version is kept."""
    kept: Kept = datasette.__dict__.setdefault("_open_data", {})
    held = kept.get(name)
    if held is None or held[0] != key:
        kept[name] = held = (key, await make())
    return held[1]


async def show_catalogue(request: Any, datasette: Any) -> Any:
    published = await read_published(datasette, request)
    ending = request.url_vars["format"] or "ttl"
    if published is None:
        raise NotFound("Katalogen finns inte")
    written, media = SERIALISED[ending]
    version = datasette.get_database(NAME).version

    async def serialise() -> str:
        return str(build_catalogue(published).serialize(format=written))

    body = await _keep(datasette, f"catalogue.{ending}", (version, published.base), serialise)
    return Response(body, content_type=media, headers={"access-control-allow-origin": "*"})


async def show_edition(request: Any, datasette: Any) -> Any:
    """An edition under an address that stays: its page, or its figures as CSV or JSON."""
    name, ending = request.url_vars["name"], request.url_vars["format"]
    published = await read_published(datasette, request)
    editions = {} if published is None else {str(row["namn"]): row for row in published.editions}
    if name not in editions:
        raise NotFound(f"Utgåvan {name} finns inte")
    if ending is None:
        path = datasette.urls.table(NAME, "utgavesiffror")
        return Response.redirect(f"{path}?utgava={name}")
    figures = await datasette.get_database(NAME).execute(
        "SELECT * FROM utgavesiffror WHERE utgava = ? ORDER BY ordning", [name], page_size=1_000_000
    )
    rows = [dict(row) for row in figures.rows]
    if ending == "json":
        body = json.dumps({"utgava": dict(editions[name]), "siffror": rows}, ensure_ascii=False)
        media = "application/json; charset=utf-8"
    else:
        body, media = _write_csv(figures.columns, rows), "text/csv; charset=utf-8"
    headers = {"access-control-allow-origin": "*"}
    return Response(body, content_type=media, headers=headers)


def _write_csv(columns: list[str], rows: list[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


ROUTES = (
    (r"^/katalog(?:\.(?P<format>rdf|ttl|jsonld))?$", show_catalogue),
    (r"^/utgava/(?P<name>[0-9A-Za-z-]+)(?:\.(?P<format>csv|json))?$", show_edition),
)


async def describe_for_pages(datasette: Any, request: Any) -> dict[str, Any]:
    """Template variables of every page: ``schema_org`` (a data block) and ``uppgifter``."""
    published = await read_published(datasette, request)
    if published is None:
        return {"schema_org": "", "uppgifter": {}}
    text = json.dumps(describe_for_search(published), ensure_ascii=False)
    # A "</script>" in a name from the settings must not end the block.
    safe = text.replace("<", "\\u003c").replace("&", "\\u0026")
    block = Markup('<script type="application/ld+json">{}</script>').format(Markup(safe))  # noqa: S704
    return {"schema_org": block, "uppgifter": dict(published.facts)}
