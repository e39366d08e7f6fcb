"""All that is wrong with a file is told at once: its form, its names, and the law as far as it reads."""

import pytest

NAME = "clm-k7m2x9qd"
PATH = f"ledgers/claims/{NAME}.yaml"
GOOD = f"""\
id: {NAME}
what: Inspect the vehicle
customer: ana
performer: diego
due: 2026-04-20
criteria: [photos]
state: promised
history:
- {{act: request, by: ana, at: 2026-02-02T09:00:00Z, terms: {{what: Inspect the vehicle, performer: diego, due: 2026-04-20, criteria: [photos]}}}}
- {{act: agree, by: diego, at: 2026-02-02T11:00:00Z}}
"""


def found(run, text, name=NAME, code=2):
    run.write(f"ledgers/claims/{name}.yaml", text)
    said = run("check --select PC1,PC2 --format json", code=code).json
    return [(one["code"], one["line"], one["note"]) for one in said["findings"]]


def test_a_good_file_has_none(run):
    assert found(run, GOOD, code=0) == []


def test_form_keys_names_law_and_file_name_are_told_in_one_run(run):
    text = GOOD.replace("due: 2026-04-20\ncriteria", "due: someday\ncolour: blue\nneeds: [clm-nowhere1]\ncriteria", 1)
    text = text.replace("by: diego, at: 2026-02-02T11", "by: diegu, at: 2026-02-02T11") + "- {act: agree, by: ana}\n"
    told = found(run, text, name="clm-other123")
    assert [(code, line) for code, line, _ in told] == [
        ("PC106", 1),
        ("PC104", 5),
        ("PC102", 6),
        ("PC107", 7),
        ("PC107", 12),
        ("PC103", 13),
    ]


def test_the_law_is_asked_of_the_acts_before_the_first_that_cannot_be_read(run):
    text = GOOD.replace("due: 2026-04-20\ncriteria", "due: someday\ncriteria", 1)
    text = text.replace("act: agree", "act: accept") + "- {act: agrre, by: ana, at: 2026-02-02T11:00:00Z}\n"
    told = found(run, text)
    assert [(code, line) for code, line, _ in told] == [("PC104", 5), ("PC201", 10), ("PC104", 11)]


@pytest.mark.parametrize("line", ["what: Inspect the vehicle\n", f"id: {NAME}\n"])
def test_a_missing_key_of_the_head_hides_nothing_of_the_history(run, line):
    text = GOOD.replace(line, "", 1).replace("by: diego", "by: diegu")
    assert [code for code, _, _ in found(run, text)] == ["PC103", "PC107"]


def test_what_is_left_out_is_not_held_against_the_rest(run):
    text = GOOD.replace("by: ana, at: 2026-02-02T09:00:00Z", "by: ana, at: soon")
    assert [code for code, _, _ in found(run, text)] == ["PC104"]
    text = GOOD.replace("what: Inspect the vehicle, performer: diego, due: 2026-04-20", "what: x, due: soon")
    assert [code for code, _, _ in found(run, text)] == ["PC104"]
    assert [code for code, _, _ in found(run, GOOD.replace("state: promised", "state: promissed"))] == ["PC104"]


def test_a_name_that_is_unknown_is_not_also_a_wrong_speaker(run):
    text = GOOD.replace("due: 2026-04-20\ncriteria", "due: someday\ncriteria", 1).replace("by: diego,", "by: diegu,")
    assert [code for code, _, _ in found(run, text)] == ["PC104", "PC107"]


@pytest.mark.parametrize("text", ["[]\n", "x\n", "- a\n", "id: [x]\nwhat: {}\n", "history: [1, 2]\n", "history: x\n"])
def test_what_is_hardly_a_promise_is_told_without_a_traceback(run, text):
    assert {code for code, _, _ in found(run, text)} <= {"PC101", "PC103", "PC104", "PC106"}


def test_parts_are_in_no_list_and_no_figure(run):
    found(run, GOOD.replace("due: 2026-04-20\ncriteria", "due: someday\ncriteria", 1))
    assert run("list --lenient --format json").json["promises"] == []
