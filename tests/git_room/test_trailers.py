"""Trailers: what git calls one is one, and nothing else; git itself is asked."""

from pathlib import Path

import pytest

from promisectl.git import trailers as module
from promisectl.git.commits import commits_between
from promisectl.git.history import walk
from promisectl.git.trailers import trailers_of, values_of

from .folders import run, write

MESSAGES = {
    "subject only": ("Agreed-by: ana", []),
    "subject before a body": ("Agreed-by: ana\n\nmoved\n", []),
    "last paragraph": ("moved\n\nAgreed-by: ana\n", ["ana"]),
    "a paragraph before the last": ("moved\n\nAgreed-by: ana\n\nand that was it\n", []),
    "two paragraphs": ("moved\n\nAgreed-by: ana\n\nAgreed-by: eva\n", ["eva"]),
    "a last paragraph of prose": ("moved\n\nwe spoke on the phone and\nAgreed-by: ana\nshe said\n", []),
    "prose and a line of git's own": ("moved\n\n(cherry picked from commit 1234)\nso\nAgreed-by: ana\n", ["ana"]),
    "folded": ("moved\n\nAgreed-by: Ana Ríos\n  <ana@example.com>\n", ["Ana Ríos <ana@example.com>"]),
    "another case": ("moved\n\naGREED-bY: ana\n", ["ana"]),
    "a blank before the colon": ("moved\n\nAgreed-by : ana\n", ["ana"]),
    "several, among others": ("moved\n\nFixes: 3\nAgreed-by: ana\nAgreed-by: eva\n", ["ana", "eva"]),
    "no value": ("moved\n\nAgreed-by:\n", [""]),
    "a rule above": ("moved\n\n---\n\nAgreed-by: ana\n", ["ana"]),
    "lines of another system": ("moved\r\n\r\nAgreed-by: ana\r\n", ["ana"]),
    "nothing": ("moved\n", []),
    "empty": ("", []),
}


@pytest.fixture
def asked(monkeypatch):
    """How often git was asked for trailers."""
    times = []
    interpreted = module._interpreted
    monkeypatch.setattr(module, "_interpreted", lambda *words: times.append(1) or interpreted(*words))
    return times


@pytest.mark.parametrize("name", MESSAGES)
def test_a_trailer_is_what_git_calls_one(name):
    message, values = MESSAGES[name]
    assert values_of(trailers_of([message.encode()])[0], "Agreed-by") == values


def test_many_messages_are_told_apart_and_asked_for_at_once(asked):
    told = trailers_of([message.encode() for message, _ in MESSAGES.values()] * 3)
    assert [values_of(trailers, "agreed-by") for trailers in told] == [values for _, values in MESSAGES.values()] * 3
    assert len(asked) == 1


def test_git_is_not_asked_where_no_message_could_hold_one(asked):
    assert trailers_of([b"moved\n\nSigned-off-by: Ana <ana@example.com>\n"] * 500) == [()] * 500
    assert asked == []


def test_no_config_says_what_a_trailer_is(repository, user, monkeypatch):
    for key, value in {"trailer.separators": ":=", "trailer.x.key": "Agreed-by", "core.commentChar": "A"}.items():
        run(repository.top, "config", key, value)
        run(repository.top, "config", "--global", key, value)
    monkeypatch.chdir(repository.top)
    assert values_of(trailers_of([b"moved\n\nprose\nmore\nAgreed-by: ana\n"])[0], "Agreed-by") == []
    assert values_of(trailers_of([b"moved\n\nAgreed-by= ana\n"])[0], "Agreed-by") == []
    assert values_of(trailers_of([b"moved\n\nAgreed-by: ana\n"])[0], "Agreed-by") == ["ana"]


def test_a_branch_and_a_history_know_the_trailers_of_their_commits(repository, asked):
    base = repository.head()
    for number, (message, _) in enumerate(MESSAGES.values()):
        write(repository.top / "ledgers" / "a.yaml", f"{number}\n")
        (repository.top / "message").write_bytes(message.encode())
        run(repository.top, "commit", "--quiet", "--allow-empty-message", "--cleanup=verbatim", "-aF", "message")
    wanted = [values for _, values in MESSAGES.values()]
    told = [commit.trailers("Agreed-by") for commit in commits_between(repository, base, repository.head())]
    assert told == wanted
    steps = [step for steps in walk(repository, repository.head(), base) for step in steps]
    assert [step.commit.trailers("Agreed-by") for step in steps] == wanted
    assert len(asked) == 2


def test_nothing_is_left_in_the_folder_of_temporary_files(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    trailers_of([b"moved\n\nAgreed-by: ana\n"])
    assert list(Path(tmp_path).iterdir()) == []
