from __future__ import annotations

import pytest

from nlp.topic_words import find_groups, find_ngrams, find_words, load_stems, weigh_words


def name_groups(word: str) -> set[str]:
    return {load_stems().groups[i] for i in find_groups(word)}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("LKAB:s vd i Gällivare", ["lkab:s", "vd", "i", "gällivare"]),
        ("e-handel – 20 procent", ["e-handel", "procent"]),
        ("under\xadsköterska", ["undersköterska"]),
        ("", []),
        ("2026 😀", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert find_words(text) == words


@pytest.mark.parametrize(
    ("word", "group"),
    [
        ("gruvbolaget", "sectors.gruva_stal"),
        ("järngruvan", "sectors.gruva_stal"),
        ("undersköterskorna", "sectors.vard_omsorg"),
        ("matchen", "against.sport"),
        ("ren", "sectors.jord_ren_fiske"),
        ("rekryterar", "themes.kompetensforsorjning"),
        ("kaivoksen", "sectors.gruva_stal"),
    ],
)
def test_a_stem_puts_a_word_in_its_group(word: str, group: str) -> None:
    assert group in name_groups(word)


@pytest.mark.parametrize("word", ["rent", "renovera", "och", "guldläge"])
def test_a_whole_word_is_no_stem(word: str) -> None:
    assert "sectors.jord_ren_fiske" not in name_groups(word)


def test_pieces_are_marked_at_the_ends_of_the_word() -> None:
    assert find_ngrams("malm") == ["<malm>", "<mal", "<malm", "alm>", "malm", "malm>"]


def test_a_word_in_the_headline_counts_double() -> None:
    weighed = weigh_words("Gruvan", "Gruvan öppnar")
    assert weighed.counts == {"gruvan": 3, "öppnar": 1}
    assert weighed.in_head == {"gruvan"}


def test_two_words_side_by_side_make_a_group() -> None:
    groups = load_stems().groups
    found = weigh_words("", "Ungdomar vill bo kvar i byn, bo de kan.").pairs
    assert {groups[i] for i in found} == {"themes.livsmiljoer"}
    assert not weigh_words("", "De bo i kvarteret.").pairs


def test_every_stem_is_lower_case_and_every_group_has_some() -> None:
    stems = load_stems()
    kinds = (stems.starts, stems.insides, stems.wholes, stems.ends)
    assert all(stem == stem.lower() for kind in kinds for stem in kind)
    held = {group for kind in kinds for groups in kind.values() for group in groups}
    assert held == set(range(len(stems.groups)))
