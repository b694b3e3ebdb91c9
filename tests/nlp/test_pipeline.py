from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.training import Example

from data.errors import ModelUnavailable
from data.vocab import Function, Gender, Occupation
from nlp.drafts import get_persons, get_quotes
from nlp.pipeline import COMPONENTS, OWN, OWN_PATH, REGISTER, build_pipeline, describe_model
from nlp.tag import make_doc
from nlp.topics import load_topics
from tests.nlp.docs import naming_texts, reported, spoken


def save_package(path: Path, label: str | None, *, ruler: bool = False) -> Path:
    """A tiny untrained pipeline on disk, whose ner knows one label; None for no ner at all."""
    nlp = spacy.blank("sv")
    nlp.meta["version"] = "7.8.9"
    if label is not None:
        ner = nlp.add_pipe("ner", config={"model": {"tok2vec": {"@architectures": TINY, **SIZE}}})
        ner.add_label(label)
        text = nlp.make_doc("Karin Lidström bygger.")
        example = Example.from_dict(text, {"entities": [(0, 14, label)]})
        nlp.initialize(lambda: [example])
    if ruler:
        rules = nlp.add_pipe("entity_ruler", config={"overwrite_ents": True})
        rules.add_patterns([{"label": "PER", "pattern": "Zqwixl Quux"}])
    nlp.to_disk(path)
    return path


TINY = "spacy.HashEmbedCNN.v2"
SIZE = {
    **{"width": 8, "depth": 1, "embed_size": 50, "window_size": 1, "maxout_pieces": 1},
    **{"subword_features": False, "pretrained_vectors": None},
}


def test_the_components_come_in_their_order() -> None:
    after = ("persons", "gender", "titles", "speech", "room", "roles", "topics", "places")
    assert after == COMPONENTS
    assert build_pipeline(REGISTER).pipe_names == ["layout", "person_finder", *after]
    assert build_pipeline().pipe_names == ["layout", "ner", "person_merger", *after]


def test_our_own_model_fits_the_package_and_brings_no_words_of_its_texts() -> None:
    size = sum(file.stat().st_size for file in OWN_PATH.rglob("*") if file.is_file())
    assert size < 25_000_000
    strings = (OWN_PATH / "vocab" / "strings.json").read_text(encoding="utf-8")
    assert "Gunhild" not in strings


def test_our_own_model_finds_a_foreign_name_that_the_rules_do_not_know() -> None:
    nlp = build_pipeline(OWN)
    text = "Enligt bolagets finanschef Takumi Hamasaki dröjer beskedet. Hamasaki lämnade mötet."
    doc = nlp(make_doc(nlp, "Nytt besked", text))
    assert naming_texts(doc) == {"Takumi Hamasaki": ["Takumi Hamasaki", "Hamasaki"]}


def test_what_a_component_requires_is_assigned_before_it(pipeline: Language) -> None:
    problems = pipeline.analyze_pipes()["problems"]
    assert not any(problems.values()), problems


def test_a_package_takes_the_place_of_the_person_finder(tmp_path: Path) -> None:
    nlp = build_pipeline(str(save_package(tmp_path / "liten", "PER", ruler=True)))
    assert nlp.pipe_names[:3] == ["layout", "ner", "entity_ruler"]
    assert "person_finder" not in nlp.pipe_names
    assert nlp.pipe_names[3:] == list(COMPONENTS)


def test_people_that_a_package_finds_are_people(tmp_path: Path) -> None:
    nlp = build_pipeline(str(save_package(tmp_path / "liten", "PER", ruler=True)))
    # a name in no register, which the rules alone would not know
    doc = nlp(make_doc(nlp, "Nytt kafé", "Nu öppnar Zqwixl Quux. Hon är nöjd."))
    assert "Zqwixl Quux" in naming_texts(doc)
    [person] = [p for p in get_persons(doc) if p.name == "Zqwixl Quux"]
    assert person.gender is Gender.WOMAN


@pytest.mark.parametrize("label", ["PRS", "PER", "PERSON"])
def test_every_label_for_people_will_do(tmp_path: Path, label: str) -> None:
    assert build_pipeline(str(save_package(tmp_path / "liten", label))).has_pipe("persons")


@pytest.mark.parametrize("label", ["LOC", None])
def test_a_package_that_finds_no_people_is_refused(tmp_path: Path, label: str | None) -> None:
    with pytest.raises(ModelUnavailable, match="finds no persons"):
        build_pipeline(str(save_package(tmp_path / "liten", label)))


def test_an_unknown_package_says_how_to_install_it() -> None:
    with pytest.raises(ModelUnavailable, match="pip install xx_finns_inte_sm") as caught:
        build_pipeline("xx_finns_inte_sm")
    assert "\n" not in str(caught.value)


def test_a_folder_that_is_no_pipeline_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable):
        build_pipeline(str(tmp_path))


def test_the_model_is_described_with_its_version(tmp_path: Path) -> None:
    assert describe_model("register").split()[0] == "register"
    assert describe_model("register").split()[1][0].isdigit()
    path = save_package(tmp_path / "liten", "PER")
    assert describe_model(str(path)) == f"{path} 7.8.9 topics-{load_topics().digest[:8]}"


def test_no_article_is_too_long() -> None:
    assert build_pipeline().max_length >= 10**9


STORY = (
    "Bygget väntas ge tjugo jobb i Harads.",
    "Karin Lidström, vd för Harads Såg AB, har väntat i tre år.",
    "– Det är stort för hela bygden, säger Lidström.",
    "Erik Öberg är svetsare. Han menar att lönen borde höjas.",
    "– Vi vill ha mer, säger han. Mycket mer.",
    "Av Stina Nyqvist",
)


@pytest.mark.parametrize("model", [REGISTER, OWN])
def test_a_story_from_headline_to_byline(model: str) -> None:
    pipeline = build_pipeline(model)
    doc = pipeline(make_doc(pipeline, "Lidström bygger ut sågen", "\n\n".join(STORY)))
    karin, erik = get_persons(doc)
    assert (karin.name, karin.gender) == ("Karin Lidström", Gender.WOMAN)
    assert (karin.occupation, karin.function) == (
        Occupation.BUSINESS_LEADER,
        Function.SPOKESPERSON,
    )
    assert [naming.text for naming in karin.namings] == ["Lidström", "Karin Lidström", "Lidström"]
    assert (erik.name, erik.gender) == ("Erik Öberg", Gender.MAN)
    assert (erik.occupation, erik.function) == (
        Occupation.WORKER,
        Function.PERSONAL_EXPERIENCE,
    )
    assert spoken(doc) == [
        ("Det är stort för hela bygden", "Karin Lidström"),
        ("Vi vill ha mer", "Erik Öberg"),
        ("Mycket mer.", "Erik Öberg"),
    ]
    assert reported(doc) == [("lönen borde höjas", "Erik Öberg")]
    assert [c.name for c in doc._.contributors] == ["Stina Nyqvist"]
    assert [place.municipality for place in doc._.places] == ["Boden"]


def test_a_component_keeps_nothing_from_one_article_to_the_next(pipeline: Language) -> None:
    text = "\n\n".join(STORY)
    finnish = "Kauppias on kylässä ja hän myös asuu täällä, mutta se on hyvä, sanoo Aino Korhonen."
    first = pipeline(make_doc(pipeline, "Ny såg", text))
    pipeline(make_doc(pipeline, "Kauppa", finnish))
    again = pipeline(make_doc(pipeline, "Ny såg", text))
    assert get_quotes(first) == get_quotes(again)
    assert naming_texts(first) == naming_texts(again)
