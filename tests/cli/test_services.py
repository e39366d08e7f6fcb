"""Services: standing promises from which requests take their terms, and instances that recur."""

from __future__ import annotations

import json

import pytest

SERVICES = """\
services:
  inspection:
    what: Inspect the vehicle of claim {claim}
    performer: diego                  # a default; may be overridden
    within: 2bd from activation
    criteria: ["report with 8 photos of {claim}", estimate signed by the insured]
    condition: {text: complete accident report, by: +10d}
    pause-on: [customer-input]
    target: 95%
    tags: [critical]
  lead:
    what: Answer the lead {lead}
    performer: diego
    within: 1bh
    standing: {by: diego, at: 2026-03-01, until: 2026-12-31}
  review:
    what: Review the open claims of {period}
    customer: ana
    performer: diego
    within: 2bd
    criteria: [minutes sent]
    every: week
  minutes:
    what: Publish the minutes
    customer: ana
    performer: eva
    every: month
    standing: {by: eva, at: 2026-01-01}
"""
SETTINGS = """\
format: 1
timezone: America/Santiago
default-ledger: claims
default-calendar: cl
calendars: {cl: {country: CL, hours: "09:00-18:00", cutoff: "16:00"}}
"""
MONDAY = "2026-04-06T10:00:00-04:00"


@pytest.fixture
def shop(run):
    (run.folder / "promisectl.yaml").write_text(SETTINGS)
    (run.folder / "ledgers" / "services.yaml").write_text(SERVICES)
    run.now = MONDAY
    return run


def test_a_request_takes_its_terms_from_a_service(shop):
    said = shop("request --service inspection --set claim=88123 --id clm-k7m2x9qd")
    assert "requested: nothing is owed until diego agrees" in said.out
    assert shop.promise() == (
        "id: clm-k7m2x9qd\n"
        "what: Inspect the vehicle of claim 88123\n"
        "customer: ana\n"
        "performer: diego\n"
        "within: 2bd from activation\n"
        "calendar: cl\n"
        "criteria:\n"
        "- report with 8 photos of 88123\n"
        "- estimate signed by the insured\n"
        "condition: {text: complete accident report, by: 2026-04-16}\n"
        "pause-on: [customer-input]\n"
        "tags: [critical]\n"
        "service: inspection\n"
        "state: requested\n"
        "history:\n"
        "- act: request\n"
        "  by: ana\n"
        "  at: 2026-04-06T10:00:00-04:00\n"
        "  terms:\n"
        "    what: Inspect the vehicle of claim 88123\n"
        "    performer: diego\n"
        "    within: 2bd from activation\n"
        "    calendar: cl\n"
        "    criteria: [report with 8 photos of 88123, estimate signed by the insured]\n"
        "    condition: {text: complete accident report, by: 2026-04-16}\n"
        "    pause-on: [customer-input]\n"
    )


def test_what_is_told_stands_in_the_place_of_what_the_service_says(shop):
    shop("request eva --service inspection --set claim=1 --due 2026-04-30 --tag vip -c photos --id clm-k7m2x9qd")
    promise = shop("show k7m --format json").json["promise"]
    assert promise["performer"] == "eva"
    assert promise["due"] == "2026-04-30"
    assert promise["tags"] == ["critical", "vip"]
    assert promise["terms"]["criteria"] == ["photos"]
    assert promise["terms"]["within"] is None


def test_the_dates_of_a_service_are_counted_from_the_day_the_request_is_written_for(shop):
    shop("request --service inspection --set claim=1 --at 2026-04-01 --id clm-k7m2x9qd")
    assert "by: 2026-04-11}" in shop.promise()


def test_an_offer_may_take_its_terms_from_a_service_too(shop):
    shop("offer ana --service inspection --set claim=1 --by diego --id clm-k7m2x9qd")
    assert "state: offered" in shop.promise()
    assert "PERSON is missing" in shop("offer --service inspection --set claim=2 --by diego", code=2).err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--service inspecton --set claim=1", "did you mean `inspection`?"),
        ("--service inspection", "add --set claim=…"),
        ("--service inspection --set claim=", "add --set claim=…"),
        ("--service inspection --set clam=1", "did you mean `claim`?"),
        ("--service inspection --set claim", "write it like --set claim=88123"),
        ("--service inspection --set claim=$'\\x1b[31m'", "a character that cannot be seen"),
    ],
)
def test_what_a_service_does_not_know_is_refused_with_what_to_do(shop, words, said):
    before = shop.tree()
    assert said in shop(["request", *words.replace("$'\\x1b[31m'", "\x1b[31m").split()], code=2).err
    assert shop.tree() == before


