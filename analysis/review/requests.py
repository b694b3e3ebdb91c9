"""From Datasette's request to a page of ours and back: who asks, may they, is it their form."""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from datasette.utils.asgi import Response

from analysis.review.answers import Answer, Asked, File, NotFound, Redirect, show_message
from analysis.review.places import ROOT, SIGN_IN
from analysis.review.routes import Route
from analysis.review.wording import say_error
from data.errors import BadInput, MediagranskningError
from data.review.decisions import Conflict, Forbidden
from data.review.sessions import LASTS, TooManyAttempts, find_session
from data.review.store import ReviewStore

LOG = logging.getLogger(__name__)
COOKIE = "mediagranskning"
LONGEST_BODY = 256 * 1024  # bytes of a form; the longest comment is 2,000 characters
_STATUS: tuple[tuple[type[MediagranskningError], int], ...] = (
    (Forbidden, 403), (Conflict, 409), (TooManyAttempts, 429), (BadInput, 400),
)  # fmt: skip


def make_view(route: Route, db_dir: Path) -> Callable[..., Awaitable[Response]]:
    """What Datasette calls for an address."""

    async def view(datasette: Any, request: Any) -> Response:
        form: dict[str, str] = {}
        if request.method == "POST":
            body = await request.post_body()
            form = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
            if not _is_own_form(request, form):
                page = show_message(
                    "Sidan är för gammal",
                    "Formuläret hör inte till den här inloggningen, eller så har servern startats "
                    "om. Inget sparades. Ladda om sidan och försök igen.",
                    403,
                )
                return await _respond(datasette, request, page, None)
        answer, user = await asyncio.to_thread(_answer, route, db_dir, request, form)
        return await _respond(datasette, request, answer, user)

    return view


def _is_own_form(request: Any, form: Mapping[str, str]) -> bool:
    """Whether a form was sent by a page of this very site.

    Datasette's own check lets pass what comes without cookies or with a bearer token. Here every
    form must carry the token that belongs to its signed cookie, and come from a page of ours.
    """
    headers = request.headers
    expected = request.scope["csrftoken"]()
    given = headers.get("x-csrftoken") or form.get("csrftoken", "")
    if not secrets.compare_digest(given.encode(), expected.encode()):
        return False
    if "ds_csrftoken" not in request.cookies:
        return False
    if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = headers.get("origin", "")
    return not origin or urlsplit(origin).netloc == request.host


def _answer(route: Route, db_dir: Path, request: Any, form: dict[str, str]) -> tuple[Answer, Any]:
    """Runs in a thread of its own: the databases are opened here, which needs room on the disk."""
    try:
        return _answer_from_store(route, db_dir, request, form)
    except sqlite3.OperationalError as error:
        LOG.warning("the review could not be read or written: %s", error)
        text = (
            "Databasen svarar inte: disken kan vara full, eller så arbetar ett annat program "
            "med den. Det senaste sparades inte. Försök igen om en stund."
        )
        return show_message("Det gick inte", text, 503), None


def _answer_from_store(
    route: Route, db_dir: Path, request: Any, form: dict[str, str]
) -> tuple[Answer, Any]:
    is_post = request.method == "POST"
    view = route.post if is_post else route.get
    if route.is_open and not is_post and view is not None and "file" in request.url_vars:
        return _open(view, _ask(db_dir, None, request, form, None)), None
    with ReviewStore(db_dir) as store:
        token = read_token(request)
        user = find_session(store, token)
        if user is None and not route.is_open:
            return _refuse_stranger(request), None
        if view is None or request.method not in {"GET", "HEAD", "POST"}:
            text = "Den adressen kan inte öppnas på det sättet."
            return show_message("Sidan är inte öppen", text, 405), user
        if is_post and route.right is not None and not (user and user.may(route.right)):
            return show_message("Du får inte göra detta", say_error(Forbidden("")), 403), user
        asked = _ask(db_dir, store, request, form, user)
        try:
            return _open(view, asked), user
        except MediagranskningError as error:
            status = next((code for kind, code in _STATUS if isinstance(error, kind)), 400)
            return show_message("Det gick inte", say_error(error), status), user


def _open(view: Any, asked: Asked) -> Answer:
    try:
        answer: Answer = view(asked)
    except NotFound:
        return show_message("Sidan finns inte", "Adressen leder ingenstans.", 404)
    return answer


def _ask(
    db_dir: Path, store: ReviewStore | None, request: Any, form: dict[str, str], user: Any
) -> Asked:
    return Asked(
        db_dir=db_dir,
        store=store,  # type: ignore[arg-type]  # files need none
        user=user,
        names=request.url_vars,
        args=dict(parse_qsl(request.query_string, keep_blank_values=True)),
        form=form,
        token=read_token(request),
        address=(request.scope.get("client") or ("", 0))[0],
        fragment=request.headers.get("x-granska") == "1",
    )


def read_token(request: Any) -> str:
    """The session's token out of the cookie; "" for anything that is none of ours."""
    token = str(request.cookies.get(COOKIE, ""))
    return token if re.fullmatch(r"[A-Za-z0-9_-]{20,100}", token) else ""


def _refuse_stranger(request: Any) -> Answer:
    if request.method not in {"GET", "HEAD"} or request.headers.get("x-granska"):
        text = "Du är inte inloggad, eller så har inloggningen gått ut. Inget sparades."
        return show_message("Logga in", text, 403)
    wanted = f"{request.path}?{request.query_string}".rstrip("?")
    return Redirect(f"{SIGN_IN}?till={quote(wanted)}")


async def _respond(datasette: Any, request: Any, answer: Answer, user: Any) -> Response:
    if isinstance(answer, File):
        return Response(
            answer.body, content_type=answer.content_type,
            headers={"cache-control": "max-age=300"},
        )  # fmt: skip
    if isinstance(answer, Redirect):
        response = Response("", status=303, headers={"location": answer.path})
        if answer.token is not None:
            response.set_cookie(
                COOKIE,
                answer.token,
                max_age=int(LASTS.total_seconds()) if answer.token else 0,
                httponly=True,
                samesite="lax",
            )
            # the token of forms changes with the one who is signed in
            response.set_cookie("ds_csrftoken", "", max_age=0, httponly=True)
        return response
    values = {
        "anvandare": user, "rot": ROOT, "sokvag": request.path, "uppdatera": answer.refresh,
        **answer.values,
    }  # fmt: skip
    html = await datasette.render_template(answer.template, values, request=request)
    return Response.html(html, status=answer.status)
