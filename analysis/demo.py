"""The whole chain on the bundled sample outlets: what ``make demo`` runs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import data.sample
from data.console import Console
from data.store import MediaStore

SAMPLE_DIR = Path(data.sample.__file__).parent
SHOWN_METRICS = (
    *("people.woman.f1", "people.man.f1", "gender.accuracy"),
    *("sources.woman.f1", "sources.man.f1", "growth.f1", "municipality.micro_f1"),
    "share_women.growth_people.diff_points",
)


def run_chain(db_dir: Path, quiet: bool, run: Callable[[list[str]], None]) -> None:
    """Serve the sample on loopback and run every stage through its own command."""
    from data.sample.server import SampleServer

    shared = ["--db-dir", str(db_dir), *(["--quiet"] if quiet else [])]
    outlets = sorted(path.stem for path in (SAMPLE_DIR / "outlets").glob("*.yml"))
    with SampleServer() as server:
        outlets_dir = str(SAMPLE_DIR / "outlets")
        run(["crawl", *outlets, "--outlets-dir", outlets_dir, "--proxy", server.url, *shared])
    run(["tag", *shared])
    run(["evaluate", "gold", str(SAMPLE_DIR / "gold.jsonl"), "--record", "--quiet", *shared[:2]])
    run(["analyse", *shared])
    run(["publish", *shared])
    run(["press", "--period", "all", *shared])


def summarise(db_dir: Path) -> dict[str, Any]:
    """What the chain found, for summary.json: counts, the main figures, accuracy, files."""
    with MediaStore.open_existing(db_dir) as store:
        figures = {
            f"{row['indicator']}.{row['counting']}": {
                key: row[key]
                for key in ("n_stories", "n_persons", "n_women", "n_men", "share", "low", "high")
            }
            for row in store.db.query(
                "SELECT * FROM indicators WHERE dimension = 'overall' AND selection = 'all' "
                "AND unit <> 'stories' ORDER BY indicator, counting"
            )
        }
        accuracy = {
            row["metric"]: {key: row[key] for key in ("value", "low", "high")}
            for row in store.db.query("SELECT * FROM evaluations ORDER BY metric")
            if row["metric"] in SHOWN_METRICS
        }
        return {
            "articles": store.count("articles"),
            "articles_by_outlet": store.count_by("articles", "outlet_id"),
            "articles_by_access": store.count_by("articles", "access"),
            "articles_by_genre": store.count_by("taggings", "genre"),
            "persons": store.count("persons"),
            "persons_by_gender": store.count_by("persons", "gender"),
            "quotes": store.count("quotes"),
            "figures": figures,
            "accuracy": accuracy,
            "files": {
                "media": str(db_dir / "media.db"),
                "public": str(db_dir / "public.db"),
                "press": str(db_dir / "press"),
            },
        }


def write_summary(db_dir: Path, console: Console) -> None:
    """Write summary.json and say in a few lines what was found and where to look."""
    summary = summarise(db_dir)
    path = db_dir / "summary.json"
    path.write_text(json.dumps(summary, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if console.as_json:
        console.summary("demo", summary)
        return
    genders = ", ".join(f"{n} {gender}" for gender, n in summary["persons_by_gender"].items())
    console.line(
        f"\nFound {summary['persons']} persons in {summary['articles']} articles: {genders}"
    )
    for name, figure in summary["figures"].items():
        if figure["share"] is not None:
            console.line(
                f"  {name}: {100 * figure['share']:.1f} % women "
                f"(95 % {100 * figure['low']:.1f} to {100 * figure['high']:.1f}; "
                f"n = {figure['n_persons']} persons in {figure['n_stories']} stories)"
            )
    console.line("Against the answer key of the sample outlets:")
    for metric, figure in summary["accuracy"].items():
        console.line(
            f"  {metric}: {figure['value']:.3f} [{figure['low']:.3f}, {figure['high']:.3f}]"
        )
    page = next(iter(sorted((db_dir / "press").rglob("pressmeddelande.html"))), db_dir / "press")
    console.line(
        f"\nLook at   {page}\n          {path}\nOpen      {sys.argv[0]} serve --db-dir {db_dir}"
    )
