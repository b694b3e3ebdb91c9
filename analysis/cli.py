"""The root command: mounts the stages' commands."""

from __future__ import annotations

from pathlib import Path

import click

from analysis import commands, export
from analysis.reviewing import commands as reviewing
from crawler import cli as crawler_cli
from crawler import cli_outlets
from data.console import Console, command_options
from nlp import cli as nlp_cli
from nlp.evaluation import commands as evaluation
from nlp.training import commands as training


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mediagranskning")
def main() -> None:
    """Which women and which men do regional media make visible in stories on regional growth?"""


@main.command()
@command_options
def demo(db_dir: Path, console: Console) -> None:
    """Run the whole chain on the bundled sample outlets, served on loopback."""
    from analysis.demo import run_chain, write_summary

    def run_command(arguments: list[str]) -> None:
        main.main(arguments, standalone_mode=False)

    folder = db_dir / "demo"
    run_chain(folder, console.quiet, run_command)
    write_summary(folder, console)


main.add_command(crawler_cli.crawl)
main.add_command(crawler_cli.import_command)
main.add_command(cli_outlets.outlets)
main.add_command(cli_outlets.doctor)
main.add_command(nlp_cli.tag)
main.add_command(evaluation.evaluate)
main.add_command(nlp_cli.show)
main.add_command(training.train)
main.add_command(commands.analyse)
main.add_command(commands.publish)
main.add_command(commands.press)
main.add_command(commands.serve)
main.add_command(commands.status)
main.add_command(commands.editions)
main.add_command(commands.power)
main.add_command(reviewing.reviewers)
main.add_command(reviewing.review)
main.add_command(export.export)

if __name__ == "__main__":
    main()