def test_a_standing_agreement_is_written_as_a_second_act_by_the_requester(shop):
    said = shop("request --service lead --set lead=4711 --id clm-k7m2x9qd")
    assert "promised; due Mon 2026-04-06 11:00" in said.out
    assert shop.promise().endswith(
        "- act: agree\n"
        "  by: ana\n"
        "  for: diego\n"
        "  at: 2026-04-06T10:00:00-04:00\n"
        "  via: service lead\n"
        "  due: 2026-04-06T11:00:00-04:00\n"
        "  calendar: cl\n"
    )
    shop("check --ignore PC604")


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("another performer never said it", "eva --set lead=1"),
        ("it had not been given yet", "--set lead=1 --at 2026-02-20"),
        ("an agent may not write it down", "--set lead=1 --by bot"),
    ],
)
def test_a_standing_agreement_does_not_hold_where(shop, why, words):
    people = shop.folder / "ledgers" / "people.yaml"
    people.write_text(people.read_text().rstrip("\n") + "\n  bot: {kind: agent, answers-to: ana}\n")
    shop(f"request --service lead {words} --id clm-k7m2x9qd")
    assert "state: requested" in shop.promise(), why


def test_a_standing_agreement_without_terms_holds_with_a_warning_that_names_the_command(shop):
    said = shop("request --service lead --set lead=1 --id clm-k7m2x9qd")
    assert "`promisectl service agree lead`" in said.err
    assert "state: promised" in shop.promise()


def test_the_performer_agrees_to_the_service_as_it_stands_and_its_requests_are_promised(shop):
    said = shop("service agree lead --by diego")
    assert "diego agrees beforehand to what `lead` says now" in said.out
    text = shop.read("ledgers/services.yaml")
    assert '    standing: {by: diego, at: 2026-04-06T10:00:00-04:00, until: 2026-12-31, terms: "sha256:' in text
    assert "performer: diego                  # a default; may be overridden" in text
    said = shop("request --service lead --set lead=1 --id clm-k7m2x9qd")
    assert said.err == ""
    assert "state: promised" in shop.promise()


def test_an_agreement_that_was_given_already_is_not_written_again(shop):
    shop("service agree lead --by diego --until 2027-01-31")
    before = shop.tree()
    assert "agreed to that already" in shop("service agree lead --by diego").out
    assert shop("service agree lead --by diego --format json").json["written"] is False
    assert shop.tree() == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("within: 1bh", "within: 4bh"),
        ("Answer the lead {lead}", "Answer and close the lead {lead}"),
        ("performer: diego\n    within: 1bh", "performer: diego\n    criteria: [called]\n    within: 1bh"),
        ("until: 2026-12-31", "until: 2028-12-31"),
    ],
)
def test_a_service_that_changed_since_leaves_a_request_and_says_why_until_it_is_agreed_to_again(shop, old, new):
    shop("service agree lead --by diego")
    text = shop.read("ledgers/services.yaml")
    assert old in text
    shop.write("ledgers/services.yaml", text.replace(old, new))
    said = shop("request --service lead --set lead=1 --id clm-k7m2x9qd")
    assert "not agreed to beforehand: the service says something else now than what diego agreed to" in said.err
    assert "state: requested" in shop.promise()
    assert "changed since it was agreed to: `promisectl service agree lead`" in shop("service list").out
    shop("service agree lead --by diego")
    assert "changed since" not in shop("service list").out
    shop("request --service lead --set lead=1 --id clm-again234")
    assert "state: promised" in shop.promise("clm-again234")


