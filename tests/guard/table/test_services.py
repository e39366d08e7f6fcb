"""Standing agreements, and what a promise counts for."""

from __future__ import annotations

import pytest

from .lab import (
    AGREE,
    PEOPLE,
    REGISTER,
    REQUEST,
    SERVICES,
    promise,
    request,
)

DIEGO = "diego: {name: Diego, emails: [diego@example.com]}"
SERVICE = """\
services:
  lead:
    what: Answer the lead
    performer: diego
    within: 10d
    criteria: [called]
"""
STANDING = "    standing: {by: diego, at: 2026-03-01}\n"


# Services.


def test_a_standing_agreement_in_his_name_is_an_error(lab):
    lab.start(services=SERVICE).put({SERVICES: SERVICE + STANDING}, "ana")
    lab.stopped("PC407:e")


def test_his_own_standing_agreement_passes(lab):
    lab.start(services=SERVICE)
    lab.run("service agree lead --by diego", by="diego")
    lab.passes()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("within: 10d", "within: 1d"),
        ("[called]", "[called, sold]"),
        ("performer: diego", "performer: eva"),
        ("what: Answer", "what: Buy"),
    ],
    ids=["within", "criteria", "performer", "what"],
)
def test_terms_changed_under_a_standing_agreement_are_an_error(lab, old, new):
    lab.start(services=SERVICE + STANDING).edit(old, new, "ana", SERVICES)
    lab.stopped("PC407:e")


def test_its_performer_agrees_to_the_new_terms(lab):
    lab.start(services=SERVICE + STANDING).edit("within: 10d", "within: 1d", "ana", SERVICES)
    lab.run("service agree lead --by diego", by="diego")
    lab.passes(may="PC407:w")


def test_removing_the_standing_agreement_with_the_terms_passes(lab):
    lab.start(services=SERVICE + STANDING).put({SERVICES: SERVICE.replace("10d", "1d")}, "diego")
    lab.passes()


def test_what_a_service_aims_at_is_no_term_of_it(lab):
    lab.start(services=SERVICE + STANDING).put({SERVICES: SERVICE + "    target: 95%\n" + STANDING}, "ana")
    lab.passes()


# What a promise counts for.


MISS = promise(request(when_due="due: 2026-03-10"), AGREE, due="2026-03-10", more="tags: [critical]\nweight: 10\n")
TARGET = "targets: [{name: kept, where: 'tag:critical', metric: fulfilment, at-least: 95%, enforce: true}]\n"


@pytest.mark.parametrize(
    ("old", "new"), [("tags: [critical]\n", ""), ("weight: 10", "weight: 1")], ids=["tag", "weight"]
)
def test_what_a_miss_counts_for_is_told_when_it_changes(lab, old, new):
    lab.start(MISS, more=TARGET).edit(old, new)
    lab.passes(must="PC410:w")


def test_what_an_open_promise_counts_for_may_change_before_its_due(lab):
    lab.start(promise(REQUEST, AGREE, more="tags: [critical]\nweight: 10\n"), more=TARGET).edit(
        "weight: 10", "weight: 1"
    )
    lab.passes()


def test_a_tag_that_no_target_names_may_change(lab):
    lab.start(MISS.replace("[critical]", "[blue, critical]"), more=TARGET).edit("[blue, critical]", "[critical]")
    lab.passes(may="PC410:w")


def test_a_past_area_that_changes_is_told(lab):
    people = (
        REGISTER.replace(DIEGO, DIEGO.replace("}", ", area: {2026-01-01: claims}}"))
        + "areas:\n  claims: {name: Claims}\n  shop: {name: Shop}\n"
    )
    lab.start(people=people).edit("{2026-01-01: claims}", "{2026-01-01: shop}", "diego", PEOPLE)
    lab.passes(must="PC410:w")


def test_an_area_from_today_on_is_plain(lab):
    people = (
        REGISTER.replace(DIEGO, DIEGO.replace("}", ", area: {2026-01-01: claims}}"))
        + "areas:\n  claims: {name: Claims}\n  shop: {name: Shop}\n"
    )
    lab.start(people=people).edit("{2026-01-01: claims}", "{2026-01-01: claims, 2026-04-01: shop}", "diego", PEOPLE)
    lab.passes()


def test_an_id_that_begins_another_is_told(lab):
    short = promise(REQUEST.replace("02T", "19T"), id="clm-k7m2", state="requested")
    lab.start().put({"ledgers/claims/clm-k7m2.yaml": short}, "ana")
    lab.passes(guard="PC110:w")


def test_plain_numbers_may_begin_each_other(lab):
    one = promise(REQUEST.replace("02T", "19T"), id="gh-1", state="requested")
    ten = promise(REQUEST.replace("02T", "19T"), id="gh-10", state="requested")
    lab.start().put({"ledgers/claims/gh-1.yaml": one, "ledgers/claims/gh-10.yaml": ten}, "ana")
    lab.passes()
