"""Reports, agendas and plans from the command line: what they take, what they leave alone, and what they agree on."""

from __future__ import annotations

import json

import pytest

from promisectl.reports import REPORTS

from .program import Program
from .test_terminal import Terminal

MEASURING = [f"report {name}" for name in REPORTS] + [
    "review weekly",
    "review mid",
    "review close",
    "one-on-one diego",
    "plan k7m",
    "board",
    "renegotiate k7m 2026-03-20 --by diego --what-if",
]


@pytest.fixture
def two_ledgers(run: Program) -> Program:
    """Two ledgers: what `sales` owes needs, and reopens, what stands in `claims`."""
    run("ledger new sales")
    run.delivered()
    run("accept k7m")
    run("request diego 'Paint the door' 2026-03-20 -c dry --id clm-door1234")
    run("agree door --by diego")
    run.now = "2026-03-03T09:00:00-03:00"
    run("request diego 'Inspect it again' 2026-03-12 -c photos --id sal-again123 --reopens k7m --ledger sales")
    run("agree again --by diego")
    run("request eva 'Hand the car back' 2026-03-18 -c keys --id sal-handback --needs door --ledger sales")
    run("agree handback --by eva")
    return run


def figures(said: str) -> dict[str, object]:
    [group] = json.loads(said)["groups"]
    return {key: value for key, value in group.items() if key != "key"}


def test_a_ledger_asked_for_by_option_by_query_or_by_division_has_the_same_figures(two_ledgers: Program) -> None:
    run = two_ledgers
    divided = {
        group["key"]["ledger"]: group for group in run("report fulfilment --by ledger --format json").json["groups"]
    }
    for ledger in ("claims", "sales"):
        by_option = figures(run(f"report fulfilment --ledger {ledger} --format json").out)
        by_query = figures(run(f"report fulfilment --where ledger:{ledger} --format json").out)
        assert by_option == by_query
        assert by_option == {key: value for key, value in divided[ledger].items() if key not in ("key", "targets")}


def test_what_reopens_or_threatens_a_promise_from_another_ledger_is_seen(two_ledgers: Program) -> None:
    run = two_ledgers
    assert figures(run("report fulfilment --ledger claims --format json").out)["first_time_accepted"]["k"] == 0  # type: ignore[index]
    [handback] = [
        each for each in run("list --ledger sales --format json").json["promises"] if each["id"] == "sal-handback"
    ]
    assert "threatened" in handback["overlays"]
    assert [each["id"] for each in run("list --ledger claims --format json").json["promises"]] == ["clm-door1234"]


@pytest.mark.parametrize("line", MEASURING)
def test_measuring_changes_nothing(shop: Program, line: str) -> None:
    before = shop.tree()
    for more in ("", " --format json", " --format markdown", " --lang es"):
        if "what-if" not in line or "markdown" not in more:
            shop(line + more)
    assert shop.tree() == before


def test_what_if_says_what_doing_it_on_a_copy_says(shop: Program) -> None:
    proposed = "renegotiate k7m 2026-03-20 --by diego --reason supplier"
    foreseen = shop(f"{proposed} --what-if --format json").json
    assert foreseen["must_agree"] == ["ana"]
    assert foreseen["timely"] is False  # it was due on Friday, and this is Monday
    before = figures(shop("report fulfilment --format json").out)
    shop(proposed)
    shop("agree k7m --by ana")
    after = figures(shop("report fulfilment --format json").out)
    threatened = shop("list is:threatened --format json").json["promises"]
    for rate, both in foreseen["rates"].items():
        for key in ("k", "n", "rate", "low", "high"):
            assert both["before"][key] == before[rate][key]  # type: ignore[index]
            assert both["after"][key] == after[rate][key]  # type: ignore[index]
    assert foreseen["threatened"] == [each["id"] for each in threatened]
    assert shop("show k7m --format json").json["promise"]["due"] == foreseen["due"]


