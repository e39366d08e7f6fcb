"""PC407, PC409, PC410: what a change of people, settings and services re-reads, and who may make it."""

from __future__ import annotations

import pytest

from .lab import (
    AGREE,
    ASK,
    BEGUN,
    MOVED,
    PEOPLE,
    REGISTER,
    REQUEST,
    SETTINGS,
    YES,
    P,
    act,
    promise,
    request,
    settings,
)

STEWARD = "stewards: [ana]"
FAR = "2026-12-24"
ANA = "ana: {name: Ana, emails: [ana@example.com]}"
DIEGO = "diego: {name: Diego, emails: [diego@example.com]}"
EVA = "eva: {name: Eva, emails: [eva@example.com]}"
LUIS = "  luis: {name: Luis, emails: [luis@example.com]}\n"
SERVICE = """\
services:
  lead:
    what: Answer the lead
    performer: diego
    within: 10d
    criteria: [called]
"""
STANDING = "    standing: {by: diego, at: 2026-03-01}\n"

# What nobody but a steward may change, named or not: old, new, by whom.
REREADS = {
    "her-address-by-him": (ANA, ANA.replace("ana@example.com", "laptop@example.com"), "diego"),
    "an-address-more-for-her-by-him": (
        ANA,
        ANA.replace("[ana@example.com]", "[ana@example.com, x@example.com]"),
        "diego",
    ),
    "her-address-taken-by-a-third-person": (ANA, "ana: {name: Ana}", "eva"),
    "her-address-by-a-stranger": (ANA, ANA.replace("ana@example.com", "x@example.com"), "stranger"),
    "an-account-for-her-by-him": (ANA, ANA.replace("}", ", accounts: {github: diego}}"), "diego"),
    "a-key-for-her-by-him": (ANA, ANA.replace("}", ', keys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA"]}'), "diego"),
    "her-last-address-by-herself": (ANA, "ana: {name: Ana}", "ana"),
    "his-own-last-address": (DIEGO, "diego: {name: Diego}", "diego"),
    "her-entry-with-open-promises": (f"  {ANA}\n", "", "eva"),
    "left-before-her-last-word": (ANA, ANA.replace("}", ", left: 2026-03-01}"), "diego"),
    "left-before-her-own-last-word-by-herself": (ANA, ANA.replace("}", ", left: 2026-03-01}"), "ana"),
    "her-handle-becomes-his-former-one": (
        f"  {ANA}\n  {DIEGO}",
        "  diego: {name: Diego, formerly: [ana], emails: [diego@example.com]}",
        "diego",
    ),
    "a-new-handle-without-a-shared-address": (
        ANA,
        "ana-soto: {name: Ana, formerly: [ana], emails: [x@example.com]}",
        "diego",
    ),
}


@pytest.mark.parametrize(("old", "new", "by"), REREADS.values(), ids=REREADS.keys())
def test_a_change_of_people_that_re_reads_the_past_is_an_error(lab, old, new, by):
    lab.start().edit(old, new, by, PEOPLE)
    seen, later = lab.guard(), lab.audit()
    assert "PC409:e" in seen.codes | ({"PC409:e"} if "PC107:e" in seen.codes else set()), seen.told
    assert later.exit == 1, later.told


@pytest.mark.parametrize(("old", "new", "by"), REREADS.values(), ids=REREADS.keys())
def test_where_stewards_are_named_a_change_of_people_by_another_is_an_error(lab, old, new, by):
    lab.start(policy="stewards: [bea]", people=REGISTER + "  bea: {emails: [bea@example.com]}\n")
    lab.edit(old, new, by, PEOPLE)
    seen, later = lab.guard(), lab.audit()
    assert (seen.exit, later.exit) == (1, 1), (seen.told, later.told)


BY_STEWARDS = {name: one for name, one in REREADS.items() if name != "her-entry-with-open-promises"}


@pytest.mark.parametrize(("old", "new", "by"), BY_STEWARDS.values(), ids=BY_STEWARDS.keys())
def test_a_steward_of_the_base_may_change_people_and_it_is_told(lab, old, new, by):
    lab.start(policy="stewards: [bea]", people=REGISTER + "  bea: {emails: [bea@example.com]}\n")
    lab.edit(old, new, "bea", PEOPLE)
    seen, later = lab.guard(), lab.audit()
    assert not {one for one in seen.codes | later.codes if one in ("PC409:e", "PC407:e")}, (seen.told, later.told)


def test_a_steward_named_first_makes_the_change_in_the_next_pull_request(lab):
    lab.start()
    lab.on("main").put({SETTINGS: settings("stewards: [eva]")}, "eva")
    lab.branch("pr").edit(ANA, ANA.replace("ana@example.com", "ana@example.org"), "eva", PEOPLE)
    lab.passes(may="PC409:w")


