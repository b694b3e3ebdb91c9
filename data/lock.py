"""One writer a stage: a lock file that the system lets go of even after SIGKILL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.errors import Busy

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows has none; SQLite's own lock remains
    fcntl = None  # type: ignore[assignment]


@contextmanager
def hold_lock(db_dir: Path, stage: str) -> Iterator[None]:
    """Hold ``<db_dir>/<stage>.lock`` for the block. Raises Busy with the holder's pid."""
    db_dir.mkdir(parents=True, exist_ok=True)
    path = db_dir / f"{stage}.lock"
    with path.open("a+", encoding="ascii") as file:
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                file.seek(0)
                holder = file.read().strip() or "unknown"
                raise Busy(
                    f"another {stage} is at work in {db_dir} (process {holder}); "
                    "wait for it to end, or use another --db-dir"
                ) from error
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        yield
