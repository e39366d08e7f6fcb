"""PC2: the law's refusals, the balance of head and history, cycles."""

from dataclasses import replace
from datetime import date

from scenery import assert_marked, codes_of, files_of, findings_of, instant, scene_of

from promisectl.app.check.rules import run_rules
from promisectl.checking.context import read_record
from promisectl.checking.examples import AGREE, example
from promisectl.model.circles import circles
from promisectl.model.place import Spot

REFUSED = """\
# file: ledgers/claims/clm-aaaa.yaml
id: clm-aaaa
what: x
customer: ana
performer: diego
due: 2026-03-06
state: accepted
history:
- act: request
  by: ana
  at: 2026-03-02T09:10:00Z
  terms: {what: x, performer: diego, due: 2026-03-06}
- act: agree
  by: ana
  for: eva  # <- PC204
  via: phone
  at: 2026-03-03T09:10:00Z
- act: agree
  by: ana
  at: 2026-03-02T09:10:00Z
"""


def test_the_first_refused_act_is_reported_and_nothing_after_it():
    assert_marked(REFUSED)


def test_a_refusal_that_names_a_missing_key_points_to_the_act():
    assert_marked(
        """\
# file: ledgers/claims/clm-aaaa.yaml
id: clm-aaaa
what: x
customer: ana
performer: diego
due: 2026-03-06
state: revoked
history:
- act: request
  by: ana
  at: 2026-03-02T09:10:00Z
  terms: {what: x, performer: diego, due: 2026-03-06}
- {act: agree, by: diego, at: 2026-03-02T11:40:00Z}
- act: pause  # <- PC201
  by: ana
  at: 2026-03-03T09:10:00Z
  reason: data
"""
    )


def test_every_law_finding_ends_in_an_action():
    (finding,) = findings_of(example(AGREE, "{act: reject, by: ana, at: 2026-03-06T10:00:00Z}"))
    assert finding.code == "PC201"
    assert "cancel" in str(finding.help)


def test_what_the_law_refuses_is_judged_no_further():
    text = example(AGREE, "{act: pause, by: ana, at: 2026-03-03T09:10:00Z, reason: data}", due="2026-03-10")
    assert codes_of(text) == ["PC201"]


UNBALANCED = """\
id: clm-k7m2x9qd
what: Inspect the vehicle
customer: ana
performer: diego
due: 2026-04-24  # <- PC205
within: 2d
criteria: [report]
state: requested
history:
- act: request
  by: ana
  at: 2026-03-02T09:10:00Z
  terms: {what: Inspect the vehicle, performer: diego, due: 2026-04-20, criteria: [report, "photos: 8"]}
- {act: agree, by: diego, at: 2026-03-02T11:40:00Z}
"""


def test_an_unbalanced_head_is_one_finding_with_the_balanced_lines():
    assert_marked(
        UNBALANCED.replace("due: 2026-04-24  # <- PC205", "due: 2026-04-24").replace(
            "state: requested", "state: requested  # <- PC205"
        )
    )
    (finding,) = findings_of(UNBALANCED)
    assert finding.paste == 'due: 2026-04-20\ncriteria:\n- report\n- "photos: 8"\nstate: promised'
    assert "`within: –`" in str(finding.note)
    assert str(finding.help).endswith("`promisectl rebalance clm-k7m2x9qd`")


def test_a_head_that_lacks_a_term_is_reported_at_its_state():
    text = example(AGREE).replace("due: 2026-04-20\n", "", 1).replace("state: promised", "state: promised  # <- PC205")
    assert_marked(text)


def test_balance_is_judged_over_the_whole_history_whatever_the_as_of():
    proposed = "{act: renegotiate, by: diego, at: 2026-03-20, terms: {due: 2026-04-24}, reason: supplier}"
    agreed = "{act: agree, by: ana, at: 2026-03-21}"
    text = example(AGREE, proposed, agreed, due="2026-04-24", opened_due="2026-04-20")
    context = scene_of(files_of(text))
    early = read_record(context.records[0].promise, context.law, instant("2026-03-10"))
    assert early.standing.current_due == date(2026, 4, 20)
    assert early.final.current_due == date(2026, 4, 24)
    assert run_rules(replace(context, as_of=instant("2026-03-10"), records=(early,)), select=["PC2"]) == []


