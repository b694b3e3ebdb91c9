from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml

from analysis.publish.config import NamePolicy, PublishConfig
from analysis.site.guard import HEADERS, POLICY
from analysis.site.serve import SETTINGS

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "docs" / "deploy"


def test_the_example_of_the_settings_is_valid_and_is_the_default_policy() -> None:
    config = PublishConfig.model_validate(
        yaml.safe_load((DEPLOY / "publish.yml").read_text("utf-8"))
    )
    assert config.names is NamePolicy.OFFICE_HOLDERS
    assert set(PublishConfig.model_fields) <= set(
        re.findall(r"^#? ?(\w+):", (DEPLOY / "publish.yml").read_text("utf-8"), re.MULTILINE)
    )


def test_every_file_that_the_page_names_is_there() -> None:
    page = (ROOT / "docs" / "deploy.md").read_text("utf-8")
    named = set(re.findall(r"\]\((deploy/[\w.-]+)\)", page))
    assert {f"deploy/{path.name}" for path in DEPLOY.iterdir()} == named
    assert f"sql_time_limit_ms {SETTINGS['sql_time_limit_ms']}" in page


def test_a_host_of_files_sends_what_the_site_sends() -> None:
    conf = (DEPLOY / "static-nginx.conf").read_text("utf-8")
    assert POLICY in conf
    assert {"x-content-type-options", "referrer-policy"} <= {
        name.decode() for name, _ in HEADERS if name.decode() in conf.lower()
    }


@pytest.mark.parametrize("name", ["Dockerfile", "mediagranskning-site.service"])
def test_the_commands_are_ours(name: str) -> None:
    from analysis.cli import main

    text = (DEPLOY / name).read_text("utf-8")
    assert "serve" in text
    options = {o for parameter in main.commands["serve"].params for o in parameter.opts}
    assert set(re.findall(r"--(?:port|host|db-dir)\b", text)) <= options


def test_the_citation_is_of_this_version() -> None:
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert cited["version"] == version("mediagranskning")
    assert {"cff-version", "message", "title", "authors"} <= set(cited)
