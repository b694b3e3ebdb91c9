"""Put the best trained recogniser into the package: ``python -m nlp.training.package MODEL …``.

The best is the one with the highest F1 of people on the development split, by its own meta.json.
"""

from __future__ import annotations

import json
import shutil
import sys
from importlib.metadata import version
from pathlib import Path

import spacy

import nlp.training.reader  # noqa: F401 - registers what the configuration names
from nlp.pipeline import OWN, OWN_PATH

MAX_MB = 25


def read_score(source: Path) -> float:
    """F1 of people on the development split, 0-1."""
    meta = json.loads((source / "meta.json").read_text(encoding="utf-8"))
    return float(meta["performance"]["prs_f"])


def choose_best(sources: list[Path]) -> Path:
    """The best model; prints the score of each, so that their spread is seen."""
    for source in sources:
        print(f"{source}: {read_score(source):.4f}")
    return max(sources, key=read_score)


def package_model(source: Path, target: Path = OWN_PATH) -> None:
    """Write the pipeline with spaCy's own scorer and without what only training needs.

    Raises SystemExit when it is larger than a package should carry.
    """
    trained = spacy.load(source)
    config = trained.config.copy()
    config["components"]["ner"]["scorer"] = {"@scorers": "spacy.ner_scorer.v1"}
    config["training"], config["corpora"] = {}, {}
    # a pipeline of its own, so that no word list of the training texts comes along
    model = spacy.util.load_model_from_config(config, auto_fill=True)
    kept = trained.get_pipe("ner").to_bytes(exclude=["vocab"])  # type: ignore[attr-defined]
    model.get_pipe("ner").from_bytes(kept, exclude=["vocab"])  # type: ignore[attr-defined]
    model.meta["name"] = OWN
    model.meta["version"] = version("mediagranskning")
    model.meta["license"] = "MIT"
    model.meta["description"] = "People, places and organisations in Swedish news"
    shutil.rmtree(target, ignore_errors=True)
    model.to_disk(target)
    meta = json.loads((target / "meta.json").read_text(encoding="utf-8"))
    meta["performance"] = {}  # figures stand in the model card, with their commands
    (target / "meta.json").write_text(json.dumps(meta, indent=1, sort_keys=True), encoding="utf-8")
    size = sum(f.stat().st_size for f in target.rglob("*") if f.is_file()) / 1e6
    print(f"{target}: {size:.1f} MB")
    if size > MAX_MB:
        raise SystemExit(f"the model is over {MAX_MB} MB")


if __name__ == "__main__":
    package_model(choose_best([Path(argument) for argument in sys.argv[1:]]))