def test_what_if_is_refused_as_the_act_would_be(shop: Program) -> None:
    assert "PC" in shop("renegotiate clo 2026-03-20 --by diego --what-if", code=1).err


def test_report_alone_is_the_page_for_monday(shop: Program) -> None:
    assert shop("report").out == shop("report overview").out
    assert shop("report --lang es").lines[0].startswith("Cómo se cumplen las promesas · 2026-Q1")
    assert "Measure how promises are kept." in shop("report --help").out
    assert (
        "overview" in shop("report fulfillment", code=2).err or "fulfilment" in shop("report fulfillment", code=2).err
    )


def test_the_promises_behind_the_numbers_are_listed(shop: Program) -> None:
    listed = shop("report fulfilment --list --format json").json["promises"]
    counted = shop("report fulfilment --format json").json["groups"][0]["classes"]
    assert len(listed) >= sum(counted.values())
    [closed] = shop(
        "report fulfilment --period 2026-03-04 --list --format json".replace("2026-03-04", "2026-W10")
    ).json["promises"][:1]
    assert closed["id"] == "clm-clo6p7q8"


@pytest.mark.parametrize("period", ["2026-Q5", "sometime", "2026-03-09..2026-03-01", "2026-W54"])
def test_a_period_that_is_none_is_refused_with_those_there_are(shop: Program, period: str) -> None:
    assert "2026-Q1" in shop(f"report fulfilment --period {period}", code=2).err


def test_against_wants_a_period(shop: Program) -> None:
    assert "--period" in shop("report fulfilment --against previous", code=2).err


def test_csv_prints_one_table_and_names_the_others(shop: Program) -> None:
    said = shop("report flow --format csv")
    assert said.lines[0] == "time,n,p50,p85,p95,what"
    assert "weeks, ageing, services" in said.err
    assert shop("report flow --format csv --table weeks").lines[0].startswith("week,accepted,requested")
    assert "times" in shop("report flow --format csv --table nope", code=2).err


def test_a_division_that_no_report_has_is_refused_with_the_nearest(shop: Program) -> None:
    assert "did you mean `area`" in shop("report reasons --by aera", code=2).err


def test_divisions_may_be_typed_as_the_spanish_screen_says_them(shop: Program) -> None:
    assert (
        shop("report fulfilment --by responsable --lang es").out
        == shop("report fulfilment --by performer --lang es").out
    )


def test_a_board_has_columns_by_state_or_by_person(shop: Program) -> None:
    assert [line for line in shop("board").lines if line.endswith(")")] == [
        "requested (1)",
        "offered (1)",
        "promised (3)",
        "delivered (1)",
    ]
    assert "diego (3)" in shop("board --columns person").lines
    assert "state, person" in shop("board --columns area", code=2).err


def test_a_plan_names_the_critical_chain_and_the_way_out(two_ledgers: Program) -> None:
    shown = two_ledgers("plan handback").out
    assert "critical chain: " in shown
    assert "2 d after the due" in shown
    assert "promisectl renegotiate" in shown
    document = two_ledgers("plan handback --format json").json
    assert document["critical_chain"] == ["sal-handback", "clm-door1234"]


def test_after_a_promise_on_a_terminal_one_line_says_how_long_the_last_ones_took(run: Program) -> None:
    for number in range(10):
        id_ = f"clm-kept{number}abc"
        run(f"promise diego 'Help with case {number}' 2026-03-06 -c done --id {id_}")
        run(f"agree {id_} --by diego")
        run(f"deliver {id_} -e done")
        run(f"accept {id_} --by diego")
    for language, line in (("en", "your last 10 for diego took a median of 0 d"), ("es", "tus últimas 10 para diego")):
        shown = " ".join(Terminal(run, language)("promise diego 'Help once more' 2026-03-06 -c done"))
        assert line in " ".join(shown.split())
    run.write("promisectl.yaml", run.read("promisectl.yaml") + "own-record: false\n")
    assert "your last" not in " ".join(Terminal(run, "en")("promise diego 'Help again' 2026-03-06 -c done"))
    assert "your last" not in run("promise diego 'Off a terminal' 2026-03-06 -c done").err


