"""What may be said of the figures, in sentences. The rules:

A difference is said only where its interval does not cover "no difference", judged as the numbers
are printed, and where it stands when all comparisons of its kind are looked at together. Where it
does not, the sentence says that it does not. A comparison names its source and year. A simple part
("var tredje") goes only where it stands for the share. Every number stands in a table too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.figures import Figure
from analysis.indicators import INDICATORS
from analysis.press.facts import Change, Contrast, Facts, Quotient
from analysis.press.formats import (
    about,
    find_part,
    narrow,
    say_count,
    say_interval,
    say_percent,
    say_small,
)
from analysis.swedish import NBSP, say_decimal, say_list
from analysis.wording import say_balance, say_bounds, say_headline, say_share


@dataclass(frozen=True, slots=True)
class Statement:
    """``claims`` says that something differs from something else; ``about`` is the subject:
    "main", "sources", "balance", "bounds", "corrected", a dimension, "room", "reality", "time"
    or "sure". ``alike`` says between what no difference is sure ("mellan branscher"), so that
    several such sentences can be drawn together. ``figure`` is what the sentence rests on, where
    that can be marked as reviewed."""

    about: str
    text: str
    claims: bool = False
    alike: str = ""
    figure: Figure | None = None


HEADLINE = {"main", "balance", "bounds"}


def keep_signed(facts: Facts, statements: Iterable[Statement]) -> list[Statement]:
    """Those that may be said aloud: see ``SignOffs.may_tell``.

    What is said of the headline's figure stays: where that is not reviewed all is a draft.
    """
    may_tell = facts.signoffs.may_tell
    return [s for s in statements if s.about in HEADLINE or may_tell(s.figure, s.claims)]


IN_NEWS = "i nyheter om regional tillväxt"


def say_title(facts: Facts) -> str:
    """The headline of everything: one line, without a full stop, as careful as the figure."""
    main = facts.whole("people")
    part = find_part(main)
    if part is not None:
        said = f"{about(main, part)}{part.persons} {IN_NEWS} {part.are_women}"
        return said[:1].upper() + said[1:]
    return say_headline(main, INDICATORS["people"].subject)


def say_lead(facts: Facts) -> list[Statement]:
    """The result first: share, interval, what it rests on, who speaks, balance."""
    main, sources = facts.whole("people"), facts.whole("sources")
    when = say_when(facts)
    scope = f"{say_count(main.n_stories)} artiklar om regional tillväxt i {say_media(facts)}"
    if main.percent is None:
        text = (
            f"{when} nämns {say_count(main.n_persons)} personer i {scope}: "
            f"{say_gender_counts(main)}. Det är för litet underlag för en andel ({main.withheld})."
        )
        return [Statement("main", text)]
    said = [
        Statement(
            "main",
            f"{when} är andelen kvinnor {say_share(main)} bland personer med känt kön i {scope}.",
        ),
        Statement("sources", _say_sources(sources), figure=sources),
    ]
    return [*said, Statement("balance", say_balance(main), claims=says_side(main))]


def say_when(facts: Facts) -> str:
    """The period as a sentence begins: "Tredje kvartalet 2026", "I september 2026"."""
    label = facts.period.label
    if facts.period.name == "all":
        return f"Under {label}"
    if len(facts.period.name) == len("2026-09") and "Q" not in facts.period.name:
        return f"I {label}"
    return label[:1].upper() + label[1:]


def _say_sources(sources: Figure) -> str:
    if sources.percent is None:
        return (
            "Bland dem som kommer till tals är underlaget för litet för en andel: "
            f"{say_gender_counts(sources)}."
        )
    return f"Bland dem som kommer till tals är andelen {say_share(sources)}."


def says_side(figure: Figure) -> bool:
    """Whether the sentence on balance puts the share under, within or over 40–60 per cent."""
    return not say_balance(figure).startswith("Underlaget")


def say_media(facts: Facts) -> str:
    """ "ett medium", "tre medier" counted by those whose stories count."""
    n = sum(outlet.n_counted > 0 for outlet in facts.coverage.outlets)
    return "ett medium" if n == 1 else f"{say_small(n)} medier"


def say_gender_counts(figure: Figure) -> str:
    """ "12 kvinnor, 20 män och 3 icke-binära eller okänt"."""
    women = "1 kvinna" if figure.women == 1 else f"{say_count(figure.women)} kvinnor"
    men = "1 man" if figure.men == 1 else f"{say_count(figure.men)} män"
    if not figure.other_or_unknown:
        return f"{women} och {men}"
    return f"{women}, {men} och {say_count(figure.other_or_unknown)} icke-binära eller okänt"


def say_bound(facts: Facts) -> Statement:
    """What the persons of unknown gender could change."""
    return Statement("bounds", narrow(say_bounds(facts.whole("people"))))


def say_corrected(facts: Facts) -> list[Statement]:
    """The corrected share, where enough is reviewed."""
    return [
        Statement(
            "corrected",
            f"Rättad efter {say_count(c.n_reviewed)} granskade "
            f"{'artiklar' if c.unit == 'article' else 'personer'} är andelen kvinnor "
            f"{_among(c.indicator)} {c.percent}{NBSP}procent ({say_interval(c.low, c.high)}).",
        )
        for c in facts.corrected
        if c.method == "ppi" and c.percent is not None and c.low is not None and c.high is not None
    ]


def _among(indicator: str) -> str:
    return "bland dem som kommer till tals" if indicator == "sources" else "bland alla personer"


GROUP_WORDS = {
    "sector": ("branscher", "I nyheter om {}"),
    "outlet": ("medier", "I {}"),
    "municipality": ("kommuner", "I nyheter om {}"),
    "theme": ("teman", "I nyheter med temat {}"),
    "function": ("roller", "Bland personer med rollen {}"),
    "occupation_group": ("yrkesgrupper", "I yrkesgruppen {}"),
}


def say_groups(facts: Facts, dimension: str, indicator: str = "people") -> list[Statement]:
    """The groups that differ from the rest beyond chance, else that none does."""
    words, opening = GROUP_WORDS[dimension]
    figures = facts.groups(indicator, dimension)
    compared = [f for f in figures if f.differs]
    differing = [f for f in compared if f.differs in {"higher", "lower"} and f.percent is not None]
    if differing:
        return [
            Statement(dimension, _say_difference(f, opening, dimension), claims=True, figure=f)
            for f in differing
        ]
    if not any(f.percent is not None for f in figures):
        return [Statement(dimension, f"Underlaget räcker inte till en andel för några {words}.")]
    if not compared:
        return [
            Statement(dimension, f"Underlaget räcker inte för att jämföra {words} med varandra.")
        ]
    return [Statement(dimension, say_alike([f"mellan {words}"]), alike=f"mellan {words}")]


def say_alike(between: Sequence[str]) -> str:
    """["mellan branscher", "över tid"] -> "Mellan branscher och över tid syns inga säkra …"."""
    said = say_list(between)
    return f"{said[:1].upper()}{said[1:]} syns inga säkra skillnader: de ryms inom slumpen."


def _say_difference(figure: Figure, opening: str, dimension: str) -> str:
    keeps_case = dimension in {"outlet", "municipality"}
    label = figure.label if keeps_case else figure.label[:1].lower() + figure.label[1:]
    way = "högre" if figure.differs == "higher" else "lägre"
    return f"{opening.format(label)} är andelen kvinnor {way} än i övrigt: {say_share(figure)}."


def say_room(facts: Facts) -> list[Statement]:
    """Where women's and men's room differs beyond chance, else that nothing does."""
    claimed = [c for c in facts.contrasts if c.claimable]
    if claimed:
        return [Statement("room", say_contrast(c), claims=True) for c in claimed]
    if all(c.difference is None for c in facts.contrasts):
        return [
            Statement(
                "room", "Underlaget räcker inte för att jämföra hur mycket kvinnor och män syns."
            )
        ]
    return [
        Statement(
            "room",
            "I rummet som kvinnor och män får syns inga säkra skillnader: de ryms inom slumpen.",
        )
    ]


def say_contrast(contrast: Contrast) -> str:
    """Both means, and the difference only where it is beyond chance."""
    if contrast.women is None or contrast.men is None or contrast.difference is None:
        return f"{contrast.label}: underlaget är för litet ({contrast.withheld})."
    said = _say_means(contrast, contrast.women, contrast.men)
    if not contrast.claimable:
        return f"{said} Skillnaden ryms inom slumpen."
    low, high = sorted((abs(contrast.low or 0.0), abs(contrast.high or 0.0)))
    points = {"procent": "procentenheter", "plats": "platser"}.get(contrast.unit, contrast.unit)
    return (
        f"{said} Skillnaden är {say_decimal(abs(contrast.difference))}{NBSP}{points} "
        f"(mellan {say_decimal(low)} och {say_decimal(high)})."
    )


def _say_means(contrast: Contrast, women: float, men: float) -> str:
    """ "Av kvinnorna kommer 95,5 procent till tals, av männen 84,8 procent." """
    among = "" if contrast.among == "alla personer" else f" ({contrast.among})"
    _, share, rest = contrast.label.partition("Andel som ")
    if share and contrast.unit == "procent":
        verb, _, tail = rest.partition(" ")
        ending = f" {tail}" if tail else ""
        return (
            f"Av kvinnorna {verb} {say_percent(women)}{ending}, av männen {say_percent(men)}"
            f"{among}."
        )
    unit = "" if contrast.unit == "plats" else f"{NBSP}{contrast.unit}"
    return (
        f"{contrast.label}{among}: {say_decimal(women)}{unit} för kvinnor och "
        f"{say_decimal(men)}{unit} för män."
    )


def say_reality(facts: Facts, dimensions: tuple[str, ...] = ("overall",)) -> list[Statement]:
    """The news beside the populations that match, each with its source."""
    return [
        Statement("reality", say_quotient(q), claims=bool(q.claim), figure=q.figure)
        for q in facts.quotients
        if q.figure.dimension in dimensions and q.figure.percent is not None
    ]


def say_quotient(quotient: Quotient) -> str:
    """Media share beside the population's; higher or lower only where the interval carries it."""
    figure = quotient.figure
    population = quotient.population[:1].lower() + quotient.population[1:]
    where = "riket" if quotient.area == "Riket" else quotient.area
    said = (
        f"{_who(figure)} är {say_share(figure)} kvinnor. Jämförelse: {population}, {where} "
        f"{quotient.year}, {say_percent(quotient.base_percent)} kvinnor (källa: {quotient.source})."
    )
    if quotient.claim == "lower":
        return f"{said} Andelen är lägre i nyheterna."
    if quotient.claim == "higher":
        return f"{said} Andelen är högre i nyheterna."
    return f"{said} Ingen säker skillnad."


