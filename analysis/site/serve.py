"""Shows public.db with Datasette on the loopback address."""

from __future__ import annotations

import contextlib
import importlib
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

from analysis.publish.schema import PUBLIC_DB
from analysis.resources import SITE
from analysis.site.dashboards import load_site_metadata
from data.errors import Busy, NothingToDo

HOST = "127.0.0.1"
SETTINGS = {
    "default_page_size": 50,
    "suggest_facets": False,
    # Each of five facets may take this long. With 300,000 articles and a filter that leaves tens of
    # thousands the slow ones are left out and named; 100 ms cost 450-580 ms a page, 21 ms under 300
    # (benchmarks.site_speed, 2026-11-25). Up to 20 ms Datasette would look at the clock after every
    # single instruction, and a busy machine would cut off facets of small tables too.
    "facet_time_limit_ms": 21,
    "sql_time_limit_ms": 2000,
    "max_returned_rows": 1000,
    "allow_facet": True,
}


def build_datasette(db_dir: Path) -> Any:
    """A Datasette over public.db. Raises NothingToDo when there is none.

    The file is opened as immutable, which it is: publish replaces it as a whole, and from the
    next request on a running site shows the new one (see ``swap``).
    """
    path = db_dir / PUBLIC_DB
    if not path.exists():
        raise NothingToDo(f"no {PUBLIC_DB} in {db_dir}; run 'mediagranskning publish' first")
    with _without_arrays():
        from analysis.site.swap import PublicDatasette, add_public

    # Where rich is installed Datasette prints a page of traceback for every wrong address. The
    # module must not be imported before datasette.app: its hooks would not be registered.
    importlib.import_module("datasette.handle_exception").rich = None  # type: ignore[attr-defined]
    datasette = PublicDatasette(
        [],
        metadata=load_site_metadata(),
        template_dir=str(SITE / "templates"),
        plugins_dir=str(SITE / "plugins"),
        static_mounts=[("stat", str(SITE / "static"))],
        settings=SETTINGS,
    )
    add_public(datasette, path)
    datasette.remove_database("_memory")  # every Datasette without files has it; not for visitors
    return datasette


@contextlib.contextmanager
def _without_arrays() -> Iterator[None]:
    """Datasette's units of measure load numpy, and dask where it is: a third of the start-up.

    They do without; what needs numpy later loads it then.
    """
    names = [name for name in ("dask", "dask.array", "numpy") if name not in sys.modules]
    absent = cast("dict[str, Any]", sys.modules)
    absent.update(dict.fromkeys(names))
    try:
        yield
    finally:
        for name in names:
            absent.pop(name, None)


def serve(db_dir: Path, port: int, report: Callable[[str], None], host: str = HOST) -> None:
    """Serve until interrupted. Raises Busy when the port is taken."""
    serve_app(lambda: build_datasette(db_dir).app(), port, report, host=host)


def serve_app(
    build: Callable[[], Any],
    port: int,
    report: Callable[[str], None],
    path: str = "",
    host: str = HOST,
) -> None:
    """Serve what ``build`` makes, when the port is held, until interrupted. Raises Busy."""
    import uvicorn

    with _bind(host, port) as listener:
        app = build()
        report(f"serving http://{host}:{listener.getsockname()[1]}/{path} (Ctrl-C ends)")
        config = uvicorn.Config(app, log_level="warning", lifespan="on")
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])


def _bind(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise Busy(
            f"port {port} on {host} cannot be used ({error.strerror}); choose another with --port"
        ) from error
    return listener