def test_words_that_nobody_agreed_to_are_left_as_a_request_that_says_why(shop):
    shop("service agree lead --by diego")
    said = shop(["request", "--service", "lead", "--set", "lead=1 and sell the car", "--id", "clm-k7m2x9qd"])
    assert "`what` is not as the service has it, each parameter one plain word" in said.err
    assert "state: requested" in shop.promise()
    said = shop("request --service lead --set lead=1 --within 4bh --id clm-again234")
    assert "`within` is not as the service has it" in said.err
    assert "state: requested" in shop.promise("clm-again234")


def test_only_the_performer_agrees_beforehand(shop):
    before = shop.tree()
    assert "only the performer (diego) agrees to `lead`" in shop("service agree lead", code=1).err
    assert "did you mean `lead`?" in shop("service agree leed --by diego", code=2).err
    shop.write("ledgers/services.yaml", "services:\n  open:\n    what: x\n    due: fri\n")
    assert "names no performer" in shop("service agree open --by diego", code=2).err
    assert shop.tree() != before


def test_a_standing_agreement_ends(shop):
    shop.now = "2027-01-01T09:00:00-03:00"
    shop("request --service lead --set lead=1 --id clm-k7m2x9qd")
    assert "state: requested" in shop.promise()


def test_nobody_who_left_is_asked_by_a_service(shop):
    shop("person left diego 2026-04-01")
    refused = shop("request --service lead --set lead=1 --id clm-k7m2x9qd", code=1).err
    assert "diego has left, and takes no promise on" in refused


def test_a_recurring_instance_is_opened_once_for_its_period(shop):
    said = shop("service open review --period 2026-W15")
    (row,) = shop("list --format json").json["promises"]
    assert row["what"] == "Review the open claims of 2026-W15"
    text = shop.promise(row["id"])
    assert "service: review\ninstance: 2026-W15\n" in text
    assert "  by: ana\n  at: 2026-04-06T00:00:00-04:00\n" in text
    before = shop.tree()
    again = shop("service open review --period 2026-W15")
    assert "is open already" in again.err
    assert shop.tree() == before
    assert said.code == again.code == 0


def test_whoever_opens_it_and_whenever_the_file_is_the_same(shop):
    shop("service open review --period 2026-W15")
    first = shop.tree()
    path = next(shop.folder.glob("ledgers/claims/clm-*.yaml"))
    path.unlink()
    shop.now = "2026-04-09T18:00:00-04:00"
    shop("service open review --period 2026-W15 --by diego")
    assert shop.tree() == first


def test_two_branches_that_open_the_same_instance_merge_without_a_word(shop):
    git = shop.git
    shop.write("../home/.gitconfig", "[user]\n\tname = Ana Ríos\n\temail = ana@example.com\n")
    shop.write("ledgers/claims/.gitkeep", "")
    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", "start")
    for branch in ("one", "two"):
        git("checkout", "-q", "-b", branch, "main")
        shop("service open minutes --period 2026-04")
        git("add", "-A")
        git("commit", "-qm", f"opened in {branch}")
    git("merge", "-q", "one")
    assert len(list(shop.folder.glob("ledgers/claims/clm-*.yaml"))) == 1
    assert shop("list --format json").json["promises"][0]["state"] == "promised"


def test_a_month_without_a_length_of_time_is_due_on_its_last_day(shop):
    said = shop("service open minutes --period 2026-04 --format json").json
    assert (said["promise"]["due"], said["after"]) == ("2026-04-30", "promised")


def test_an_instance_that_is_closed_is_not_opened_again(shop):
    shop("service open minutes --period 2026-04 --quiet")
    (row,) = shop("list --format json").json["promises"]
    shop(f"deliver {row['id']} -e minutes.pdf --by eva")
    shop(f"accept {row['id']}")
    again = shop("service open minutes --period 2026-04 --format json").json
    assert (again["already"], again["promise"]["state"]) == (True, "accepted")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("review --period 2026-W16", "2026-W16 begins on 2026-04-13: it is not opened before"),
        ("review --period 2026-04", "write it like 2026-W15"),
        ("review --period 2026-W54", "write it like 2026-W15"),
        ("minutes --period 2026-4", "write it like 2026-04"),
        ("lead --period 2026-W15", "does not recur"),
        ("reviw --period 2026-W15", "did you mean `review`?"),
    ],
)
def test_an_instance_that_cannot_be_opened_is_refused_with_what_to_do(shop, words, said):
    before = shop.tree()
    shown = shop(f"service open {words}", code=2).err
    assert said in shown
    assert shop.tree() == before


