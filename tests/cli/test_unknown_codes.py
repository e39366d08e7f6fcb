"""A code that does not exist selects nothing: wherever it is written the exit code is 2, and the nearest one is named."""

import pytest

SETTINGS = "format: 1\ntimezone: America/Santiago\ncheck: {}\n"


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("PC999", "PC"),
        ("PC30l", "PC30"),
        ("PC3O4", "PC304`"),
        ("overdue", "PC301`"),
        ("overdu", "PC301`"),
        ("PC301,PC399", "PC3"),
    ],
)
def test_on_the_command_line_it_is_refused_and_the_nearest_is_named(run, option, code, meant):
    said = run(["check", option, code], code=2)
    wrong = code.rpartition(",")[2].upper()
    assert said.err.startswith(f"error: “{wrong}” is no code, nor the beginning of one\n")
    assert f"help: did you mean `{meant}" in said.err
    assert said.out == ""


@pytest.mark.parametrize("code", ["zzz", "qqq"])
def test_what_is_like_no_code_is_told_how_codes_are_written(run, code):
    assert "help: codes are written like PC304 or PC3" in run(f"check --select {code}", code=2).err


@pytest.mark.parametrize("check", ["{select: [PC9]}", "{ignore: [PC399]}", "{severity: {PC999: warning}}"])
def test_in_the_settings_the_findings_are_shown_and_there_is_no_verdict(run, check):
    run.write("promisectl.yaml", SETTINGS.format(check))
    said = run("check", code=2)
    assert "promisectl.yaml:3:" in said.out
    assert "help: did you mean `PC" in said.out
    assert "no verdict: promisectl.yaml names codes that do not exist: PC" in said.err
    run("check --fail-on never")


def test_the_beginning_of_a_code_and_the_code_in_small_letters_are_codes(run):
    run("check --select pc3,PC30 --ignore pc302")
