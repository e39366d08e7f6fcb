"""PC3: what the clock says of open promises."""

import pytest
from scenery import assert_marked, codes_of, findings_of, instant

from promisectl.checking.examples import AGREE, example
from promisectl.model.finding import Severity

LATE = """\
# file: promisectl.yaml
format: 1
timezone: America/Santiago
check: {overdue-grace: %s}
# file: ledgers/claims/clm-k7m2x9qd.yaml
"""


def test_overdue_begins_after_the_end_of_the_day_in_the_workspaces_zone():
    text = LATE % "0d" + example(AGREE, due="2026-03-30")
    assert codes_of(text, instant("2026-03-30"), select=["PC301"]) == []
    assert codes_of(text, instant("2026-03-31"), select=["PC301"]) == ["PC301"]


def test_grace_gives_days_by_the_calendar():
    text = LATE % "2d" + example(AGREE, due="2026-03-29")
    assert codes_of(text, instant("2026-03-31"), select=["PC301"]) == []
    assert codes_of(text, instant("2026-04-01"), select=["PC301"]) == ["PC301"]


def test_overdue_marks_the_due_of_the_head_and_names_the_command():
    assert_marked(example(AGREE, due="2026-03-24").replace("due: 2026-03-24\n", "due: 2026-03-24  # <- PC301\n", 1))
    (finding,) = findings_of(example(AGREE, due="2026-03-24"))
    assert str(finding.note) == "diego owes it to ana since 2026-03-24; days late: 7"
    assert "promisectl deliver clm-k7m2x9qd" in str(finding.help)


def test_a_pause_and_an_unanswered_request_are_not_overdue():
    asked = example(state="requested", due="2026-03-24")
    assert codes_of(asked) == []


@pytest.mark.parametrize("due, codes", [("2026-03-31", ["PC302"]), ("2026-04-03", ["PC302"]), ("2026-04-04", [])])
def test_due_soon_is_three_days_ahead_by_default(due, codes):
    assert codes_of(example(AGREE, due=due)) == codes


def test_due_soon_is_information_unless_the_settings_say_more():
    text = example(AGREE, due="2026-04-02")
    assert [f.severity for f in findings_of(text)] == [Severity.INFO]
    settings = "# file: promisectl.yaml\nformat: 1\ncheck: {severity: {PC302: %s, PC3: error}, due-soon: 3d}\n"
    rest = "# file: ledgers/claims/clm-k7m2x9qd.yaml\n" + text
    assert [f.severity for f in findings_of(settings % "warning" + rest)] == [Severity.WARNING]
    assert findings_of(settings % "off" + rest) == []


def test_the_reply_by_of_the_last_question_is_marked():
    assert_marked(
        """\
id: clm-k7m2x9qd
what: x
customer: ana
performer: diego
due: 2026-04-24
criteria: [y]
state: offered
history:
- act: request
  by: ana
  at: 2026-03-02T09:10:00Z
  reply-by: 2026-03-04
  terms: {what: x, performer: diego, due: 2026-04-20, criteria: [y]}
- act: counter
  by: diego
  at: 2026-03-03T09:10:00Z
  reply-by: 2026-03-06  # <- PC303
  terms: {due: 2026-04-24}
"""
    )


def test_the_last_delivery_waits_for_a_verdict_after_seven_days():
    delivered = "{act: deliver, by: diego, at: 2026-03-24T16:00:00Z, evidence: [a]}"
    text = example(AGREE, delivered, state="delivered")
    assert codes_of(text, instant("2026-03-31")) == []
    marked = text.replace(delivered, delivered + "  # <- PC304")
    assert_marked(marked, instant("2026-04-01"))


WARNED = "{act: warn, by: diego, at: 2026-03-20T09:00:00Z, reason: supplier}"


def test_a_warning_stands_until_something_answers_it():
    assert_marked(example(AGREE, WARNED + "  # <- PC306"))
    assert codes_of(example(AGREE, WARNED, "{act: warn, by: diego, at: 2026-03-21, clear: true}")) == []


def test_a_declined_proposal_leaves_the_warning_standing():
    proposed = "{act: renegotiate, by: diego, at: 2026-03-21, reason: supplier, terms: {due: 2026-04-24}}"
    declined = "{act: decline, by: ana, at: 2026-03-22}"
    assert codes_of(example(AGREE, WARNED, proposed, declined)) == ["PC306"]


def test_acts_later_than_the_as_of_are_not_judged_for_time():
    delivered = "{act: deliver, by: diego, at: 2026-03-29T16:00:00Z, evidence: [a]}"
    text = example(AGREE, delivered, due="2026-03-24", state="delivered")
    scene_now = instant("2026-03-31")
    assert codes_of(text, scene_now) == []


def _needing(**promises):
    return "".join(
        f"# file: ledgers/claims/clm-{name}.yaml\n" + example(*acts, id=f"clm-{name}", due=due, head=head)
        for name, (due, head, *acts) in promises.items()
    )


def test_a_threat_is_marked_at_the_need_that_causes_it():
    text = _needing(
        a=("2026-04-20", "needs:\n- clm-d\n- id: clm-b  # <- PC305", AGREE),
        b=("2026-04-19", "needs: [clm-c]  # <- PC305", AGREE),
        c=("2026-04-10", "", AGREE, WARNED.replace("supplier", "supplier, forecast: 2026-04-25") + "  # <- PC306"),
        d=("2026-04-19", "", AGREE),
    )
    assert_marked(text)
    notes = [str(f.note) for f in findings_of(text, select=["PC305"])]
    assert notes[0] == "expected 2026-04-25, due 2026-04-20: clm-a -> clm-b -> clm-c"


KEPT = (
    AGREE,
    "{act: deliver, by: diego, at: 2026-03-05T16:00:00Z, evidence: [a]}",
    "{act: accept, by: ana, at: 2026-03-06T10:00:00Z}",
)
BROKEN = (AGREE, "{act: revoke, by: diego, at: 2026-03-05T16:00:00Z, reason: capacity}")
TARGETS = """\
# file: promisectl.yaml
format: 1
targets:
- name: all
  metric: FR
  at-least: 50%
- name: enforced
  metric: fulfilment
  at-least: 50.1%  # <- PC308
  enforce: true
- name: none such
  metric: fulfilment
  where: tag:nothing
  at-least: 100%
- name: claims
  metric: otif
  where: ledger:claims
  at-least: 100%
"""
TWO = "".join(
    f"# file: ledgers/claims/clm-{state}.yaml\n" + example(*acts, id=f"clm-{state}", state=state)
    for state, acts in (("accepted", KEPT), ("revoked", BROKEN))
)


def test_a_target_is_missed_below_its_share_and_an_error_where_enforced():
    assert_marked(TARGETS + TWO)
    (finding,) = findings_of(TARGETS + TWO)
    assert finding.severity is Severity.ERROR
    assert str(finding.note) == "enforced: fulfilment 1 of 2, wanted 50.1 %"
    (finding,) = findings_of(TARGETS.replace("enforce: true", "enforce: false") + TWO)
    assert finding.severity is Severity.WARNING
