"""Facets and filters by the labels of articles, by index where Datasette reads every list.

In a table of 300,000 articles a look into the JSON list of each takes a quarter of a second, and a
page does it seven times. ``artikel_etiketter`` holds the same labels sorted.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from datasette.database import QueryInterrupted
from datasette.facets import ArrayFacet
from datasette.filters import Filters, TemplatedFilter
from datasette.utils import path_with_added_args, path_with_removed_args

TABLE = "artiklar"
KINDS = {"branscher": "bransch", "kommuner": "kommun", "temata": "tema"}
_LOOKUPS = {"arraycontains": "in", "arraynotcontains": "not in"}


class ListFacet(ArrayFacet):  # type: ignore[misc]
    """Counts of the labels of all articles, or of those that are chosen."""

    type = "lista"

    async def facet_results(self) -> tuple[list[dict[str, Any]], list[str]]:
        results: list[dict[str, Any]] = []
        timed_out: list[str] = []
        size = self.get_facet_size()
        for configured in self.get_configs():
            column = configured["config"].get("column") or configured["config"]["simple"]
            if self.table != TABLE or column not in KINDS:
                continue
            if timed_out:  # all three read the same articles: a second would take as long
                timed_out.append(column)
                continue
            if self.params or " where " in self.sql:  # a choice: the lists of those articles
                source = f"({self.sql}) a, json_each(a.[{column}]) j"
                values, where = "j.value", "1"
            else:
                source, values, where = "artikel_etiketter", "etikett", f"slag = '{KINDS[column]}'"
            try:
                rows = await self.ds.execute(
                    self.database,
                    f"SELECT {values} AS value, count(*) AS count FROM {source} WHERE {where} "
                    f"GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {size + 1}",
                    self.params,
                    custom_time_limit=self.ds.setting("facet_time_limit_ms"),
                )
            except QueryInterrupted:
                timed_out.append(column)
                continue
            results.append(self._describe(column, configured["source"], rows.rows, size))
        return results, timed_out

    def _describe(self, column: str, source: str, rows: Iterable[Any], size: int) -> dict[str, Any]:
        found = list(rows)
        key = f"{column}__arraycontains"
        pairs = self.get_querystring_pairs()
        values = []
        for row in found[:size]:
            selected = (key, row["value"]) in pairs
            change = path_with_removed_args if selected else path_with_added_args
            values.append(
                {
                    "value": row["value"],
                    "label": row["value"],
                    "count": row["count"],
                    "toggle_url": self.ds.absolute_url(
                        self.request, change(self.request, {key: row["value"]})
                    ),
                    "selected": selected,
                }
            )
        return {
            "name": column,
            "type": self.type,
            "hideable": source != "metadata",
            "toggle_url": path_with_removed_args(self.request, {"_facet_lista": column}),
            "truncated": len(found) > size,
            "results": values,
        }


class _LabelFilter(TemplatedFilter):  # type: ignore[misc]
    """ "omfattar" and "omfattar inte" for the labels of articles; as before for all else."""

    def where_clause(
        self, table: str, column: str, value: str, param_counter: int
    ) -> tuple[str, str]:
        if table != TABLE or column not in KINDS:
            clause: tuple[str, str] = super().where_clause(table, column, value, param_counter)
            return clause
        return (
            f"[{TABLE}].[id] {_LOOKUPS[self.key]} (select artikel_id from artikel_etiketter "
            f"where slag = '{KINDS[column]}' and etikett = :p{param_counter})",
            value,
        )


def use_labels() -> None:
    """Put our lookup in the place of Datasette's; it knows no hook for that."""
    filters = [_replace(known) for known in Filters._filters]
    Filters._filters = tuple(filters)
    Filters._filters_by_key = {known.key: known for known in filters}


def _replace(known: Any) -> Any:
    if known.key not in _LOOKUPS or isinstance(known, _LabelFilter):
        return known
    return _LabelFilter(
        known.key, known.display, known.sql_template, known.human_template, known.format
    )
