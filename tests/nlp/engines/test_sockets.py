"""Nothing of a dask run, its dashboard included, can be reached from another machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.engines.choose import open_engine
from nlp.engines.engine import cut_parts
from nlp.pipeline import REGISTER, describe_model
from tests.data.records import make_article

psutil = pytest.importorskip("psutil")
pytest.importorskip("distributed")


def list_listening() -> dict[tuple[int, int], str]:
    """(pid, port) -> address, of every listening socket of this process and all under it."""
    own = psutil.Process()
    return {
        (process.pid, socket.laddr.port): socket.laddr.ip
        for process in [own, *own.children(recursive=True)]
        for socket in process.net_connections(kind="inet")
        if socket.status in {psutil.CONN_LISTEN, psutil.CONN_NONE}  # NONE: UDP
    }


def test_all_sockets_are_on_loopback(tmp_path: Path) -> None:
    before = list_listening()
    label = describe_model(REGISTER)
    with open_engine("dask", 2, None, REGISTER, label, tmp_path) as engine:
        engine.submit(next(cut_parts([make_article()])))
        assert engine.wait()[0].path is not None
        found = {key: ip for key, ip in list_listening().items() if key not in before}
    assert set(found.values()) == {"127.0.0.1"}
    # the scheduler and its dashboard, two nannies, two workers and their pages
    assert len(found) >= 6
