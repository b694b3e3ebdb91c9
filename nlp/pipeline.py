"""Build the pipeline: our own person finder by default, any installed spaCy package by name."""

from __future__ import annotations

import hashlib
import importlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex

from data.errors import ModelUnavailable
from nlp.components.person_merger import PERSON_LABELS
from nlp.components.piecewise import read_in_pieces
from nlp.topics import load_topics

OWN = "person_sv"  # our own trained recogniser, in nlp/models
REGISTER = "register"  # the register's rules alone
OWN_PATH = Path(__file__).parent / "models" / OWN
COMPONENTS = ("persons", "gender", "titles", "speech", "room", "roles", "topics", "places")
# What a package's entity recogniser does not need, so that it costs nothing.
_UNNEEDED = ("parser", "lemmatizer", "attribute_ruler", "tagger", "morphologizer", "senter")


def _unavailable(model: str) -> ModelUnavailable:
    return ModelUnavailable(
        f"the spaCy package {model!r} cannot be loaded; install it with "
        f"'pip install {model}', or leave --model out"
    )


def _load_package(model: str) -> Language:
    try:
        nlp = spacy.load(model, exclude=list(_UNNEEDED))
    except (OSError, ValueError, ImportError, AttributeError) as error:  # no pipeline at all
        raise _unavailable(model) from error
    labels = set(nlp.get_pipe("ner").labels) if nlp.has_pipe("ner") else set()  # type: ignore[attr-defined]
    if not labels & PERSON_LABELS:
        raise ModelUnavailable(
            f"the spaCy package {model!r} finds no persons (PRS, PER or PERSON); name another"
        )
    return nlp


def describe_model(model: str) -> str:
    """A name with its version, stored with everything that the pipeline says."""
    package = "mediagranskning" if model in {OWN, REGISTER} else model
    try:
        number = version(package)
    except PackageNotFoundError:  # a folder with a trained pipeline
        try:
            number = str(spacy.util.get_model_meta(model).get("version", "?"))
        except (OSError, ValueError) as error:
            raise _unavailable(model) from error
    if model == OWN:
        number += " " + hashlib.sha256((OWN_PATH / "ner" / "model").read_bytes()).hexdigest()[:8]
    return f"{model} {number} topics-{load_topics().digest[:8]}"


def _split_pairs(nlp: Language) -> None:
    """Divide words at a dash between two names: Marianne Lööv–Rune Tano."""
    infixes = [*(nlp.Defaults.infixes or ()), r"(?<=[^\W\d_])[–—](?=[^\W\d_a-zåäö])"]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]


def build_pipeline(model: str = OWN) -> Language:
    """The pipeline, ready for ``nlp.pipe``. Raises ModelUnavailable with what to do."""
    for component in ("layout", "person_finder", "person_merger", "register_embed", *COMPONENTS):
        importlib.import_module(f"nlp.components.{component}")
    if model == REGISTER:
        nlp = spacy.blank("sv")
        nlp.add_pipe("layout")
        nlp.add_pipe("person_finder")
    else:
        nlp = _load_package(str(OWN_PATH) if model == OWN else model)
        nlp.add_pipe("layout", first=True)
        if model == OWN:
            read_in_pieces(nlp)
            nlp.add_pipe("person_merger")
    for component in COMPONENTS:
        nlp.add_pipe(component)
    _split_pairs(nlp)
    nlp.max_length = 10**9  # no article is ever cut; a text's memory grows with its length
    return nlp