def test_a_dry_run_of_an_instance_writes_nothing(shop):
    before = shop.tree()
    assert "+service: review" in shop("service open review --period 2026-W15 --dry-run").out
    assert shop.tree() == before


def test_the_services_are_listed_with_the_instance_of_this_period(shop):
    assert "`promisectl service open review --period 2026-W15`" in shop("service list").out
    shop("service open review --period 2026-W15")
    rows = {row["name"]: row for row in shop("service list --format json").json["services"]}
    assert rows["review"]["promise"] == shop("list --format json").json["promises"][0]["id"]
    assert rows["inspection"]["parameters"] == ["claim"]
    assert rows["inspection"]["period"] is None
    assert "acordada de antemano" in shop("service list --lang es").out


def test_nothing_is_created_by_reading(shop):
    before = shop.tree()
    for line in ("status", "list", "service list", "check", "report fulfilment"):
        shop(line)
    assert shop.tree() == before


def test_the_target_of_a_service_is_in_the_report_and_in_the_check(shop):
    shop("request --service lead --set lead=1 --id clm-k7m2x9qd")
    services = shop.folder / "ledgers" / "services.yaml"
    services.write_text(services.read_text().replace("    within: 1bh\n", "    within: 1bh\n    target: 95%\n"))
    shop.now = "2026-04-06T12:00:00-04:00"
    (target,) = [one for one in shop("report fulfilment --format json").json["targets"] if one["name"] == "lead"]
    assert (target["met"], target["where"]) == (False, "service:lead")
    found = shop("check --select PC308 --format json").json["findings"]
    assert [(one["path"], one["line"]) for one in found] == [("ledgers/services.yaml", 15)]


@pytest.mark.parametrize(
    ("written", "code", "said"),
    [
        ("what: x\n    within: 2", "PC104", "a length of time"),
        ("what: x", "PC103", "neither `due` nor `within`"),
        ("what: x\n    due: +3d\n    within: 2bd", "PC104", "one of them says by when"),
        ("within: 2bd", "PC103", "`what`"),
        ("what: x\n    every: week\n    performer: diego", "PC103", "customer"),
        ("what: x {y}\n    every: week\n    performer: diego\n    customer: ana", "PC104", "is one"),
        ("what: x\n    due: soonish", "PC108", "“soonish” is not a date"),
        ("what: x\n    due: fri\n    condition: {text: y, by: later}", "PC108", "“later” is not a date"),
        ("what: x\n    due: fri\n    performer: dieggo", "PC107", "did you mean `diego`?"),
        ("what: x\n    within: 2bd\n    calendar: xl", "PC107", "the settings have no calendar `xl`"),
        (
            "what: x\n    due: fri\n    performer: diego\n    standing: {by: eva, at: 2026-01-01}",
            "PC108",
            "performer's",
        ),
        ("what: x\n    due: fri\n    evry: week", "PC102", "did you mean `every`?"),
    ],
)
def test_a_service_that_does_not_hold_is_a_finding_in_its_file(shop, written, code, said):
    (shop.folder / "ledgers" / "services.yaml").write_text(f"services:\n  one:\n    {written}\n")
    (found,) = shop("check --format json", code=1).json["findings"]
    assert (found["code"], found["path"]) == (code, "ledgers/services.yaml")
    assert said in json.dumps(found, ensure_ascii=False)


def test_a_service_and_an_area_are_named_however_they_are_typed(run):
    run.write("ledgers/services.yaml", "services:\n  inspeccion-rapida:\n    what: Inspect\n    within: 2d\n")
    run("request diego --service 'Inspección rápida' --id clm-k7m2x9qd")
    assert "service: inspeccion-rapida\n" in run.promise()
    run("area add garantias")
    run("person add luis --area Garantías")
    assert "garantias" in run.read("ledgers/people.yaml")
    assert "Garantías" not in run.read("ledgers/people.yaml")
