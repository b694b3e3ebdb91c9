"""Options that several commands share."""

from __future__ import annotations

import click

model_option = click.option(
    "--model",
    default="person_sv",
    show_default=True,
    help="Who finds the people: our trained model, the rules alone (register), or an installed "
    "spaCy package.",
)
