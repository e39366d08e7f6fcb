"""A workspace begins where one lives: its zone, the country of its business days; and the example is one's own too."""

import shutil

import pytest
from terminals import ends, starts
from warm import warm_program

from .test_terminal import Terminal


@pytest.fixture(params=["en", "es"])
def terminal(nowhere, request):
    return Terminal(nowhere, request.param)


def settings(run):
    return run.read("promisectl.yaml")


CALENDAR = "calendars: {{{name}: {{country: {code}}}}}\ndefault-calendar: {name}\n"
WHICH = {"en": "no business days", "es": "no son días hábiles"}


def test_a_person_is_asked_for_a_zone_that_the_machine_does_not_tell(nowhere):
    nowhere.environment["TZ"] = "CLT4"
    Terminal(nowhere, "en")("init", ("time zone", "Santiag"), ("time zone", "santiago"), (WHICH["en"], ""))
    assert settings(nowhere) == (
        "format: 1\ntimezone: America/Santiago\ncalendars: {cl: {country: CL}}\ndefault-calendar: cl\ndefault-ledger: work\n"
    )


@pytest.mark.parametrize(
    ("answers", "calendar"),
    [
        ([""], CALENDAR.format(name="cl", code="CL")),
        (["mx"], CALENDAR.format(name="mx", code="MX")),
        (["Chile", "XX", "ES"], CALENDAR.format(name="es", code="ES")),
        (["-"], ""),
        (["ninguno"], ""),
    ],
    ids=["that of the zone", "another", "mistyped twice", "none", "none in Spanish"],
)
def test_a_person_is_asked_whose_public_holidays_count_where_the_zone_is_known(terminal, answers, calendar):
    which = WHICH[terminal.variables["PROMISECTL_LANG"]]
    shown = " ".join(" ".join(terminal("init", *((which, answer) for answer in answers))).split())
    assert "CL" in shown
    assert settings(terminal.run) == f"format: 1\ntimezone: America/Santiago\n{calendar}default-ledger: work\n"


def test_where_the_zone_is_in_no_country_none_is_the_default(nowhere):
    nowhere.environment["TZ"] = "UTC"
    Terminal(nowhere, "en")("init", (WHICH["en"], ""))
    assert "calendars" not in settings(nowhere)


def test_lines_that_were_pasted_along_are_no_answers(nowhere):
    script = f"sleep 1; {warm_program()} init; read next; echo next is $next"
    words = ["bash", "--noprofile", "--norc", "-c", script]
    child = starts(words, nowhere.folder, nowhere.variables({"TERM": "xterm"}))
    child.sendline("promisectl status")
    assert "next is promisectl status" in ends(child)
    assert "calendars" not in settings(nowhere)


def test_who_told_a_country_or_wants_quiet_is_not_asked(nowhere):
    Terminal(nowhere, "en")("init --quiet")
    assert "calendars" not in settings(nowhere)
    (nowhere.folder / "promisectl.yaml").unlink()
    shutil.rmtree(nowhere.folder / "ledgers")
    Terminal(nowhere, "en")("init --country ES")
    assert CALENDAR.format(name="es", code="ES") in settings(nowhere)


def test_nobody_is_asked_where_nobody_can_answer(nowhere):
    nowhere("init", TZ="CLT4")
    assert "timezone: UTC\n" in settings(nowhere)


def test_zone_and_country_can_be_told(nowhere):
    nowhere("init --timezone Madrid --country es")
    assert "timezone: Europe/Madrid\ncalendars: {es: {country: ES}}\ndefault-calendar: es\n" in settings(nowhere)
    nowhere("request ana Inspect --within 2bd --waive-criteria --by ana")


@pytest.mark.parametrize(
    ("option", "says"),
    [
        (
            "--timezone America/Santiag",
            "there is no time zone “America/Santiag”\n  help: did you mean `America/Santiago`?",
        ),
        ("--country XX", "no public holidays are known of “XX”"),
    ],
)
def test_a_zone_or_a_country_that_nobody_knows_is_refused_before_anything_is_written(nowhere, option, says):
    assert says in nowhere(f"init {option}", code=2).err
    assert nowhere.tree() == {}


def test_with_the_example_a_terminal_is_shown_a_calendar_to_paste_and_asked_nothing(terminal):
    shown = "\n".join(terminal("init --example", fits=False))
    assert "  calendars: {cl: {country: CL}}\n  default-calendar: cl" in shown
    assert "calendars" not in settings(terminal.run)


def test_after_the_example_the_first_status_shows_something_of_ones_own(nowhere):
    nowhere("init --example", LOGNAME="rosa")
    said = nowhere("status --format json", LOGNAME="rosa").json
    assert [one["what"] for one in said["you_owe"]] == ["Say which claims wait for a part"]
    assert [one["what"] for one in said["waiting_for_you"]] == ["Go through the estimate of claim 88107"]
    assert "rosa" in nowhere("", LOGNAME="rosa").out
    assert nowhere("check --ignore PC3,PC6", LOGNAME="rosa").code == 0
