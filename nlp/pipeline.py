"""Build the pipeline: our own person finder by default, any installed spaCy package by name."""

from __future__ import annotations

import importlib
from importlib.metadata import PackageNotFoundError, version

import spacy
from spacy.language import Language

from data.errors import ModelUnavailable
from nlp.components.persons import PERSON_LABELS
from nlp.topics import load_topics

OWN = "register"
COMPONENTS = {
    "layout": "layout",
    "person_finder": "person_finder",
    "persons": "persons",
    "gender": "gender",
    "titles": "titles",
    "speech": "speech",
    "roles": "roles",
    "topics": "topics",
    "places": "places",
}
# What a package's entity recogniser does not need, so that it costs nothing.
_UNNEEDED = ("parser", "lemmatizer", "attribute_ruler", "tagger", "morphologizer", "senter")


def _load_package(model: str) -> Language:
    try:
        nlp = spacy.load(model, exclude=list(_UNNEEDED))
    except (OSError, ValueError, ImportError, AttributeError) as error:  # no pipeline at all
        raise ModelUnavailable(
            f"the spaCy package {model!r} cannot be loaded; install it with "
            f"'pip install {model}', or leave --model out"
        ) from error
    labels = set(nlp.get_pipe("ner").labels) if nlp.has_pipe("ner") else set()  # type: ignore[attr-defined]
    if not labels & PERSON_LABELS:
        raise ModelUnavailable(
            f"the spaCy package {model!r} finds no persons (PRS, PER or PERSON); name another"
        )
    return nlp


def describe_model(model: str) -> str:
    """A name with its version, stored with everything that the pipeline says."""
    package = "mediagranskning" if model == OWN else model
    try:
        number = version(package)
    except PackageNotFoundError:  # a folder with a trained pipeline
        number = str(spacy.util.get_model_meta(model).get("version", "?"))
    return f"{model} {number} topics-{load_topics().digest[:8]}"


def build_pipeline(model: str = OWN) -> Language:
    """The pipeline, ready for ``nlp.pipe``. Raises ModelUnavailable with what to do."""
    for component in COMPONENTS:
        importlib.import_module(f"nlp.components.{component}")
    nlp = spacy.blank("sv") if model == OWN else _load_package(model)
    first = nlp.pipe_names[0] if nlp.pipe_names else None
    nlp.add_pipe("layout", before=first) if first else nlp.add_pipe("layout")
    for component in list(COMPONENTS)[1:]:
        if component == "person_finder" and model != OWN:
            continue
        nlp.add_pipe(component)
    nlp.max_length = 10**9  # no article is ever cut; a text's memory grows with its length
    return nlp