def _who(figure: Figure) -> str:
    group = "" if figure.dimension == "overall" else f" om {figure.label}"
    if figure.indicator == "people":
        return f"Av personerna i nyheterna{group}"
    label = INDICATORS[figure.indicator].label
    return f"Av {label[:1].lower() + label[1:]} i nyheterna{group}"


def say_time(facts: Facts, indicator: str = "people") -> list[Statement]:
    """Changes beyond chance, else that none is."""
    own = [c for c in facts.changes if c.indicator == indicator]
    alarms = [c for c in own if c.alarm]
    if alarms:
        return [Statement("time", say_change(c), claims=True) for c in alarms]
    if any(c.points is not None for c in own):
        return [Statement("time", say_alike(["över tid"]), alike="över tid")]
    return [Statement("time", "Underlaget räcker inte för att säga något om förändring över tid.")]


def say_change(change: Change) -> str:
    """From a period to the next; rise or fall only beyond chance."""
    if change.points is None or change.low is None or change.high is None:
        return f"{change.after}: ingen förändring kan anges ({change.withheld})."
    start = f"Från {change.before} till {change.after}"
    shares = f"från {change.percent_before} till {change.percent_after}{NBSP}procent"
    if not change.alarm:
        return f"{start} går andelen kvinnor {shares}, vilket ryms inom slumpen."
    way = "ökade" if change.alarm == "rise" else "minskade"
    low, high = sorted((abs(change.low), abs(change.high)))
    return (
        f"{start} {way} andelen kvinnor {shares} (förändring "
        f"{say_interval(low, high, 'procentenheter')})."
    )


def say_unseen(facts: Facts) -> list[Statement]:
    """Which municipalities and industries no story is about, for all outlets together."""
    said = []
    for dimension, word in (("municipality", "kommuner"), ("sector", "branscher")):
        labels = [
            u.label
            for u in facts.unseen
            if u.dimension == dimension and not u.outlet and u.n_stories == 0
        ]
        if labels:
            text = f"Inga nyheter om tillväxt rör dessa {word}: {say_list(labels)}."
            said.append(Statement(dimension, text))
    return said


def say_robustness(facts: Facts) -> Statement:
    """Whether what is said of balance holds under the other choices that were tried."""
    found = next((r for r in facts.robustness if r.indicator == "people"), None)
    if found is None or not found.holds:
        return Statement(
            "sure", "Om balansen mellan kvinnor och män kan inget sägas som håller för alla val."
        )
    if found.holds == "yes":
        return Statement(
            "sure", f"Det som sägs om balans håller i alla {found.n_choices} andra val som prövats."
        )
    return Statement(
        "sure",
        "Det som kan sägas om balans hänger på valen. Något annat gäller: "
        f"{say_list(found.broken_by)}.",
    )
