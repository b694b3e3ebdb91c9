"""Shows the review workplace with Datasette on the loopback address."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from data.errors import NothingToDo
from data.review.store import ReviewStore
from data.review.users import list_users
from data.store import MediaStore

HERE = Path(__file__).parent
PLUGIN = "mediagranskning-review"


def build_review_datasette(db_dir: Path) -> Any:
    """A Datasette with the workplace's pages and no database of its own.

    media.db and review.db are opened by the pages alone, so that no page, file or query of
    Datasette's can reach them. Raises NothingToDo without articles or without a user.
    """
    with MediaStore.open_existing(db_dir) as media:
        media.count_articles()
    with ReviewStore.open_existing(db_dir) as store:
        if not any(user.active for user in list_users(store)):
            raise NothingToDo(
                "nobody can sign in yet; run 'mediagranskning reviewers add NAME --role editor'"
            )
    from datasette.app import Datasette

    # see analysis/site/serve.py
    importlib.import_module("datasette.handle_exception").rich = None  # type: ignore[attr-defined]
    return Datasette(
        [],
        metadata={"plugins": {PLUGIN: {"db_dir": str(db_dir.resolve())}}},
        template_dir=str(HERE / "templates"),
        plugins_dir=str(HERE / "plugins"),
        settings={"num_sql_threads": 1, "allow_download": False, "default_allow_sql": False},
    )


def serve_review(db_dir: Path, port: int, report: Callable[[str], None]) -> None:
    """Serve until interrupted. Raises Busy when the port is taken."""
    from analysis.site.serve import serve_app

    serve_app(lambda: build_review_datasette(db_dir).app(), port, report, "granska")
