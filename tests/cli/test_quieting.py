"""No setting quiets the guard; the command line may, and says so."""

import pytest

SILENT = """\
id: clm-k7m2x9qd
what: Inspect the vehicle
customer: ana
performer: diego
due: 2026-12-24
criteria: [photos]
state: promised
history:
- act: request
  by: ana
  at: 2026-02-02T09:00:00Z
  terms: {what: Inspect the vehicle, performer: diego, due: 2026-04-20, criteria: [photos]}
- {act: agree, by: diego, at: 2026-02-02T11:00:00Z}
"""


@pytest.fixture
def moved(run):
    """A workspace with a due that was moved in silence."""
    run.write("ledgers/claims/clm-k7m2x9qd.yaml", SILENT)
    return run


def settings(run, check):
    run.write("promisectl.yaml", f"format: 1\ntimezone: America/Santiago\ncheck: {check}\n")


def codes(said):
    return sorted((one["code"], one["severity"]) for one in said.json["findings"])


@pytest.mark.parametrize(
    "check",
    [
        "{ignore: [PC2]}",
        "{ignore: [PC205]}",
        "{ignore: [PC]}",
        "{select: [PC3, PC6]}",
        "{severity: {PC2: warning}}",
        "{severity: {PC205: 'off'}}",
        "{severity: {PC: info}}",
        "{fail-on: never}",
    ],
)
def test_a_setting_that_would_quiet_the_guard_is_an_error_and_is_not_followed(moved, check):
    settings(moved, check)
    said = moved("check --format json", code=1)
    assert codes(said) == [("PC108", "error"), ("PC205", "error")]
    (wrong,) = [one for one in said.json["findings"] if one["code"] == "PC108"]
    assert (wrong["path"], wrong["line"]) == ("promisectl.yaml", 3)
    assert wrong["help"]


def test_a_guarded_beginning_takes_the_rest_of_its_codes_with_it(moved):
    settings(moved, "{ignore: [PC5]}")
    said = moved("check --format json", code=1)
    assert codes(said) == [("PC108", "error"), ("PC205", "error")]


@pytest.mark.parametrize("check", ["{ignore: [PC3, PC605]}", "{severity: {PC208: error, PC2: error, PC302: 'off'}}"])
def test_what_may_be_chosen_is_no_fault(run, check):
    settings(run, check)
    run("check")


def test_to_be_late_for_more_than_a_week_without_a_word_is_a_warning(run):
    settings(run, "{overdue-grace: 7d}")
    run("check")
    settings(run, "{overdue-grace: 8d}")
    assert codes(run("check --format json")) == [("PC108", "warning")]


def test_settings_that_are_not_followed_stop_no_other_command(moved):
    settings(moved, "{ignore: [PC4]}")
    moved("list")
    moved("request diego 'Fix the brakes' fri --ledger claims")


def test_the_command_line_leaves_out_what_it_likes_and_says_so(moved):
    said = moved("check --ignore PC2,PC6")
    assert said.err == "not looked for, for the command line says so: PC2\n"
    said = moved("check --select PC3 --quiet")
    assert said.err.startswith("not looked for, for the command line says so: PC1, PC2, PC4, PC501")
    said = moved("check --fail-on never")
    assert said.err == "nothing fails here, for the command line says so\n"
    assert moved("check --ignore PC3", code=1).err == ""
    assert moved("check --fail-on warning", code=1).err == ""
