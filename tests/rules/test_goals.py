"""Goals: wishes, too many at once, what nobody looks at, what is out of its band, expected handoffs; work in progress."""

import pytest
from scenery import assert_marked, codes_of, findings_of, instant

from promisectl.checking.examples import AGREE, example

GOALS = """\
# file: ledgers/objectives.yaml
objectives:
  fast-claims:
    text: Be the insurer people recommend
    owner: ana
    period: 2026-Q1
    key-results:
      kr-nps: {text: NPS, start: 16, target: 38}
    check-ins:
    - {kr: kr-nps, at: 2026-03-20, by: ana, value: %s}
"""
FIRST = "# file: ledgers/claims/clm-k7m2x9qd.yaml\n"
SECOND = "# file: ledgers/claims/clm-9xk4v0ab.yaml\n"
DONE = (
    "{act: deliver, by: diego, at: 2026-03-05T16:00:00Z, evidence: [report.pdf]}",
    "{act: accept, by: ana, at: 2026-03-06T10:00:00Z}",
)
OUTSIDE = (
    "{act: request, by: diego, for: ext:claim-88123, via: phone, at: 2026-03-02T09:10:00Z, "
    "terms: {what: Inspect the vehicle of claim 88123, performer: diego, due: 2026-04-20, "
    "criteria: [report with 8 photos]}}"
)


def outside(**more):
    return FIRST + example(AGREE, customer="ext:claim-88123", opening=OUTSIDE, **more)


@pytest.mark.parametrize(("value", "codes"), [(20, ["PC701"]), (30, []), (38, [])])
def test_only_what_is_in_red_is_a_wish(value, codes):
    assert codes_of(GOALS % value) == codes


def test_a_promise_that_is_closed_no_longer_serves():
    closed = FIRST + example(AGREE, *DONE, state="accepted", head="serves: [kr-nps]")
    assert codes_of(GOALS % 20 + closed) == ["PC701"]


def test_a_wish_says_how_much_is_done_of_what_was_expected():
    (wish,) = findings_of(GOALS % 20)
    assert str(wish.note) == "`kr-nps`: 18 % done of 100 % expected"


def test_goals_of_another_time_are_judged_no_more():
    assert codes_of(GOALS % 20, instant("2026-04-20")) == []
    assert codes_of(GOALS % 20, instant("2025-12-31")) == []


def test_a_period_that_has_just_begun_needs_no_check_in_yet():
    silent = (GOALS % 20).partition("    check-ins")[0]
    assert codes_of(silent, instant("2026-01-15")) == []
    assert codes_of(silent, instant("2026-01-16")) == ["PC703"]


def test_a_check_in_is_recent_for_fourteen_days():
    assert codes_of(GOALS % 38, instant("2026-03-20")) == []
    kpi = "# file: ledgers/objectives.yaml\nkpis:\n  fcr: {text: x, owner: ana, band: [1, 9], check-ins: [%s]}\n"
    said = "{at: 2026-03-01, value: 5}"
    assert codes_of(kpi % said, instant("2026-03-15")) == []
    assert codes_of(kpi % said, instant("2026-03-16")) == ["PC703"]
    assert codes_of(kpi % "") == ["PC703"]


def test_a_kpi_out_of_its_band_wants_an_open_promise_in_its_plan_or_one_that_serves_it():
    kpi = (
        "# file: ledgers/objectives.yaml\nkpis:\n"
        "  fcr: {text: x, owner: ana, band: [75, 100], plan: [%s], check-ins: [{at: 2026-03-30, value: 71}]}\n"
    )
    served = FIRST + example(AGREE, head="serves: [fcr]")
    other = FIRST + example(AGREE, head="serves: [fcr]").replace("serves: [fcr]", "tags: [x]")
    assert codes_of(kpi % "" + served) == []
    assert codes_of(kpi % "clm-k7m2x9qd" + other, select=["PC7"]) == []
    assert codes_of(kpi % "" + other, select=["PC7"]) == ["PC704"]