def _linked(**links):
    return "".join(
        f"# file: ledgers/claims/clm-{name}.yaml\n{example(AGREE, id=f'clm-{name}', head=head)}"
        for name, head in links.items()
    )


def test_each_knot_is_reported_once_at_its_first_id():
    text = _linked(
        a="needs: [clm-b]  # <- PC206",
        b="needs: [{id: clm-c, lead: 2d}]",
        c="needs: [clm-a]",
        d="needs: [clm-a, clm-d]  # <- PC206",
        e="needs: [clm-d]",
    )
    assert_marked(text, select=["PC2"])
    assert [str(f.note) for f in findings_of(text, select=["PC206"])] == [
        "one circle: clm-a -> clm-b -> clm-c -> clm-a",
        "one circle: clm-d -> clm-d",
    ]


def test_a_part_that_needs_its_whole_is_a_circle():
    assert_marked(_linked(a="needs: [clm-b]  # <- PC206\npart-of: clm-b", b="tags: [whole]"), select=["PC2"])


def test_a_whole_may_need_its_own_part():
    assert_marked(_linked(a="needs: [clm-b]", b="part-of: clm-a"), select=["PC2"])


def test_a_long_chain_is_no_cycle_and_needs_no_recursion():
    spot = Spot("x")
    chain = {f"clm-{n}": {f"clm-{n + 1}": spot} for n in range(5000)}
    assert circles(chain) == []
    assert len(circles(chain | {"clm-5000": {"clm-0": spot}})) == 1


def test_a_due_that_a_clock_stored_before_the_opening_is_backdated():
    assert_marked(
        """\
id: clm-k7m2x9qd
what: x
customer: ana
performer: diego
due: 2026-03-01
criteria: [y]
state: delivered
history:
- act: offer
  by: diego
  at: 2026-03-02
  terms:
    what: x
    customer: ana
    due: 2026-03-01  # <- PC208
    criteria: [y]
- {act: agree, by: ana, at: 2026-03-03}
- {act: deliver, by: diego, at: 2026-03-30, evidence: [z]}
"""
    )


FUTURE = example("{act: agree, by: diego, at: 2026-04-02T11:40:00Z}", "{act: note, by: ana, at: 2026-04-03, note: x}")


def test_the_first_act_that_has_not_come_yet_is_found_and_the_history_is_read_all_the_same():
    (finding,) = [one for one in findings_of(FUTURE) if one.code == "PC203"]
    assert str(finding.note) == "this act says 2026-04-02 11:40:00+00:00, which has not come yet"
    (record,) = scene_of(files_of(FUTURE)).records
    assert record.refusal is None


STEWARD = """\
# file: promisectl.yaml
format: 1
policy: {stewards: [eva]}
# file: ledgers/people.yaml
people:
  ana: {name: Ana Ríos}
  diego: {name: Diego Soto, left: 2026-03-05}
  eva: {name: Eva Lara}
# file: ledgers/claims/clm-k7m2x9qd.yaml
"""
FOR_DIEGO = "{act: revoke, by: %s, for: diego, via: handover, at: %s, reason: left}"


def test_words_for_a_leaver_by_anybody_but_a_steward_are_found_where_stewards_are_named():
    by_ana = STEWARD + example(AGREE, FOR_DIEGO % ("ana", "2026-03-06"), state="revoked")
    (finding,) = findings_of(by_ana)
    assert (finding.code, str(finding.note)) == ("PC204", "diego has left; only a steward speaks in that place")
    assert findings_of(by_ana.replace("policy: {stewards: [eva]}\n", "")) == []
    assert findings_of(STEWARD + example(AGREE, FOR_DIEGO % ("eva", "2026-03-06"), state="revoked")) == []
    assert findings_of(STEWARD + example(AGREE, FOR_DIEGO % ("ana", "2026-03-04"), state="revoked")) == []


def test_a_policy_on_criteria_asks_nothing_of_older_openings():
    strict = "# file: promisectl.yaml\nformat: 1\npolicy: {criteria: required}\n"
    text = strict + "# file: ledgers/claims/clm-k7m2x9qd.yaml\n" + example(AGREE, criteria=None)
    assert {one.code for one in findings_of(text)} == {"PC604"}
