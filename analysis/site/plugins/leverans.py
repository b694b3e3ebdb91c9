"""Datasette plugin: versions and cache headers, facets of lists, open data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import datasette as framework

from analysis.site.delivery import ListFacet, wrap_delivery

Hook = TypeVar("Hook", bound=Callable[..., Any])


def hookimpl(function: Hook) -> Hook:
    """Datasette's mark on a plugin function, with a type."""
    return cast(Hook, framework.hookimpl(function))


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    return lambda app: wrap_delivery(datasette, app)


@hookimpl
def register_facet_classes() -> list[type]:
    return [ListFacet]
