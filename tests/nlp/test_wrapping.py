from __future__ import annotations

import pytest

from nlp.wrapping import join_wrapped


@pytest.mark.parametrize(
    "text",
    [
        "Nu bygger entreprenören och tidigare kommunalrådet Anna\nBerg ett hus.",
        "Nu bygger entreprenören från Överkalix ett hus som\nska stå klart i vår.",
        "Nu bygger entreprenören från Överkalix ett hus, \nen lada och en bastu.",
    ],
)
def test_a_break_in_mid_sentence_or_mid_name_becomes_a_space(text: str) -> None:
    joined = join_wrapped(text)
    assert "\n" not in joined
    assert len(joined) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nu bygger entreprenören från Överkalix ett hus.\nDet ska stå klart i vår.",
        "Av Anna\nBerg och skog i Norrbotten",  # too short a line to have been broken
        "Entreprenören bygger ett nytt hus i Överkalix. Foto: Anna\nBerg reser sig bakom.",
        "Reportern som har följt bygget från allra första början\nanna.berg@bladet.example",
        "Entreprenören bygger ett nytt hus i byn Överkalix\n\nanna",
        "Entreprenören bygger ett nytt hus i byn Överkalix\nBygget gick snabbt.",
        "Entreprenören bygger ett nytt hus i byn Överkalix\n– Ja, säger hon.",
    ],
)
def test_other_line_ends_are_left_alone(text: str) -> None:
    assert join_wrapped(text) == text
