"""Names of error figures in Swedish: "sources.woman.r" -> what a reader understands."""

from __future__ import annotations

_WHAT = {
    "people": "Hitta personer",
    "sources": "Hitta personer som kommer till tals",
    "gender": "Rätt kön på rätt person",
    "growth": "Hitta nyheter om tillväxt",
    "theme": "Rätt tema",
    "sector": "Rätt huvudbransch",
    "sectors": "Rätt branscher",
    "municipality": "Rätt kommun",
    "function": "Rätt roll i nyheten",
    "occupation_group": "Rätt yrkesgrupp",
    "share_women": "Andel kvinnor",
}
_WHO = {
    "all": "alla",
    "woman": "kvinnor",
    "man": "män",
    "people": "personer",
    "sources": "personer som kommer till tals",
    "growth_people": "personer i nyheter om tillväxt",
    "growth_sources": "personer som kommer till tals i nyheter om tillväxt",
}
_HOW = {
    "p": "träffsäkerhet (andel av det funna som är rätt)",
    "r": "täckning (andel av det rätta som hittas)",
    "f1": "F1, träffsäkerhet och täckning sammanvägda",
    "macro_f1": "F1, medel över klasserna",
    "micro_f1": "F1, alla klasser tillsammans",
    "accuracy": "andel rätt",
    "unknown_rate": "andel utan känt kön",
    "diff_points": "maskinens andel minus facit, procentenheter",
    "gold": "andel enligt facit",
    "found": "andel enligt maskinen",
}


def say_metric(metric: str) -> str:
    """The Swedish name of a metric path of ``evaluate gold``; the path itself if unknown."""
    what, *rest = metric.split(".")
    if what not in _WHAT or not rest or rest[-1] not in _HOW:
        return metric
    who = [_WHO.get(part, part) for part in rest[:-1]]
    return ", ".join([_WHAT[what], *who]) + f": {_HOW[rest[-1]]}"
