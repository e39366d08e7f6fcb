"""Exchange: what is exported and imported is the same, or nothing is written at all."""

import json

import pytest


@pytest.fixture
def exported(run):
    """A promise with Spanish text and everything that could go wrong on the way, as its line."""
    run(
        [
            "request",
            "diego",
            "Migración de la base «ñandú»: ¿cuándo?",
            "2026-03-06",
            "-c",
            "uno, dos",
            "-c",
            "no",
            "--id",
            "clm-k7m2x9qd",
        ]
    )
    run(["agree", "k7m", "--by", "diego", "--note", "sí, señor # no es comentario"])
    run("set k7m priority 1")
    run("set k7m x-code 0012")
    return run("export jsonl").out


@pytest.fixture
def elsewhere(run, exported):
    """Another workspace, where only Ana is known."""
    run.folder = run.folder.parent / "elsewhere"
    run.folder.mkdir()
    run("init --ledger claims")
    return run


def test_export_writes_the_values_of_a_file_as_text(exported):
    assert json.loads(exported) == {
        "id": "clm-k7m2x9qd",
        "what": "Migración de la base «ñandú»: ¿cuándo?",
        "customer": "ana",
        "performer": "diego",
        "due": "2026-03-06",
        "criteria": ["uno, dos", "no"],
        "priority": "1",
        "x-code": "0012",
        "state": "promised",
        "history": [
            {
                "act": "request",
                "by": "ana",
                "at": "2026-03-02T09:00:00-03:00",
                "terms": {
                    "what": "Migración de la base «ñandú»: ¿cuándo?",
                    "performer": "diego",
                    "due": "2026-03-06",
                    "criteria": ["uno, dos", "no"],
                },
            },
            {
                "act": "agree",
                "by": "diego",
                "at": "2026-03-02T09:00:00-03:00",
                "note": "sí, señor # no es comentario",
            },
        ],
    }


def test_export_import_export_is_byte_equal(elsewhere, exported):
    said = elsewhere("import jsonl - --add-people", stdin=exported)
    assert said.out == "1 imported, 0 were there already, 1 people registered\n"
    assert elsewhere("export jsonl").out == exported
    assert elsewhere("check --ignore PC3,PC6").code == 0


def test_importing_twice_changes_nothing(elsewhere, exported):
    elsewhere("import jsonl - --add-people", stdin=exported)
    before = elsewhere.tree()
    assert elsewhere("import jsonl -", stdin=exported).out == (
        "0 imported, 1 were there already, 0 people registered\n"
    )
    assert elsewhere.tree() == before


def test_unknown_people_are_refused_unless_they_are_added(elsewhere, exported):
    before = elsewhere.tree()
    assert elsewhere("import jsonl -", stdin=exported, code=2).err == (
        "error: line 1: nobody here is called `diego`\n  help: register 1 unknown people with --add-people\n"
    )
    assert elsewhere.tree() == before


def test_a_ledger_is_made_for_an_import(elsewhere, exported):
    elsewhere("import jsonl - --ledger history --add-people", stdin=exported)
    assert elsewhere.read("ledgers/history/clm-k7m2x9qd.yaml").startswith("id: clm-k7m2x9qd\n")


def test_an_import_can_be_judged_without_writing(elsewhere, exported):
    before = elsewhere.tree()
    assert elsewhere("import jsonl - --ledger history --add-people --dry-run", stdin=exported).code == 0
    assert elsewhere.tree() == before


GOOD = '{"id": "clm-good1234", "what": "Inspect"}'


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"id": "clm-a"', "line 3 is no promise in JSON"),
        ("[1, 2]", "line 3 is no promise in JSON"),
        ('{"id": "clm-a12", "id": "clm-b12", "what": "x"}', "line 3 is no promise in JSON"),
        ('{"id": "clm-a12"}', "line 3 is refused, and nothing is written"),
        ('{"id": "Clm A", "what": "x"}', "line 3 is refused"),
        ('{"id": "clm-a12", "what": "x", "waht": "y"}', "line 3 is refused"),
        ('{"id": "clm-a12", "what": "x", "due": "someday"}', "line 3 is refused"),
        ('{"id": "clm-a12", "what": "x", "state": "promised", "history": []}', "line 3 is refused"),
        (GOOD, "line 3 is refused"),
        (
            '{"id": "clm-a12", "what": "x", "state": "promised", "history":'
            ' [{"act": "agree", "by": "ana", "at": "2026-03-01"}]}',
            "line 3 is refused",
        ),
        (
            '{"id": "clm-a12", "what": "x", "customer": "ana", "performer": "diego", "due": "2026-03-09",'
            ' "state": "requested", "history": [{"act": "request", "by": "ana", "at": "2026-03-01",'
            ' "terms": {"what": "x", "performer": "diego", "due": "2026-03-06"}}]}',
            "line 3 is refused",
        ),
        ('{"id": "clm-a12", "what": "half \\ud83d"}', "line 3 is refused"),
    ],
)
def test_one_bad_line_refuses_the_whole_import_by_its_number(run, line, problem):
    before = run.tree()
    said = run("import jsonl - --add-people", stdin=f"{GOOD}\n\n{line}\n", code=2)
    assert problem in said.err.splitlines()[0]
    assert run.tree() == before


def test_an_id_that_says_something_else_here_is_refused(run):
    run.requested()
    before = run.tree()
    said = run("import jsonl -", stdin='{"id": "clm-k7m2x9qd", "what": "Else"}\n', code=2)
    assert "the id clm-k7m2x9qd is taken by ledgers/claims/clm-k7m2x9qd.yaml, which says something else" in said.err
    assert run.tree() == before


def test_a_file_that_is_not_there_is_named(run):
    assert run("import jsonl nothing.jsonl", code=2).err.startswith("error: cannot read nothing.jsonl: ")


def test_export_can_be_written_to_a_file(run, exported):
    run(["export", "jsonl", "--output", str(run.folder / "out.jsonl")])
    assert run.read("out.jsonl") == exported


def test_a_text_that_acts_on_a_terminal_is_escaped_on_the_way_out(run):
    run(["request", "diego", "tab\there", "fri", "--id", "clm-k7m2x9qd"])
    out = run("export jsonl").out
    assert "\\t" in out
    assert json.loads(out)["what"] == "tab\there"
