"""Datasette plugin of the review workplace: its addresses, and nothing else is open.

A Datasette of another kind in the same process (the public site, in tests) has no folder in its
configuration and is left alone.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import datasette as framework

from analysis.review.guard import guard
from analysis.review.requests import make_view, read_token
from analysis.review.routes import ROUTES
from analysis.review.serve import PLUGIN
from analysis.review.wording import FILTERS
from data.review.sessions import find_session
from data.review.store import ReviewStore

Hook = TypeVar("Hook", bound=Callable[..., Any])


def hookimpl(function: Hook) -> Hook:
    """Datasette's mark on a plugin function, with a type."""
    return cast(Hook, framework.hookimpl(tryfirst=True)(function))


def _find_folder(datasette: Any) -> Path | None:
    config = datasette.plugin_config(PLUGIN) or {}
    return Path(config["db_dir"]) if "db_dir" in config else None


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Any]]:
    folder = _find_folder(datasette)
    if folder is None:
        return []
    return [(f"^{route.pattern}$", make_view(route, folder)) for route in ROUTES]


@hookimpl
def permission_allowed(datasette: Any, action: str) -> bool | None:  # noqa: ARG001
    """Datasette itself shows nothing to anybody; the pages judge for themselves."""
    return None if _find_folder(datasette) is None else False


@hookimpl
def skip_csrf(datasette: Any, scope: Any) -> bool | None:  # noqa: ARG001
    """The pages check their forms themselves, more strictly, and say in Swedish what went wrong."""
    return None if _find_folder(datasette) is None else True


@hookimpl
def actor_from_request(datasette: Any, request: Any) -> dict[str, str] | None:
    folder = _find_folder(datasette)
    token = read_token(request) if folder is not None else ""
    if folder is None or not token:
        return None
    with ReviewStore(folder) as store:
        user = find_session(store, token)
    return {"id": user.name, "role": user.role.value} if user else None


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    if _find_folder(datasette) is not None:
        env.filters.update(FILTERS)


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    return guard if _find_folder(datasette) is not None else lambda app: app
