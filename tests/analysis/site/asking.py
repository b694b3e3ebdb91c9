"""Responses of a real Datasette over a public.db, asked in its own process."""

from __future__ import annotations

import asyncio
import gc
import warnings
from pathlib import Path
from typing import Any

from analysis.site.serve import build_datasette


def get(db_dir: Path, *paths: str) -> list[Any]:
    async def ask() -> list[Any]:
        datasette = build_datasette(db_dir)
        try:
            return [await datasette.client.get(path) for path in paths]
        finally:
            for database in datasette.databases.values():
                database.close()
            datasette.executor.shutdown()

    # Datasette 0.65 never closes its in-memory connections; Python 3.13 warns of each when it goes.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        responses = asyncio.run(ask())
        gc.collect()
    return responses
