from __future__ import annotations

from pathlib import Path

import pytest

from analysis.publish.config import CONFIG, NamePolicy, PublishConfig, read_publish_config
from analysis.publish.facts import build_facts
from data.errors import BadInput


def write(folder: Path, text: str) -> Path:
    (folder / CONFIG).write_text(text, encoding="utf-8")
    return folder


def test_without_a_file_only_office_holders_are_named(tmp_path: Path) -> None:
    config = read_publish_config(tmp_path)
    assert config == PublishConfig()
    assert config.names is NamePolicy.OFFICE_HOLDERS
    assert read_publish_config(write(tmp_path, "")) == PublishConfig()


def test_all_is_read(tmp_path: Path) -> None:
    write(
        tmp_path,
        "organisation: Region Norrbotten\ncontact: press@example.org\n"
        "contest: https://example.org/invandning\nsite_url: https://media.example.org/granskning\n"
        "names: all\nlegal_basis: Utgivningsbevis nr 2026-117\n"
        "taken_down:\n  names: [Eva Ek]\n  articles: ['https://norrbladet.example/a']\n",
    )
    config = read_publish_config(tmp_path)
    assert config.contact == "mailto:press@example.org"
    assert config.site_url == "https://media.example.org/granskning/"
    facts = {row["nyckel"]: row["varde"] for row in build_facts(config)}
    assert facts["rattslig_grund"] == "Utgivningsbevis nr 2026-117"
    assert facts["invandning"] == "https://example.org/invandning"
    assert facts["namnpolicy"] == "alla"
    assert facts["borttagna"] == "2"


def test_a_legal_basis_is_shown_only_where_it_is_used(tmp_path: Path) -> None:
    config = read_publish_config(write(tmp_path, "legal_basis: Utgivningsbevis nr 2026-117\n"))
    facts = {row["nyckel"]: row["varde"] for row in build_facts(config)}
    assert facts["rattslig_grund"] is None
    assert facts["kontakt"] is None
    assert facts["organisation"] == "Mediagranskning"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("names: all\n", "legal_basis"),
        ("names: all\nlegal_basis: ja\n", "legal_basis"),
        ("names: everyone\n", "names"),
        ("contact: javascript:alert(1)\n", "contact"),
        ("contact: 'ring oss'\n", "contact"),
        ("contact: 'mailto:a@b.se\"><script>'\n", "contact"),
        ("site_url: ftp://example.org\n", "site_url"),
        ("taken_down: {names: ['  ']}\n", "taken_down.names"),
        ("nammes: none\n", "nammes"),
        ("- a\n", "valid dictionary"),
        ("names: [\n", "not YAML"),
    ],
)
def test_what_cannot_be_right_is_said_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_publish_config(write(tmp_path, text))
    message = str(caught.value)
    assert said in message
    assert CONFIG in message
    assert "\n" not in message


def test_a_file_in_another_encoding_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / CONFIG).write_bytes("organisation: Länsstyrelsen\n".encode("latin-1"))
    with pytest.raises(BadInput, match="UTF-8"):
        read_publish_config(tmp_path)
