"""What the delegation has signed off of an edition: read from the review, nobody named."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.figures import Figure
from analysis.swedish import say_date
from data.review.findings import FigureKey, find_signed_edition

UNSIGNED = (
    "Ingen har signerat siffrorna. De är ett underlag för granskning och bör inte sägas högt "
    "som fynd förrän någon har gjort det."
)
STALE = (
    "Utgåvan är signerad, men för andra siffror än dessa. Siffrorna bör inte sägas högt som fynd "
    "förrän de har signerats på nytt."
)


@dataclass(frozen=True, slots=True)
class SignOffs:
    """``signed`` only for these very figures. ``reviewed`` may be said aloud, ``doubtful`` not;
    both hold keys of figures. ``all_told``: the kit was asked to say the others too."""

    signed: bool = False
    stale: bool = False
    signed_at: str = ""
    reviewed: frozenset[FigureKey] = frozenset()
    doubtful: frozenset[FigureKey] = frozenset()
    all_told: bool = False

    def may_say(self, figure: Figure) -> bool:
        """Whether a figure is reviewed and its edition signed off."""
        return self.signed and key_of(figure) in self.reviewed

    def may_tell(self, figure: Figure | None, claims: bool) -> bool:
        """Whether the release or a slide has a sentence: of a signed edition only the reviewed.

        ``figure`` is what the sentence rests on. A difference that no figure of its own carries
        (a contrast, a change) cannot be marked as reviewed. An edition that nobody has signed is
        a draft, and has all but what is doubtful.
        """
        if figure is not None and key_of(figure) in self.doubtful:
            return False
        if self.all_told or not self.signed:
            return True
        return not claims if figure is None else self.may_say(figure)


def key_of(figure: Figure) -> FigureKey:
    """The key of a figure as the review writes it."""
    return (
        figure.indicator, figure.dimension, figure.value, figure.counting, figure.selection,
    )  # fmt: skip


def read_signoffs(
    db_dir: Path, edition: str, figures_sha256: str, all_told: bool = False
) -> SignOffs:
    """The sign-offs of an edition of these figures; none where nobody has signed anything."""
    found = find_signed_edition(db_dir, edition, figures_sha256)
    return SignOffs(
        found.signed, found.stale, found.signed_at if found.signed else "",
        found.figures, found.doubtful, all_told,
    )  # fmt: skip


def say_signoffs(signoffs: SignOffs, main: Figure) -> str:
    """Who has checked, as a sentence or two without anybody's name; ``main`` is the headline's."""
    if not signoffs.signed:
        return STALE if signoffs.stale else UNSIGNED
    said = f"Utgåvan är signerad av delegationen den {say_date(signoffs.signed_at[:10])}."
    others = "övriga" if signoffs.may_say(main) else "övriga ogranskade siffror"
    if key_of(main) in signoffs.doubtful:
        said += " Siffran i rubriken är markerad som tveksam och bör inte sägas högt;"
    elif not signoffs.may_say(main):
        said += " Siffran i rubriken är inte markerad som granskad;"
    elif len(signoffs.reviewed) == 1:
        said += " Bara siffran i rubriken är granskad;"
    else:
        said += f" {len(signoffs.reviewed)} siffror är granskade, bland dem den i rubriken;"
    if signoffs.all_told:
        return f"{said} {others} sägs också i pressmeddelandet, på begäran."
    return f"{said} {others} är underlag och sägs inte i pressmeddelandet."
