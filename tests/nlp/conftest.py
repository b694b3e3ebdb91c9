"""The whole pipeline of rules, built once: it holds no trained model."""

from __future__ import annotations

import pytest
from spacy.language import Language

from nlp.pipeline import REGISTER, build_pipeline


@pytest.fixture(scope="session")
def pipeline() -> Language:
    return build_pipeline(REGISTER)
