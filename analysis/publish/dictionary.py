"""Rows of ``datalexikon``: every table and column of public.db, from metadata.yml."""

from __future__ import annotations

from typing import Any

import yaml

from analysis.publish.schema import TABLES, column_type
from analysis.resources import find_metadata

TYPES = {str: "text", int: "heltal", float: "decimaltal"}


def build_dictionary() -> list[dict[str, Any]]:
    """A row for each table and each of its columns: name, type and meaning."""
    metadata = yaml.safe_load(find_metadata().read_text(encoding="utf-8"))
    described = metadata["databases"]["public"]["tables"]
    rows: list[dict[str, Any]] = []
    for table, columns in TABLES.items():
        about = described.get(table, {})  # that nothing lacks a description is held by a test
        rows.append(
            {
                "id": table,
                "tabell": table,
                "kolumn": None,
                "namn": about.get("title", table),
                "typ": "tabell",
                "betydelse": about.get("description"),
            }
        )
        rows += [
            {
                "id": f"{table}.{column}",
                "tabell": table,
                "kolumn": column,
                "namn": about.get("labels", {}).get(column, column),
                "typ": TYPES[column_type(table, column)],
                "betydelse": about.get("columns", {}).get(column),
            }
            for column in columns
        ]
    return rows
