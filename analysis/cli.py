"""The root command: mounts the stages' commands."""

from __future__ import annotations

import click

from crawler import cli as crawler_cli
from nlp import cli as nlp_cli


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mediagranskning")
def main() -> None:
    """Which women and which men do regional media make visible in stories on regional growth?"""


main.add_command(crawler_cli.crawl)
main.add_command(crawler_cli.import_command)
main.add_command(crawler_cli.outlets)
main.add_command(nlp_cli.tag)
main.add_command(nlp_cli.evaluate)
