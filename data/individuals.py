"""Who is one person across articles: what linking reads, and the links that it writes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.store import MediaStore


def read_appearances(store: MediaStore) -> list[dict[str, Any]]:
    """One row a person in an article: id, name, title, affiliation, municipalities by commas."""
    return list(
        store.db.query(
            "SELECT p.id, p.name, p.title, p.affiliation, "
            "coalesce((SELECT group_concat(m.municipality) FROM places m "
            "WHERE m.article_id = p.article_id), '') AS municipalities "
            "FROM persons p ORDER BY p.id"
        )
    )


def save_individuals(store: MediaStore, individuals: Mapping[str, str]) -> int:
    """Store person id -> id of the individual; returns how many individuals there are."""
    with store.db.atomic():
        for person_id, individual_id in individuals.items():
            store.db.execute(
                "UPDATE persons SET individual_id = ? WHERE id = ? AND individual_id <> ?",
                [individual_id, person_id, individual_id],
            )
    return len(set(individuals.values()))
