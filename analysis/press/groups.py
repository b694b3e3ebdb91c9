"""Small groups: what may be shown of so few that single persons could be found again."""

from __future__ import annotations

from analysis.figures import MIN_GROUP, SMALL_GROUP, Figure
from analysis.press.formats import say_count


def is_told(figure: Figure) -> bool:
    """Whether the counts of a group may be told, by the rule of the public tables."""
    return figure.withheld != SMALL_GROUP and not 0 < figure.n_persons < MIN_GROUP


def say_group_counts(figure: Figure) -> str:
    """ "12 kvinnor, 20 män och 1 icke-binära eller okänt", or that they are too few to tell."""
    if not is_told(figure):
        return "för få personer för att antalen ska redovisas"
    if figure.n_persons == 0:
        return "inga personer"
    women = "1 kvinna" if figure.women == 1 else f"{say_count(figure.women)} kvinnor"
    men = "1 man" if figure.men == 1 else f"{say_count(figure.men)} män"
    if not figure.other_or_unknown:
        return f"{women} och {men}"
    return f"{women}, {men} och {say_count(figure.other_or_unknown)} icke-binära eller okänt"
