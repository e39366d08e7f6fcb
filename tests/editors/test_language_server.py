"""A promise file in an editor: keys and codes are completed, keys explain themselves, wrong ones are marked.

The server is the one that editors run (npm's yaml-language-server); `make editors` installs it.
"""

import os
import shutil
import subprocess
import sys

import pytest

from .language_server import SERVER, LanguageServer

NODE = shutil.which("node")
pytestmark = pytest.mark.skipif(
    NODE is None or not SERVER.exists(),
    reason="there is no node here" if NODE is None else "yaml-language-server is not installed: make editors",
)

SETTINGS = """\
format: 1
timezone: America/Santiago
default-ledger: claims
schema-comment: true
reasons: {strike: Strike}
calendars: {cl: {country: CL}}
"""
PEOPLE = "people:\n  ana: {name: Ana Ríos}\n  diego: {name: Diego Soto}\n"
HEAD = "# yaml-language-server: $schema=../../promise.schema.json\n"


def promisectl(folder, *words):
    done = subprocess.run(
        [sys.executable, "-m", "promisectl", *words],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PROMISECTL_NOW": "2026-03-02T09:00:00-03:00", "PROMISECTL_USER": "ana"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A workspace whose schema was written beside it, and a promise that begins with the comment of the settings."""
    root = tmp_path_factory.mktemp("work")
    (root / "ledgers" / "claims").mkdir(parents=True)
    (root / "promisectl.yaml").write_text(SETTINGS)
    (root / "ledgers" / "people.yaml").write_text(PEOPLE)
    (root / "promise.schema.json").write_text(promisectl(root, "schema"))
    promisectl(root, "request", "diego", "Inspect the vehicle", "fri", "-c", "photos", "--id", "clm-k7m2x9qd")
    promisectl(root, "agree", "k7m", "--by", "diego")
    return root


@pytest.fixture(scope="module")
def server(folder):
    running = LanguageServer(NODE, folder)
    yield running
    running.close()


@pytest.fixture
def opened(server, folder, request):
    """Open a text as a promise file, once; `^` is the cursor: returns the document and its place."""

    def show(text):
        place = text.index("^") if "^" in text else 0
        line, character = text[:place].count("\n"), place - (text.rfind("\n", 0, place) + 1)
        name = f"{request.node.name.replace('[', '-').replace(']', '')}.yaml"
        uri = server.open(folder / "ledgers" / "claims" / name, text.replace("^", ""))
        return uri, line, character

    return show


def test_a_file_that_a_command_wrote_names_its_schema_and_has_no_problem(server, folder):
    path = folder / "ledgers" / "claims" / "clm-k7m2x9qd.yaml"
    text = path.read_text()
    assert text.startswith(HEAD)
    assert server.problems(server.open(path, text)) == []


def test_keys_of_the_head_are_completed(server, opened):
    found = server.completions(*opened(HEAD + "id: clm-a1\nwhat: x\n^"))
    assert {"performer", "customer", "due", "criteria", "part-of", "tags"} <= set(found)
    assert "what" not in found


def test_keys_of_an_act_are_completed(server, opened):
    found = server.completions(*opened(HEAD + "id: clm-a1\nwhat: x\nhistory:\n- act: deliver\n  e^"))
    assert {"by", "at", "evidence", "via"} <= set(found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id: clm-a1\nwhat: x\nhistory:\n- act: ^", {"renegotiate", "deliver", "accept"}),
        ("id: clm-a1\nwhat: x\nhistory:\n- act: revoke\n  reason: ^", {"capacity", "supplier", "strike"}),
        ("id: clm-a1\nwhat: x\nstate: ^", {"requested", "promised", "accepted"}),
        ("id: clm-a1\nwhat: x\nperformer: ^", {"ana", "diego"}),
        ("id: clm-a1\nwhat: x\nhistory:\n- act: agree\n  by: ^", {"ana", "diego"}),
        ("id: clm-a1\nwhat: x\ncalendar: ^", {"cl"}),
    ],
)
def test_words_are_completed(server, opened, text, words):
    assert words <= set(server.completions(*opened(HEAD + text)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id: clm-a1\nwhat: x\nd^ue: 2026-03-06\n", "By when: a day"),
        ("id: clm-a1\nwhat: x\nperfor^mer: ana\n", "Who answers for it"),
        ("id: clm-a1\nwhat: x\nhistory:\n- act: agree\n  b^y: ana\n  at: 2026-03-02\n", "Who wrote it down"),
        ("id: clm-a1\nwhat: x\nhistory:\n- a^ct: agree\n  by: ana\n  at: 2026-03-02\n", "What is said"),
    ],
)
def test_a_key_explains_itself(server, opened, text, said):
    assert said in server.hover(*opened(HEAD + text))


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("id: clm-a1\nwhat: x\nperfomer: ana\n", 4, "perfomer"),
        ("id: clm-a1\nwhat: x\nhistory:\n- act: agre\n  by: ana\n  at: 2026-03-02\n", 5, "agree"),
        ("id: clm-a1\nwhat: x\ndue: soon\n", 4, ""),
        ("id: clm-a1\n", 2, "what"),
    ],
)
def test_what_is_wrong_is_marked_on_its_line(server, opened, text, line, said):
    problems = server.problems(opened(HEAD + text)[0])
    assert [one for one in problems if one.startswith(f"{line}: ") and said in one], problems


def test_a_key_of_the_users_own_is_no_problem(server, opened):
    assert server.problems(opened(HEAD + "id: clm-a1\nwhat: x\nx-case: 88123\n")[0]) == []
