"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

model_option = click.option(
    "--model",
    default="person_sv",
    show_default=True,
    help="Who finds the people: our trained model, the rules alone (register), or an installed "
    "spaCy package.",
)

shared_option = click.option(
    "--shared",
    type=click.Path(path_type=Path),
    default=Path("../shared/data"),
    show_default=True,
    help="Folder with the interpellations, which serve as weak labels; left out where absent.",
)