CIRCLES = {
    "en": (
        "a circle of needs: door → hand → door",
        "each waits for the next, so none can be there first",
        "take out the link that is not true, such as that of ledgers/sales/sal-handback.yaml:",
    ),
    "es": (
        "un círculo de dependencias: door → hand → door",
        "cada una espera a la siguiente: ninguna puede llegar primero",
        "quita la dependencia que no es cierta, por ejemplo la de ledgers/sales/sal-handback.yaml:",
    ),
}


@pytest.mark.parametrize("language", CIRCLES)
def test_a_plan_names_a_circle_of_needs_and_how_to_open_it(two_ledgers: Program, language: str) -> None:
    run = two_ledgers
    run("set door needs sal-handback")
    shown = run(f"plan door --lang {language}").out
    for words in CIRCLES[language]:
        assert words in shown
    assert run("plan door --format json").json["circles"] == [["clm-door1234", "sal-handback", "clm-door1234"]]
    [command] = [line.strip() for line in shown.splitlines() if "promisectl set" in line]
    run(command.removeprefix("promisectl "))
    assert run("plan door --format json").json["circles"] == []


STEP = """\
id: long-{number:04}
what: Step {number}
customer: ana
performer: diego
due: 2026-05-20
state: promised
{needs}history:
- {{act: request, by: ana, at: 2026-03-01, terms: {{what: Step {number}, performer: diego, due: 2026-05-20}}}}
- {{act: agree, by: diego, at: 2026-03-01}}
"""


def test_a_chain_of_thousands_is_planned_to_its_end(run: Program) -> None:
    """No format draws or nests it deeper than people and parsers can follow."""
    last = 2499
    for number in range(last + 1):
        needs = f"needs: [long-{number + 1:04}]\n" if number < last else ""
        run.write(f"ledgers/claims/long-{number:04}.yaml", STEP.format(number=number, needs=needs))
    shown = run("plan long-0000").out
    assert "(goes on below)" in shown
    assert f"Step {last}  " in shown
    document = run("plan long-0000 --format json").json
    assert len(document["critical_chain"]) == last + 1
    assert run("plan long-0000 --format markdown").out.count("Step ") > last


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_plan_of_ninety_days_is_a_workspace_that_check_finds_nothing_in(nowhere: Program, language: str) -> None:
    nowhere(f"init --template 90-days --lang {language}")
    assert "no findings" in nowhere("check").out + nowhere("check").err
    assert nowhere("report goals --format json").json["tables"]["goals"][0]["id"] == "first-ninety-days"
    assert [each["id"] for each in nowhere("list --format json").json["promises"]] == [
        "plan-day30",
        "plan-day60",
        "plan-day90",
    ]


def test_a_template_that_is_not_there_makes_nothing(nowhere: Program) -> None:
    assert "90-days" in nowhere("init --template okr", code=2).err
    assert nowhere.tree() == {}


def test_persons_stand_in_no_figures_but_ones_own(shop: Program) -> None:
    for name in ("trend", "reasons"):
        seen = shop(f"report {name} --by performer --format json", PROMISECTL_USER="ana")
        assert {row["performer"] for row in seen.json["tables"][{"trend": "periods", "reasons": "groups"}[name]]} <= {
            "ana"
        }
        assert "left out" in seen.err
    shown = shop("report fulfilment --by performer --format json", PROMISECTL_USER="ana")
    assert {group["key"]["performer"] for group in shown.json["groups"]} <= {"ana", None}
    assert "left out" in shown.err


def test_a_trend_is_divided_like_any_report(shop: Program) -> None:
    whole = shop("report trend --by week --format json").json["tables"]["periods"]
    divided = shop("report trend --by week,ledger --format json").json["tables"]["periods"]
    assert [row["fulfilment"] for row in divided] == [row["fulfilment"] for row in whole]
    assert {row["ledger"] for row in divided} == {"claims"}
