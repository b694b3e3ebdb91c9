"""The commands of the review: who reviews, what is drawn, how far it has come, copies."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path
from typing import Any

import click

from data.console import Console, command_options

ROLES = ("reviewer", "second_reader", "editor", "delegate")


@click.group()
def reviewers() -> None:
    """Who may sign in to the review, and as what."""


def _read_password(from_stdin: bool) -> str:
    """A password from the keyboard, typed twice, or the first line of standard input."""
    from data.errors import BadInput

    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise BadInput("no keyboard to ask for a password at; give it with --password-stdin")
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return password


@reviewers.command("add")
@click.argument("name")
@click.option(
    "--role", type=click.Choice(ROLES), default="reviewer", show_default=True,
    help="reviewer and second_reader decide, editor settles and signs, delegate signs.",
)  # fmt: skip
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@command_options
def add_reviewer(
    name: str, role: str, password_stdin: bool, db_dir: Path, console: Console
) -> None:
    """Add NAME, or give an old one a new role and password; the password is asked for."""
    from data.review.store import ReviewStore
    from data.review.users import add_user, check_name
    from data.review.words import Role

    name = check_name(name)
    password = _read_password(password_stdin)
    with ReviewStore(db_dir) as store:
        user = add_user(store, name, Role(role), password)
    console.summary("reviewers add", {"name": user.name, "role": user.role.value})


@reviewers.command("list")
@command_options
def list_reviewers(db_dir: Path, console: Console) -> None:
    """All reviewers with their roles and how much they have done."""
    from data.review.store import ReviewStore
    from data.review.users import list_users

    with ReviewStore.open_existing(db_dir) as store:
        done = dict(
            store.db.execute(
                "SELECT user, count(*) FROM assignments WHERE done_at <> '' GROUP BY user"
            ).fetchall()
        )
        shown = {
            user.name: f"{user.role}{'' if user.active else ', disabled'}, "
            f"{done.get(user.name, 0)} articles finished"
            for user in list_users(store)
        }
    console.summary("reviewers", shown or {"reviewers": "none"})


@reviewers.command("disable")
@click.argument("name")
@command_options
def disable_reviewer(name: str, db_dir: Path, console: Console) -> None:
    """Nobody signs in as NAME any more, from now on; what was decided stays."""
    from data.review.store import ReviewStore
    from data.review.users import check_name, disable_user

    with ReviewStore.open_existing(db_dir) as store:
        disable_user(store, name)
    console.summary("reviewers disable", {"name": check_name(name), "state": "disabled"})


@click.group()
def review() -> None:
    """Draw samples, see how far the review has come, carry decisions in and out, make copies."""


@review.command("draw")
@click.option("--period", default="all", show_default=True, help="2026, 2026-Q3, 2026-09 or all.")
@click.option("--size", type=click.IntRange(1), default=100, show_default=True,
              help="Articles to draw; more of the same sample the next time.")  # fmt: skip
@click.option("--double", type=click.FloatRange(0, 1), default=0.2, show_default=True,
              help="Share that a second coder reads too.")  # fmt: skip
@click.option("--portion", type=click.IntRange(1), default=15, show_default=True,
              help="Articles a day for one reviewer.")  # fmt: skip
@click.option("--uncertain", is_flag=True,
              help="Queue what the machine is least sure of; in no estimate.")  # fmt: skip
@click.option("--article", "articles", multiple=True, help="Queue this article; id or address.")
@click.option("--name", default="", help="Name of the sample; otherwise that of the period.")
@click.option("--seed", type=int, help="Seed of a new sample; otherwise drawn by lot and kept.")
@command_options
def draw(
    period: str,
    size: int,
    double: float,
    portion: int,
    uncertain: bool,
    articles: tuple[str, ...],
    name: str,
    seed: int | None,
    db_dir: Path,
    console: Console,
) -> None:
    """Draw articles to review, at random with known probabilities unless told otherwise.

    How samples are drawn, and why, stands in docs/review-samples.md.
    """
    from analysis.periods import parse_period
    from analysis.reviewing.draw import Wish, draw_chosen, draw_random, draw_uncertain
    from data.errors import BadInput
    from data.lock import hold_lock
    from data.review.store import ReviewStore
    from data.store import MediaStore

    if uncertain and articles:
        raise BadInput("give --uncertain or --article, not both")
    when = parse_period(period)
    wish = Wish(size, double, portion, secrets.randbelow(2**31) if seed is None else seed, name)
    with (
        hold_lock(db_dir, "draw"),
        MediaStore.open_existing(db_dir) as media,
        ReviewStore(db_dir) as store,
    ):
        if articles:
            drawn = draw_chosen(media, store, name or "valda", articles, portion)
        elif uncertain:
            drawn = draw_uncertain(media, store, when, wish)
        else:
            drawn = draw_random(media, store, when, wish)
    told: dict[str, Any] = {
        "sample": drawn.sample,
        "kind": drawn.kind.value,
        "drawn_now": drawn.n_new,
        "drawn_in_all": drawn.n_drawn,
    }
    if drawn.n_strata:
        told |= {
            "for_two_coders": drawn.n_double,
            "articles_in_frame": drawn.n_frame,
            "strata": drawn.n_strata,
            "probabilities": f"{drawn.rate_low:.4f} to {drawn.rate_high:.4f}",
        }
    console.summary("review draw", told | {"next": "mediagranskning serve --review"})


@review.command("status")
@command_options
def review_status(db_dir: Path, console: Console) -> None:
    """How far each sample has come, how coders agree, what waits for an editor."""
    from analysis.reviewing.status import collect_review_status
    from data.review.store import ReviewStore

    with ReviewStore.open_existing(db_dir) as store:
        console.summary("review status", collect_review_status(store))


@review.command("backup")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@command_options
def backup(file: Path | None, db_dir: Path, console: Console) -> None:
    """Copy review.db whole while reviewers work, to FILE or beside it with the time in its name."""
    from analysis.reviewing.draw import back_up_path
    from data.review.store import back_up
    from data.runs import utc_now

    target = file or back_up_path(db_dir, utc_now())
    size = back_up(db_dir, target)
    console.summary("review backup", {"copy": str(target), "bytes": size})


@review.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--sample", default="", help="Only decisions on articles of this sample.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@command_options
def export(file: Path, sample: str, force: bool, db_dir: Path, console: Console) -> None:
    """Write all decisions to FILE: .csv, or .jsonl. 'review import' reads them elsewhere."""
    from analysis.reviewing.exchange import export_decisions
    from data.review.store import ReviewStore

    _check_target(file, force)
    with ReviewStore.open_existing(db_dir) as store:
        n = export_decisions(store, file, sample)
    console.summary("review export", {"decisions": n, "file": str(file)})


@review.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--user", default="", help="Reviewer of the rows that name none.")
@command_options
def import_decisions_command(file: Path, user: str, db_dir: Path, console: Console) -> None:
    """Take in decisions from FILE (.csv or .jsonl), or a filled-in coding sheet saved as .csv.

    Rows that are here already are passed over; a row made against a state that is no longer the
    newest is left out and named, never put over another decision.
    """
    from analysis.reviewing.exchange import import_decisions
    from data.review.store import ReviewStore
    from data.store import MediaStore

    with MediaStore.open_existing(db_dir) as media, ReviewStore(db_dir) as store:
        taken = import_decisions(media, store, file, user)
    console.summary(
        "review import",
        {"new": taken.new, "here_already": taken.known, "left_out": len(taken.left_out)},
    )
    for reason in taken.left_out:
        click.echo(f"Error: {reason}", err=True)
    if taken.left_out:
        sys.exit(1)


@review.command("sheet")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--sample", default="", help="The sample to code; otherwise the latest random one.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@command_options
def sheet(file: Path, sample: str, force: bool, db_dir: Path, console: Console) -> None:
    """Write a coding sheet for those who count by hand (GMMP's questions): FILE.xlsx.

    The machine's labels are not in it. Saved as .csv, 'review import' reads it back.
    """
    from analysis.reviewing.sheet import write_sheet
    from data.errors import BadInput
    from data.review.store import ReviewStore

    if file.suffix.lower() != ".xlsx":
        raise BadInput(f"{file}: a coding sheet is an .xlsx file")
    _check_target(file, force)
    with ReviewStore.open_existing(db_dir) as store:
        n = write_sheet(store, file, sample)
    console.summary("review sheet", {"articles": n, "file": str(file)})


def _check_target(file: Path, force: bool) -> None:
    from data.errors import BadInput

    if not file.parent.is_dir():
        raise BadInput(f"{file.parent} is no folder; make it, or name another file")
    if file.exists() and not force:
        raise BadInput(f"{file} is there already; name another file, or use --force")