def test_a_steward_named_in_the_same_branch_is_none_yet(lab):
    lab.start().put({SETTINGS: settings("stewards: [diego]")}, "diego")
    lab.edit(ANA, ANA.replace("ana@example.com", "laptop@example.com"), "diego", PEOPLE)
    lab.stopped("PC409:e", audit="-")


def test_a_steward_is_not_made_by_giving_him_her_address(lab):
    lab.start(policy=STEWARD).edit("[diego@example.com]", "[diego@example.com, ana@example.com]", "diego", PEOPLE)
    seen, later = lab.guard(), lab.audit()
    assert (seen.exit, later.exit) == (1, 1), (seen.told, later.told)


def test_somebody_who_agreed_is_not_made_an_agent(lab):
    lab.start().edit(DIEGO, DIEGO.replace("}", ", kind: agent, answers-to: ana}"), "ana", PEOPLE)
    lab.stopped("PC409:e")


def test_somebody_who_said_nothing_may_be_made_an_agent(lab):
    lab.start().edit(EVA, EVA.replace("}", ", kind: agent, answers-to: ana}"), "eva", PEOPLE)
    lab.passes(may="PC409:w")


# What one may do oneself.


OWN = {
    "a-second-address-of-ones-own": (
        ANA,
        ANA.replace("[ana@example.com]", "[ana@example.com, ana@example.org]"),
        "ana",
    ),
    "another-address-for-ones-own": (ANA, ANA.replace("ana@example.com", "ana@example.org"), "ana"),
    "ones-own-account": (ANA, ANA.replace("}", ", accounts: {github: ana-rios}}"), "ana"),
    "ones-own-handle": (ANA, "ana-soto: {name: Ana, formerly: [ana], emails: [ana@example.com]}", "ana"),
    "ones-own-name": (ANA, ANA.replace("name: Ana", "name: Ana Soto"), "ana"),
    "her-name-by-another": (ANA, ANA.replace("name: Ana", "name: Ana Soto"), "eva"),
    "a-new-person": (f"  {EVA}\n", f"  {EVA}\n{LUIS}", "eva"),
    "an-entry-without-promises": (f"  {EVA}\n", "", "ana"),
    "ones-own-leave": (EVA, EVA.replace("}", ", left: 2026-03-31}"), "eva"),
    "an-area": (EVA, EVA.replace("}", ", area: {2026-04-01: claims}}"), "eva"),
}


@pytest.mark.parametrize(("old", "new", "by"), OWN.values(), ids=OWN.keys())
def test_without_stewards_a_plain_change_of_people_passes(lab, old, new, by):
    people = REGISTER + "areas:\n  claims: {name: Claims}\n"
    lab.start(people=people).edit(old, new, by, PEOPLE)
    lab.passes(may="PC409:w")


def test_a_first_address_of_somebody_without_one_is_a_warning(lab):
    lab.start(people=REGISTER.replace(ANA, "ana: {name: Ana}")).edit("ana: {name: Ana}", ANA, "diego", PEOPLE)
    lab.passes(must="PC409:w", may="PC406:w")


def test_where_a_steward_is_named_a_first_address_by_another_is_an_error(lab):
    lab.start(policy="stewards: [eva]", people=REGISTER.replace(ANA, "ana: {name: Ana}"))
    lab.edit("ana: {name: Ana}", ANA, "diego", PEOPLE)
    lab.stopped("PC407:e")


def test_a_leave_set_by_another_after_her_last_word_is_a_warning(lab):
    lab.start().edit(ANA, ANA.replace("}", ", left: 2026-03-19}"), "eva", PEOPLE)
    lab.passes(must="PC409:w")


def test_one_address_under_two_people_is_told(lab):
    lab.start().edit("[eva@example.com]", "[eva@example.com, diego@example.com]", "eva", PEOPLE)
    seen = lab.guard()
    assert {one for one in seen.codes if one.startswith(("PC409", "PC110"))}, seen.told


# Settings.


LOWERED = {
    "trust": ("trust: author", "", {}),
    "acts": ("acts: {accept: signed}", "", {}),
    "proxy": ("", "proxy: allowed", {}),
    "first-stewards": ("", "stewards: [diego]", {}),
}


@pytest.mark.parametrize(("before", "after", "more"), LOWERED.values(), ids=LOWERED.keys())
def test_without_a_steward_a_policy_that_is_lowered_is_a_warning(lab, before, after, more):
    lab.start(policy=before, **more).put({SETTINGS: settings(after)}, "diego")
    lab.passes(must="PC409:w")


