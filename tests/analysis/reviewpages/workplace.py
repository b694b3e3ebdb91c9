"""A workplace to test: a media.db, reviewers, a drawn sample, a real server on loopback."""

from __future__ import annotations

import http.client
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from analysis.periods import parse_period
from analysis.reviewing.draw import Wish, draw_random
from data.review.decisions import Draft, save_decision
from data.review.progress import finish_article, read_snapshot
from data.review.queue import Assignment, take_next
from data.review.store import ReviewStore
from data.review.users import add_user
from data.review.words import Role, Variable
from data.store import MediaStore
from data.vocab import GrowthAnswer, Theme

PASSWORD = "ett-langt-losenord"
USERS = {
    "anna.alm": Role.REVIEWER,
    "bo.berg": Role.SECOND_READER,
    "eva.ek": Role.EDITOR,
    "dag.dal": Role.DELEGATE,
}
SAMPLE = "prov"


def add_reviewers(db_dir: Path) -> None:
    with ReviewStore(db_dir) as store:
        for name, role in USERS.items():
            add_user(store, name, role, PASSWORD)


def draw(db_dir: Path, size: int, double: float = 0.5, portion: int = 5) -> None:
    with MediaStore(db_dir) as media, ReviewStore(db_dir) as store:
        wish = Wish(size=size, double_share=double, portion=portion, seed=7, name=SAMPLE)
        draw_random(media, store, parse_period("all"), wish)


@contextmanager
def serving(db_dir: Path) -> Iterator[str]:
    """The address of a server that runs as the command line starts it."""
    command = [sys.executable, "-m", "analysis.cli", "serve", "--review", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--db-dir", str(db_dir)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("serving http://127.0.0.1:"), (line, process.communicate()[1])
        yield line.split()[1].removesuffix("/granska")
    finally:
        process.send_signal(signal.SIGINT)
        try:
            _, errors = process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            _, errors = process.communicate()
    assert errors == "", errors[-3000:]
    assert process.returncode == 0


def find_token(page: str) -> str:
    """The token of the forms of a page."""
    found = re.search(r'name="csrftoken" value="([^"]+)"', page)
    assert found, page[:500]
    return found[1]


def open_client(address: str) -> httpx.Client:
    return httpx.Client(base_url=address, follow_redirects=False, timeout=30)


def sign_in(client: httpx.Client, name: str, password: str = PASSWORD) -> httpx.Response:
    """Sign in as a browser does: fetch the form, send it back."""
    token = find_token(client.get("/granska/logga-in").text)
    return client.post(
        "/granska/logga-in",
        data={"csrftoken": token, "namn": name, "losenord": password, "till": "/granska"},
    )


@contextmanager
def signed_in(address: str, name: str) -> Iterator[httpx.Client]:
    with open_client(address) as client:
        answer = sign_in(client, name)
        assert answer.status_code == 303, answer.text
        yield client


def send_raw(address: str, method: str, path: str, cookies: str = "") -> tuple[int, str]:
    """Status and body of an address that is sent as it is, dots and slashes untidied."""
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=30)
    try:
        headers = {"cookie": cookies} if cookies else {}
        connection.putrequest(method, path, skip_accept_encoding=True)
        for key, value in {**headers, "content-length": "0"}.items():
            connection.putheader(key, value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")
    finally:
        connection.close()


def post(client: httpx.Client, path: str, **fields: str) -> httpx.Response:
    """Send a form of one's own: with the token that the pages carry."""
    token = find_token(client.get("/granska").text)
    return client.post(path, data={"csrftoken": token, **fields})


def code_article(
    store: ReviewStore, user: str, assignment: Assignment, wrong: frozenset[str] = frozenset()
) -> None:
    """Answer all that a coder is asked as the machine does; men in ``wrong`` become women."""
    snapshot = read_snapshot(store, assignment.sample, assignment.article)

    def say(variable: Variable, value: str, subject: str = "") -> None:
        draft = Draft(
            article=assignment.article, variable=variable, value=value, subject=subject,
            text_hash=snapshot.text_hash, lane=assignment.lane,
        )  # fmt: skip
        save_decision(store, user, draft)

    say(Variable.GROWTH, GrowthAnswer.YES)
    say(Variable.THEMES, Theme.INNOVATION_FORNYELSE)
    for person in snapshot.persons:
        gender = person.gender
        if person.key in wrong and gender == "man":
            gender = "woman"
        say(Variable.GENDER, gender, person.key)
        say(Variable.SOURCE, "yes" if person.source else "no", person.key)
    finish_article(store, user, assignment)


def code_rest(db_dir: Path, user: str, keep: int = 0) -> int:
    """Code all that is left for a user but the last ``keep`` articles; how many were coded."""
    done = 0
    with ReviewStore(db_dir) as store:
        left = int(store.db.execute("SELECT count(*) FROM draws").fetchone()[0]) - keep
        while done < left:
            assignment = take_next(store, user)
            if assignment is None:
                break
            code_article(store, user, assignment)
            done += 1
    return done
