"""Rows of ``uppgifter``: who publishes, how to reach them, whose names are shown and why."""

from __future__ import annotations

from typing import Any

from analysis.publish.config import LICENCE_NAME, NamePolicy, PublishConfig
from analysis.publish.schema import PUBLISHER

POLICY_IDS = {
    NamePolicy.NONE: "inga_namn",
    NamePolicy.OFFICE_HOLDERS: "foretradare",
    NamePolicy.ALL: "alla",
}
POLICY_WORDS = {
    NamePolicy.NONE: (
        "Inga personnamn publiceras. Namn i rubriker är ersatta med [namn]; en länk utelämnas när "
        "adressen innehåller ett personnamn."
    ),
    NamePolicy.OFFICE_HOLDERS: (
        "Namn publiceras bara på förtroendevalda, på tillsatta chefer för offentliga organ och på "
        "verkställande ledning i företag och bara när de framträder i den egenskapen. Alla andra "
        "namn i rubriker är ersatta med [namn]; en länk utelämnas när adressen innehåller ett "
        "sådant namn."
    ),
    NamePolicy.ALL: (
        "Namn i rubriker publiceras som de stod hos mediet, utom i minnesord och namnlistor. "
        "Den rättsliga grunden anges."
    ),
}
_ASK = "Den som inte vill synas kan höra av sig: namnet eller artikeln tas då bort."
_MISSED = "Enstaka namn kan ha förbisetts."


def say_policy(config: PublishConfig) -> str:
    """Whose names are published, in Swedish."""
    if config.names is NamePolicy.ALL:
        return f"{POLICY_WORDS[config.names]} {_ASK}"
    return f"{POLICY_WORDS[config.names]} {_MISSED} {_ASK}"


def build_facts(config: PublishConfig) -> list[dict[str, Any]]:
    """Rows (nyckel, namn, varde, ordning); a value that is not set is None, not left out."""
    removed = len(config.taken_down.names) + len(config.taken_down.articles)
    facts = (
        ("organisation", "Utgivare", config.organisation or PUBLISHER),
        ("kontakt", "Kontakt", config.contact),
        ("invandning", "Invändning mot en uppgift", config.contest or config.contact),
        ("webbadress", "Webbplatsens adress", config.site_url),
        ("omrade", "Område, kod i EU:s register", config.area),
        ("namnpolicy", "Namn, kod", POLICY_IDS[config.names]),
        ("namnpolicy_text", "Namn", say_policy(config)),
        (
            "rattslig_grund",
            "Rättslig grund för att publicera namn",
            config.legal_basis if config.names is NamePolicy.ALL else "",
        ),
        ("borttagna", "Uppgifter som tagits bort på begäran", str(removed)),
        ("licens", "Licens för siffrorna", LICENCE_NAME),
    )
    return [
        {"nyckel": key, "namn": name, "varde": value or None, "ordning": number}
        for number, (key, name, value) in enumerate(facts, 1)
    ]