@pytest.mark.parametrize(
    ("before", "after"),
    [("trust: author", ""), ("acts: {accept: signed}", ""), ("", "proxy: allowed"), ("", "stewards: [diego]")],
    ids=["trust", "acts", "proxy", "stewards"],
)
def test_where_a_steward_is_named_a_policy_changed_by_another_is_an_error(lab, before, after):
    first = f"{STEWARD}, {before}" if before else STEWARD
    then = after if "stewards" in after else (f"{STEWARD}, {after}" if after else STEWARD)
    lab.start(policy=first).put({SETTINGS: settings(then)}, "diego")
    lab.stopped("PC407:e")


def test_a_steward_lowers_the_policy(lab):
    lab.start(policy=f"{STEWARD}, trust: author").put({SETTINGS: settings(STEWARD)}, "ana")
    lab.passes(may="PC409:w PC407:w")


def test_a_target_that_is_enforced_no_longer_is_a_warning(lab):
    target = "targets: [{name: kept, where: 'tag:critical', metric: fulfilment, at-least: 95%, enforce: true}]\n"
    lab.start(more=target).put({SETTINGS: settings(more=target.replace("true", "false"))}, "diego")
    lab.passes(must="PC409:w")


def test_a_zone_that_moves_no_due_passes(lab):
    lab.start(promise(REQUEST, state="requested")).put({SETTINGS: settings().replace("UTC", "Europe/London")}, "diego")
    lab.passes(may="PC409:w")


def test_a_zone_that_makes_a_promise_late_is_an_error(lab):
    """`fail` came at 02:00 UTC of the day after the due: in Santiago that day was not over."""
    text = promise(
        request(when_due="due: 2026-03-10"),
        AGREE,
        act("fail", "ana", "11T02", reason="forgotten"),
        due="2026-03-10",
        state="failed",
    )
    lab.start(text).put({SETTINGS: settings().replace("UTC", "America/Santiago")}, "diego")
    lab.stopped("PC409:e")


def test_a_calendar_that_open_promises_name_is_a_warning(lab):
    calendars = "calendars: {x: {weekend: [sat, sun]}}\n"
    asked = request(when_due="within: 2bd, calendar: x")
    text = promise(
        asked, AGREE + "  due: 2026-03-04\n  calendar: x\n", due="2026-03-04", more="within: 2bd\ncalendar: x\n"
    )
    lab.start(text, more=calendars).put(
        {SETTINGS: settings(more=calendars.replace("sun]", "sun], closed: [2026-03-25]"))}, "diego"
    )
    lab.passes(must="PC409:w")


def test_a_calendar_that_nobody_uses_passes(lab):
    calendars = "calendars: {x: {weekend: [sat, sun]}}\n"
    lab.start(more=calendars).put({SETTINGS: settings(more=calendars.replace("sun]", "sun], closed: [2026-03-25]"))})
    lab.passes()


@pytest.mark.parametrize(
    "quiet",
    [
        "ignore: [PC4]",
        "ignore: [PC401]",
        "select: [PC1]",
        "severity: {PC402: warning}",
        "fail-on: never",
        "ignore: [PC509]",
        "ignore: [PC1]",
        "severity: {PC2: info}",
        "select: [PC6]",
        "severity: {PC501: info}",
    ],
)
def test_settings_do_not_quiet_the_guard(lab, quiet):
    lab.start().put({SETTINGS: settings(more=f"check: {{{quiet}}}\n")}, "diego")
    lab.stopped("PC108:e", audit="")
    lab.on("main").put({SETTINGS: settings(more=f"check: {{{quiet}}}\n")}, "diego")
    lab.branch("pr").edit("2026-04-20", FAR)
    lab.stopped("PC402:e")


@pytest.mark.parametrize(
    "plain",
    [
        "ignore: [PC6]",
        "severity: {PC302: warning}",
        "due-soon: 5d",
        "fail-on: warning",
        "overdue-grace: 3d",
        "ignore: [PC503]",
    ],
)
def test_what_settings_may_quiet_passes(lab, plain):
    lab.start().put({SETTINGS: settings(more=f"check: {{{plain}}}\n")}, "diego")
    lab.passes()


def test_a_grace_of_years_is_a_warning(lab):
    lab.start().put({SETTINGS: settings(more="check: {overdue-grace: 3650d}\n")}, "diego")
    seen = lab.guard()
    assert "PC108:w" in seen.codes, seen.told


# Who may, and the ways out.


def test_a_later_commit_of_a_steward_answers_for_the_change(lab):
    lab.start(policy="stewards: [eva]").edit(ANA, ANA.replace("ana@example.com", "ana@example.org"), "diego", PEOPLE)
    lab.stopped("PC407:e", audit="-")
    lab.put({}, "eva", message=f"it is right\n\nConfirms: {lab.hash(lab.tips['pr'])}")
    lab.passes(may="PC407:w PC409:w")


