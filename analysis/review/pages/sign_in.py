"""Signing in and out."""

from __future__ import annotations

from analysis.review.answers import Answer, Asked, Page, Redirect
from analysis.review.places import SIGN_IN, find_way_back
from analysis.review.wording import say_error
from data.review.sessions import TooManyAttempts, end_session, open_session

LONGEST_PASSWORD = 1_000  # characters; hashing more would only keep the server busy


def show_form(asked: Asked) -> Answer:
    way = find_way_back(asked.args.get("till", ""))
    if asked.user is not None:
        return Redirect(way)
    return Page("logga_in.html", {"till": way, "namn": "", "fel": ""})


def sign_in(asked: Asked) -> Answer:
    """Always a new session: a cookie that was there before is worth nothing afterwards."""
    name = asked.form.get("namn", "")
    password = asked.form.get("losenord", "")[:LONGEST_PASSWORD]
    way = find_way_back(asked.form.get("till", ""))
    status, said = 403, "Namnet eller lösenordet stämmer inte."
    try:
        token = open_session(asked.store, name, password, asked.address)
    except TooManyAttempts as error:
        token, status, said = None, 429, say_error(error)
    if token is None:
        return Page("logga_in.html", {"till": way, "namn": name[:64], "fel": said}, status)
    if asked.token:
        end_session(asked.store, asked.token)
    return Redirect(way, token)


def sign_out(asked: Asked) -> Answer:
    end_session(asked.store, asked.token)
    return Redirect(SIGN_IN, "")
