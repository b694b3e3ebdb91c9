from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from data.errors import ModelUnavailable
from data.vocab import Sector, Theme, TopicKind
from nlp.topic_words import load_stems
from nlp.topics import (
    OUTPUTS,
    SECTORS,
    THEMES,
    TOPICS,
    TopicModel,
    TopicScores,
    load_topics,
    read_topics,
    to_probability,
    write_topics,
)

SETTINGS = {
    "calibration": [[1.0, 0.0]] * (1 + len(THEMES)),
    "growth_threshold": 0.5,
    "themes": [0.5] * len(THEMES),
    "further_sector": 0.5,
}


def build_model(**weights: float) -> TopicModel:
    """A model that knows one word, gruvan, and what it says of the outputs named."""
    n_groups, n_pooled = 2 * len(load_stems().groups), 7 + 2 * len(SECTORS)
    piece = np.array([[weights.get(output, 0.0) for output in OUTPUTS]], dtype=np.float32)
    pooled = np.zeros(n_pooled + 1, dtype=np.float32)
    pooled[6] = 1.0  # a sector's own score alone
    return TopicModel(
        {"<gruvan>": 0},
        piece,
        np.zeros((n_groups, len(OUTPUTS)), dtype=np.float32),
        np.zeros((64, len(OUTPUTS)), dtype=np.float32),
        np.zeros(len(OUTPUTS), dtype=np.float32),
        pooled,
        dict(SETTINGS),
    )


def score(growth: float, themes: dict[Theme, float], sectors: dict[Sector, float]) -> TopicScores:
    return TopicScores(
        growth,
        tuple(themes.get(theme, 0.0) for theme in THEMES),
        tuple(sectors.get(sector, 0.0) for sector in SECTORS),
    )


def test_a_word_that_speaks_for_growth_raises_its_probability() -> None:
    model = build_model(growth=9.0, gruva_stal=9.0)
    [growth] = [t for t in model.label("", "Gruvan öppnar") if t.kind is TopicKind.GROWTH]
    [none] = [t for t in model.label("", "Katten sover") if t.kind is TopicKind.GROWTH]
    assert growth.probability > none.probability == 0.5
    assert growth.evidence == "gruvan"


def test_a_growth_story_has_at_least_its_likeliest_theme() -> None:
    chosen = build_model().choose_themes(score(0.9, {Theme.LIVSMILJOER: 0.2}, {}))
    assert chosen == [(THEMES.index(Theme.LIVSMILJOER), 0.2)]


def test_several_themes_hold_above_their_thresholds() -> None:
    themes = {Theme.LIVSMILJOER: 0.6, Theme.TILLGANGLIGHET: 0.5, Theme.GRANSOVERSKRIDANDE: 0.4}
    chosen = build_model().choose_themes(score(0.9, themes, {}))
    assert [THEMES[i] for i, _ in chosen] == [Theme.LIVSMILJOER, Theme.TILLGANGLIGHET]


def test_other_stands_alone_and_never_second() -> None:
    model = build_model()
    alone = model.choose_sectors(score(0.9, {}, {Sector.OVRIGT: 0.9, Sector.SKOG: 0.8}))
    assert [SECTORS[i] for i, _ in alone] == [Sector.OVRIGT]
    first = model.choose_sectors(score(0.9, {}, {Sector.OVRIGT: 0.8, Sector.SKOG: 0.9}))
    assert [SECTORS[i] for i, _ in first] == [Sector.SKOG]


def test_no_more_than_three_sectors() -> None:
    likely = dict.fromkeys((Sector.SKOG, Sector.ENERGI, Sector.TRANSPORT, Sector.BYGG_BOSTAD), 0.9)
    assert len(build_model().choose_sectors(score(0.9, {}, likely))) == 3


@pytest.mark.parametrize(("value", "expected"), [(0.0, 0.5), (1e9, 1.0), (-1e9, 0.0)])
def test_probabilities_stay_between_none_and_one(value: float, expected: float) -> None:
    assert to_probability(value) == pytest.approx(expected, abs=1e-9)


def test_a_model_survives_being_written_and_read(tmp_path: Path) -> None:
    path = tmp_path / "topics.npz"
    model = build_model(growth=2.0, skog=1.0)
    write_topics(model, path)
    first = path.read_bytes()
    write_topics(model, path)
    assert path.read_bytes() == first
    assert not list(tmp_path.glob("*.partial*"))
    text = ("Gruvan", "Gruvan öppnar igen efter ett år")
    assert read_topics(path).label(*text) == model.label(*text)


@pytest.mark.parametrize("content", [b"", b"no model", b"PK\x03\x04 cut off"])
def test_a_broken_model_says_what_to_do(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "topics.npz"
    path.write_bytes(content)
    with pytest.raises(ModelUnavailable, match="train topics --force"):
        read_topics(path)


def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="cannot be read"):
        read_topics(tmp_path / "none.npz")


def test_a_model_of_another_version_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "topics.npz"
    write_topics(build_model(), path)
    monkeypatch.setattr("nlp.topics.FORMAT", 99)
    with pytest.raises(ModelUnavailable, match="another version"):
        read_topics(path)


def test_the_bundled_model_is_small() -> None:
    assert TOPICS.stat().st_size < 3_000_000
    assert TOPICS.with_name("word_vectors.npz").stat().st_size < 3_000_000


def test_what_was_read_before_changes_nothing() -> None:
    """The words that are kept in memory must never change an answer."""
    texts = [
        "Gruvan anställer sextio operatörer och bygger en ny nivå under den gamla.",
        "Polisen söker vittnen till ett rån mot en butik i centrum.",
        "Hotellet byggs ut när turisterna blir fler än någonsin.",
    ]
    fresh = [read_topics().label("", text) for text in texts]
    model = load_topics()
    order = list(range(len(texts))) * 3
    random.Random(1).shuffle(order)
    for i in order:
        assert model.label("", texts[i]) == fresh[i]


def test_a_full_memory_is_emptied(monkeypatch: pytest.MonkeyPatch) -> None:
    model = read_topics()
    first = model.label("", "Gruvan anställer operatörer")
    monkeypatch.setattr("nlp.topics.MOST_CACHED", 1)
    assert model.label("", "Gruvan anställer operatörer") == first
