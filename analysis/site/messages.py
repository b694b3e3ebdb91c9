"""What Datasette and SQLite say when something goes wrong, in Swedish."""

from __future__ import annotations

import re

TIMED_OUT = (
    "Frågan tog för lång tid och avbröts. Välj ut färre rader, till exempel med villkor eller "
    "”limit 100”, och försök igen."
)
UNKNOWN_TABLE = "Det finns ingen tabell eller fråga med det namnet."
_MESSAGES: tuple[tuple[str, str], ...] = (
    (r"interrupted|took too long", TIMED_OUT),
    (r"no such column: (.+)", "Det finns ingen kolumn som heter ”{0}”."),
    (r"no such table: (.+)", "Det finns ingen tabell som heter ”{0}”."),
    (r"no such function: (.+)", "Det finns ingen funktion som heter ”{0}”."),
    (r"ambiguous column name: (.+)", "Kolumnen ”{0}” finns i flera tabeller: skriv vilken."),
    (r'near "(.*)": syntax error', "Frågan går inte att läsa vid ”{0}”."),
    (r'unrecognized token: "(.*)"?', "Frågan går inte att läsa vid ”{0}”."),
    (r"incomplete input", "Frågan är inte avslutad."),
    (r"Statement must be a SELECT|Statement may not contain PRAGMA|not authorized|readonly",
     "Bara frågor som läser är tillåtna: börja med ”select” eller ”with”."),
    (r"one statement at a time", "Bara en fråga i taget kan köras."),
    (r"sql parameter is required", "Skriv en fråga först."),
    (r"fts5: syntax error|malformed MATCH|unterminated string|no such column in fts",
     "Sökningen går inte att läsa. Sök på hela ord, utan specialtecken."),
    (r"(?:string or blob|statement) too (?:big|long)|too (?:big|complex|many)|out of memory|limit",
     "Frågan eller svaret är för stort. Välj ut mindre."),
    (r"_size must be|invalid _size|_size", "Antalet rader (_size) ska vara högst 1 000."),
    (r"Cannot sort table by (.+)", "Det går inte att sortera efter ”{0}”."),
    (r"Cannot use _sort and _sort_desc", "Det går bara att sortera åt ett håll i taget."),
    (r"Database (?:not found|does not exist)", "Adressen leder ingenstans."),
    (r"Table not found|Row not found|Record not found", UNKNOWN_TABLE),
    (r"Dashboard not found|Chart does not exist", "Det finns inget diagram på den adressen."),
    (r"wrong number of arguments to function (.+)\(\)", "Funktionen ”{0}” har fel antal värden."),
    (r"datatype mismatch|incorrect number of bindings|You did not supply a value",
     "Ett värde saknas eller är av fel slag."),
)  # fmt: skip
OTHER = "Det är något i adressen eller i frågan som databasen inte förstår."


def say_error(message: object) -> str:
    """An error of Datasette or SQLite as a Swedish sentence; English is never passed on."""
    text = re.sub(r"<[^>]+>", " ", str(message))
    for pattern, said in _MESSAGES:
        found = re.search(pattern, text, flags=re.I)
        if found:
            return said.format(*(group or "" for group in found.groups()))
    return OTHER
