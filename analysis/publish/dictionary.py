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
        about = described.get(table)
        if about is None:  # held by a test; a site without a description is better than none
            continue
        rows.append(
            {
                "id": table,
                "tabell": table,
                "kolumn": None,
                "namn": about["title"],
                "typ": "tabell",
                "betydelse": about["description"],
            }
        )
        rows += [
            {
                "id": f"{table}.{column}",
                "tabell": table,
                "kolumn": column,
                "namn": about["labels"][column],
                "typ": TYPES[column_type(table, column)],
                "betydelse": about["columns"][column],
            }
            for column in columns
        ]
    return rows
