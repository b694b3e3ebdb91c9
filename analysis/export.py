"""The command export: media.db as Parquet files, month by month."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from data.console import Console, command_options


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to write to; export in the database folder by default.",
)
@command_options
def export(out: Path | None, db_dir: Path, console: Console) -> None:
    """Write articles, persons, quotes and topics as Parquet, a partition a month.

    A month that has not changed is left alone. The files hold article text and names, as media.db
    does: they are for your own work, not for publishing.
    """
    from data.export import export_months, list_months
    from data.lock import hold_lock
    from data.store import MediaStore

    with MediaStore.open_existing(db_dir) as store, hold_lock(db_dir, "export"):
        n_articles = store.count_articles()
        folder = out or db_dir / "export"
        rows: Counter[str] = Counter()
        n_months = n_written = 0
        with store.log_run("export") as run:
            months = export_months(store, folder)
            for month in console.progress(months, len(list_months(store)), "export"):
                rows.update(month.rows)
                n_months += 1
                n_written += month.changed
            run.n_in, run.n_out = n_articles, rows["articles"]
        console.summary(
            "export",
            {
                "folder": str(folder),
                "months": n_months,
                "months_written": n_written,
                "rows": dict(rows),
                "megabytes": round(
                    sum(p.stat().st_size for p in folder.rglob("*.parquet")) / 1e6, 1
                ),
            },
        )
