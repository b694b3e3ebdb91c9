"""Sentences that set groups and means apart, only where the figures carry it."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.figures import Figure
from analysis.press.facts import Contrast
from analysis.press.formats import narrow
from analysis.press.pdf.figures import raise_first
from analysis.swedish import say_decimal, say_list
from analysis.wording import say_share

SURE = "också när det räknas in att många grupper jämförs"


def say_differing(figures: Sequence[Figure], noun: str) -> str:
    """Which groups surely lie above or below the rest; ``noun`` is what a group is."""
    judged = [figure for figure in figures if figure.percent is not None]
    if not judged:
        return f"Underlaget räcker inte till en andel i någon {noun}."
    said = []
    for way, words in (("higher", "Högre"), ("lower", "Lägre")):
        named = [
            f"{raise_first(figure.label)}, {narrow(say_share(figure))}"
            for figure in judged
            if figure.differs == way
        ]
        if named:
            said.append(f"{words} andel kvinnor än i resten, {SURE}: {'; '.join(named)}.")
    if said:
        return " ".join(said)
    if len(judged) == 1:
        return (
            f"Bara en {noun} har underlag för en andel: {raise_first(judged[0].label)}, "
            f"{narrow(say_share(judged[0]))}."
        )
    return (
        f"Ingen {noun} skiljer sig säkert från resten: skillnaderna ryms i det som slumpen kan ge."
    )


def say_contrast(contrast: Contrast) -> str:
    """A sentence on women's and men's means, that claims a difference only where it holds."""
    if contrast.women is None or contrast.men is None or contrast.low is None:
        return f"{contrast.label}: för litet underlag ({contrast.withheld})."
    means = (
        f"{contrast.label}: {say_decimal(contrast.women)} för kvinnor och "
        f"{say_decimal(contrast.men)} för män ({contrast.unit}, bland {contrast.among})."
    )
    if contrast.claimable:
        return f"{means} Skillnaden är säkerställd."
    return f"{means} Skillnaden ryms i det som slumpen kan ge."


def list_names(labels: Sequence[str]) -> str:
    return say_list(sorted(set(labels)))