@pytest.mark.parametrize("by", ["diego", "ana", "stranger", "bot"])
def test_a_trailer_of_somebody_who_is_no_steward_answers_nothing(lab, by):
    lab.start(policy="stewards: [eva]").edit(ANA, ANA.replace("ana@example.com", "x@example.com"), "diego", PEOPLE)
    lab.put({}, by, message=f"it is right\n\nConfirms: {lab.hash(lab.tips['pr'])}")
    seen, later = lab.guard(), lab.audit()
    assert (seen.exit, later.exit) == (1, 1), (seen.told, later.told)


def test_a_trailer_that_names_another_commit_answers_nothing(lab):
    lab.start(policy="stewards: [eva]").edit(ANA, ANA.replace("ana@example.com", "x@example.com"), "diego", PEOPLE)
    lab.put({}, "eva", message=f"it is right\n\nConfirms: {lab.hash(1)}")
    seen = lab.guard()
    assert seen.exit == 1, seen.told


def test_a_trailer_of_a_steward_does_not_answer_for_her_word(lab):
    lab.start(policy="stewards: [eva]").say(ASK, YES, due=MOVED)
    lab.put({}, "eva", message=f"it is right\n\nConfirms: {lab.hash(lab.tips['pr'])}")
    lab.stopped("PC406:e")


def test_giving_a_register_back_makes_the_change_a_warning(lab):
    lab.start().edit(ANA, ANA.replace("ana@example.com", "x@example.com"), "diego", PEOPLE)
    lab.put({PEOPLE: REGISTER}, "diego")
    lab.passes(may="PC409:w PC407:w")


def test_giving_a_register_back_where_stewards_are_named_is_a_warning(lab):
    lab.start(policy=STEWARD).edit(EVA, EVA.replace("eva@example.com", "x@example.com"), "diego", PEOPLE)
    lab.put({PEOPLE: REGISTER}, "diego")
    lab.passes(may="PC409:w PC407:w")


def test_two_people_added_on_two_branches_are_nobodys_change_in_the_merge(lab):
    lab.start(policy=STEWARD).edit(f"  {EVA}\n", f"  {EVA}\n{LUIS}", "ana", PEOPLE)
    lab.on("main").put(
        {PEOPLE: REGISTER.replace("people:\n", "people:\n  abel: {emails: [abel@example.com]}\n")}, "ana"
    )
    lab.on("pr").merge("main", "diego")
    lab.passes()


def test_a_person_slipped_into_a_merge_is_its_authors_change(lab):
    lab.start(policy=STEWARD).say(ASK)
    lab.on("main").put({PEOPLE: REGISTER + LUIS}, "ana")
    lab.on("pr").merge(
        "main", "diego", {PEOPLE: REGISTER.replace("[ana@example.com]", "[ana@example.com, x@example.com]") + LUIS}
    )
    seen, later = lab.guard(), lab.audit()
    assert (seen.exit, later.exit) == (1, 1), (seen.told, later.told)


def test_a_merge_that_undoes_a_policy_of_main_is_stopped(lab):
    lab.start().say(ASK)
    lab.on("main").put({SETTINGS: settings("stewards: [ana], trust: author")}, "ana")
    lab.on("pr").merge("main", "diego", {SETTINGS: settings()})
    seen = lab.guard()
    assert seen.exit == 1, seen.told


def test_settings_changed_by_an_unknown_author_where_stewards_are_named_are_an_error(lab):
    lab.start(policy=STEWARD).put(
        {SETTINGS: settings(STEWARD, "due-format: x\n".replace("due-format: x\n", "wip-limit: 3\n"))}, "stranger"
    )
    lab.stopped("PC407:e")


def test_where_every_steward_has_left_anybody_may_with_a_warning(lab):
    people = REGISTER.replace(ANA, ANA.replace("}", ", left: 2026-03-05}"))
    closed = promise(REQUEST, AGREE, act("cancel", "ana", "03T09", reason="other"), state="cancelled")
    lab.start(closed, policy=STEWARD, people=people).put({SETTINGS: settings("stewards: [eva]")}, "eva")
    lab.passes(may="PC407:w PC409:w")


def test_registers_read_from_another_folder_are_one_history(lab):
    books = {
        SETTINGS: settings(STEWARD, "ledgers: books\n"),
        "books/people.yaml": REGISTER.replace("ana@example.com", "x@example.com"),
        P.replace("ledgers", "books"): BEGUN,
        P: None,
        PEOPLE: None,
    }
    lab.start(policy=STEWARD).put(books, "diego")
    seen, later = lab.guard(), lab.audit()
    assert (seen.exit, later.exit) == (1, 1), (seen.told, later.told)


def test_a_register_that_is_away_for_a_commit_is_compared_across_it(lab):
    lab.start(policy=STEWARD).put({PEOPLE: None}, "diego")
    lab.put({PEOPLE: REGISTER.replace("ana@example.com", "x@example.com")}, "diego")
    seen, later = lab.guard(), lab.audit()
    assert (seen.exit, later.exit) == (1, 1), (seen.told, later.told)