def test_each_thing_a_kpi_lacks_is_named_at_the_kpi():
    assert_marked(
        """\
# file: ledgers/objectives.yaml
kpis:
  fcr:  # <- PC705, PC705
    text: first contact resolution
    check-ins: [{at: 2026-03-30, value: 81}]
  calls:  # <- PC705
    text: calls a day
    owner: ana
    check-ins: [{at: 2026-03-30, value: 81}]
"""
    )


def test_the_fourth_objective_of_an_owner_is_found_by_whatever_handle_it_names_him():
    assert_marked(
        """\
# file: ledgers/objectives.yaml
objectives:
  a: {text: x, owner: diego, period: 2026-Q1}
  b: {text: x, owner: dsoto, period: 2026-Q1}
  c: {text: x, owner: ana, period: 2026-Q1}
  d: {text: x, owner: diego, period: 2026-Q1}
  e: {text: x, owner: dsoto, period: 2026-03}  # <- PC702
  f: {text: x, owner: diego, period: 2026-Q3}
"""
    )


def test_expected_handoffs_are_found_where_no_promise_was_ever_agreed():
    assert_marked(
        """\
# file: promisectl.yaml
format: 1
handoffs:
- [workshop, claims]
- [claims, workshop]  # <- PC706
# file: ledgers/people.yaml
people:
  ana: {name: Ana, area: claims}
  diego: {name: Diego, area: workshop}
areas:
  claims: {name: Claims}
  workshop: {name: Workshop}
"""
        + FIRST
        + example(AGREE, *DONE, state="accepted")
    )


def test_a_request_that_nobody_agreed_to_is_no_handoff():
    areas = (
        "# file: promisectl.yaml\nformat: 1\nhandoffs: [[workshop, claims]]\n# file: ledgers/people.yaml\n"
        "people:\n  ana: {name: Ana, area: claims}\n  diego: {name: Diego, area: workshop}\n"
        "areas: {claims: {name: Claims}, workshop: {name: Workshop}}\n"
    )
    assert codes_of(areas + FIRST + example(state="requested")) == ["PC706"]


def test_a_promise_to_an_outside_party_is_carried_by_what_it_needs_or_by_a_part_of_the_house():
    inside = SECOND + example(AGREE, id="clm-9xk4v0ab")
    part = SECOND + example(AGREE, id="clm-9xk4v0ab", head="part-of: clm-k7m2x9qd")
    assert codes_of(outside()) == ["PC609"]
    assert codes_of(outside(head="needs: [clm-9xk4v0ab]") + inside) == []
    assert codes_of(outside() + part) == []
    assert codes_of(outside() + inside) == ["PC609"]


def test_a_promise_of_another_outside_party_carries_nothing():
    more = SECOND + example(
        AGREE, id="clm-9xk4v0ab", customer="ext:garage", opening=OUTSIDE.replace("claim-88123", "garage")
    )
    assert codes_of(outside(head="needs: [clm-9xk4v0ab]") + more) == ["PC609", "PC609"]


def test_what_is_delivered_or_not_agreed_yet_needs_nobody_inside():
    delivered = "{act: deliver, by: diego, at: 2026-03-28T16:00:00Z, evidence: [report.pdf]}"
    asked = FIRST + example(customer="ext:claim-88123", opening=OUTSIDE, state="requested")
    done = FIRST + example(AGREE, delivered, customer="ext:claim-88123", opening=OUTSIDE, state="delivered")
    assert codes_of(asked) == []
    assert codes_of(done) == []


def test_work_in_progress_is_what_is_agreed_and_not_delivered():
    limit = "# file: promisectl.yaml\nformat: 1\nwip-limit: 1\n"
    other = {
        "requested": SECOND + example(id="clm-9xk4v0ab", state="requested"),
        "promised": SECOND + example(AGREE, id="clm-9xk4v0ab"),
        "delivered": SECOND + example(AGREE, DONE[0], id="clm-9xk4v0ab", state="delivered"),
    }
    for state, text in other.items():
        codes = codes_of(limit + FIRST + example(AGREE) + text, select=["PC610"])
        assert codes == (["PC610"] if state == "promised" else []), state
