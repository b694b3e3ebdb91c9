"""Datasette plugin: versions and cache headers, facets of lists, open data."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar, cast

import datasette as framework

from analysis.site.delivery import wrap_delivery
from analysis.site.lists import ListFacet, use_labels
from analysis.site.opendata import ROUTES, describe_for_pages

Hook = TypeVar("Hook", bound=Callable[..., Any])


def hookimpl(function: Hook) -> Hook:
    """Datasette's mark on a plugin function, with a type."""
    return cast(Hook, framework.hookimpl(function))


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    return lambda app: wrap_delivery(datasette, app)


@hookimpl
def startup() -> None:
    use_labels()


@hookimpl
def register_facet_classes() -> list[type]:
    return [ListFacet]


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    return list(ROUTES)


@hookimpl
def extra_template_vars(datasette: Any, request: Any) -> Callable[[], Awaitable[dict[str, Any]]]:
    async def load() -> dict[str, Any]:
        return await describe_for_pages(datasette, request)

    return load
