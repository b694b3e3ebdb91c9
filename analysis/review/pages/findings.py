"""Findings: the delegation says which figures of an edition may be said aloud, and signs it off."""

from __future__ import annotations

from analysis.dimensions import DIMENSION_LABELS, OVERALL
from analysis.indicators import INDICATORS
from analysis.review.answers import Answer, Asked, NotFound, Page, Redirect, Refusal
from analysis.review.figurerows import Figures, order_rows, read_editions, read_figures
from analysis.review.pages.figures import make_line
from analysis.review.wording import say_error
from analysis.stories import Counting, Selection
from data.errors import MediagranskningError
from data.review.findings import (
    DOUBTFUL,
    KEY,
    REVIEWED,
    WITHDRAWN,
    FigureKey,
    Finding,
    figure_key,
    read_findings,
    read_signed_edition,
    save_finding,
    sign_edition,
    withdraw_signoff,
)
from data.review.words import Right

STATUSES = {
    REVIEWED: "granskad",
    DOUBTFUL: "tveksam",
    WITHDRAWN: "inget sagt (taget tillbaka)",
}


def show_editions(asked: Asked) -> Answer:
    """All frozen editions with where they stand."""
    editions = read_editions(asked.db_dir)
    states = {e.name: read_signed_edition(asked.store, e.name, e.sha256) for e in editions}
    return Page("fynd.html", {"utgavor": editions, "lagen": states})


def show_findings(asked: Asked, wrong: str = "", status: int = 200) -> Answer:
    """The figures of one edition, by one dimension, with what was said of each."""
    name = asked.names["edition"]
    figures = read_figures(asked.db_dir, name)
    assert figures.edition is not None
    dimension = asked.args.get("indelning") or asked.form.get("indelning") or OVERALL
    if dimension not in DIMENSION_LABELS:
        raise NotFound
    wanted = [
        row
        for row in figures.indicators
        if row["dimension"] == dimension
        and row["counting"] == Counting.PER_OUTLET.value
        and row["selection"] == Selection.ALL.value
        and row["indicator"] in INDICATORS
        and row["share"] is not None
    ]
    said = read_findings(asked.store, name)
    state = read_signed_edition(asked.store, name, figures.edition.sha256)
    return Page(
        "fynd_utgava.html",
        {
            "utgava": figures.edition,
            "lage": state,
            "indelning": dimension,
            "indelningar": DIMENSION_LABELS,
            "rader": [
                (make_line(row, name), said.get(figure_key(row)), figure_key(row))
                for row in order_rows(wanted)
            ],
            "sagda": _list_said(figures, said),
            "statusar": STATUSES,
            "far_godkanna": asked.may(Right.SIGN),
            "fel": wrong,
        },
        status,
    )


def _list_said(figures: Figures, said: dict[FigureKey, Finding]) -> list[tuple[str, Finding]]:
    """All that was said of the edition's figures, newest first."""
    rows = {figure_key(row): row for row in figures.indicators}
    found = []
    for key, finding in said.items():
        row = rows.get(key)
        indicator = INDICATORS.get(key[0])
        label = f"{indicator.label if indicator else key[0]}, {row['label'] if row else key[2]}"
        found.append((label, finding))
    return sorted(found, key=lambda pair: -pair[1].id)


def save_findings(asked: Asked) -> Answer:
    """A word on one figure, a sign-off or its withdrawal."""
    name, deed = asked.names["edition"], asked.form.get("gor", "")
    figures = read_figures(asked.db_dir, name)
    assert figures.edition is not None
    note = asked.form.get("anteckning", "")
    try:
        if deed == "sag":
            key = figure_key({part: asked.form.get(part, "") for part in KEY})
            figures.find(key)
            previous = asked.form.get("forra", "0")
            if not previous.isascii() or not previous.isdigit():
                raise Refusal("Formuläret är trasigt. Ladda om sidan.")
            said = read_findings(asked.store, name).get(key)
            if (said.id if said else 0) != int(previous):
                raise Refusal(
                    f"{said.user if said else 'Någon annan'} hann före och har sagt något om "
                    "siffran. Ditt svar sparades inte: titta på det som nu står och svara igen."
                )
            status = asked.form.get("status", "")
            save_finding(asked.store, asked.who, name, key, status, note, int(previous))
        elif deed == "godkann":
            sign_edition(asked.store, asked.who, name, figures.edition.sha256, note)
        elif deed == "dra_tillbaka":
            withdraw_signoff(asked.store, asked.who, name, figures.edition.sha256, note)
        else:
            raise Refusal("Det finns inget sådant val.")
    except MediagranskningError as error:
        return show_findings(asked, say_error(error), 409 if isinstance(error, Refusal) else 400)
    dimension = asked.form.get("indelning", OVERALL)
    way = f"?indelning={dimension}" if dimension in DIMENSION_LABELS else ""
    return Redirect(f"/granska/fynd/{name}{way}")
