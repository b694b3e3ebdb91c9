"""A scheduler that dies between two questions: the connection is closed before the client knows."""

from __future__ import annotations

import pytest

from data.errors import WorkerDied
from nlp.engines.dask_cluster import DaskEngine


class Up(DaskEngine):
    """An engine whose client still believes that its scheduler is there."""

    where = "tcp://127.0.0.1:1"

    def __init__(self) -> None:
        import distributed

        self._dask = distributed

    def _is_up(self) -> bool:
        return True


def test_a_closed_connection_means_that_the_scheduler_is_gone() -> None:
    from distributed.comm import CommClosedError

    with pytest.raises(WorkerDied, match="run 'tag' again"), Up()._saying_who_is_gone():
        raise CommClosedError("Stream is closed")
    with pytest.raises(OSError, match="disk"), Up()._saying_who_is_gone():
        raise OSError("disk full")
