"""PC105–PC110: names across files."""

import pytest
from scenery import assert_marked, codes_of, files_of, findings_of, scene_of

from promisectl.app.check.rules import run_rules
from promisectl.checking.context import RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.rules.pc107_unknown_reference import guessed

NAMES = """\
# file: promisectl.yaml
format: 1
reasons: {strike: Strike}
calendars: {cl: {country: CL}}
default-calendar: cll  # <- PC107
handoffs:
- [claims, sales]  # <- PC107
policy:
  stewards:
  - anna  # <- PC107
# file: ledgers/people.yaml
people:
  ana: {area: claims}
  diego:
    area:
      2024-01-01: gone
      2025-01-01: workshop  # <- PC107
  eva: {area: claims, formerly: [elara]}
  bot:
    kind: agent
    answers-to: digo  # <- PC107
areas:
  claims:
    leads:
    - zoe  # <- PC107
# file: ledgers/services.yaml
services:
  inspection:
    what: x
    performer: dieggo  # <- PC107
    calendar: cll  # <- PC107
    pause-on:
    - customer-input
    - customer-imput  # <- PC107
    serves:
    - kr-npss  # <- PC107
    standing:
      by: digo  # <- PC107
      at: 2026-01-01
# file: ledgers/objectives.yaml
objectives:
  fast-claims:
    text: Be the insurer people recommend
    owner: ana
    period: 2026-Q2
    key-results:
      kr-nps: {text: NPS, start: 16, target: 38}
      kr-1h:
        text: answer within an hour
        owner: digo  # <- PC107
        target: 100
        kind: keep
    check-ins:
    - {kr: kr-nps, at: 2026-03-30, by: ana, value: 20}
    - kr: kr-npss  # <- PC107
      at: 2026-03-30
      by: ana
      value: 20
    - kr: kr-calls  # <- PC107
      at: 2026-03-30
      by: eve  # <- PC107
      value: 20
  calm-days:
    text: Close the day without leftovers
    owner: anna  # <- PC107
    period: 2026-Q2
    parent: fast-claim  # <- PC107
    key-results:
      kr-calls: {text: calls, start: 9, target: 3}
kpis:
  fcr:
    text: first contact resolution
    owner: ext:call-centre
    plan:
    - clm-bbbb
    - clm-gone  # <- PC107
    check-ins:
    - {at: 2026-03-30, value: 71}
    - at: 2026-03-31
      by: evva  # <- PC107
      value: 72
# file: ledgers/claims/clm-aaaa.yaml
id: clm-aaaa
what: Inspect the vehicle
customer: ana
performer: dieggo
due: 2026-04-20
criteria: [report]
serves:
- kr-nps
- fast-claims
- kr-npss  # <- PC107
needs:
- clm-bbbb
- clm-bbbc  # <- PC107
- id: clm-cccc  # <- PC107
  lead: 2d
part-of: clm-nope  # <- PC107
follows: clm-bbbb
reopens: clm-bbbb
service: inspektion  # <- PC107
state: promised
history:
- act: request
  by: ana
  at: 2026-03-02T09:10:00Z
  terms:
    what: Inspect the vehicle
    performer: dieggo  # <- PC107
    due: 2026-04-20
    criteria: [report]
- act: agree
  by: dieggo
  at: 2026-03-02T10:10:00Z
- act: note
  by: elara
  for: ext:case-1
  via: phone
  reason: strike
  at: 2026-03-02T11:10:00Z
- act: warn
  by: dieggo
  reason: suplier  # <- PC107
  at: 2026-03-03T11:10:00Z
- act: renegotiate
  by: dieggo
  reason: supplier
  at: 2026-03-03T11:11:00Z
  terms: {due: 2026-04-22}
# file: ledgers/claims/clm-bbbb.yaml
id: clm-bbbb
what: A draft
performer: dieggo  # <- PC107
calendar: cl
pause-on:
- supplier
- weather  # <- PC107
"""


def test_a_name_that_leads_nowhere_is_found_once_per_promise():
    assert_marked(NAMES, select=["PC1"])


def test_the_help_proposes_the_name_that_was_meant():
    helps = [str(finding.help) for finding in findings_of(NAMES, select=["PC107"])]
    assert any("`diego`" in text for text in helps)
    assert any("`inspection`" in text for text in helps)
    assert any("`supplier`" in text for text in helps)
    assert "did you mean `fast-claims`?" in helps
    assert "did you mean `kr-nps`?" in helps
    assert "move the check-in to the objective `calm-days`" in helps


def test_among_very_many_names_nothing_is_guessed():
    assert guessed("clm-00001", [f"clm-{number:05}" for number in range(5001)]) is None


def test_serves_is_free_where_there_are_no_objectives():
    assert codes_of(example(AGREE, head="serves: [anything]")) == []


def test_an_area_is_free_where_none_is_registered():
    people = "# file: ledgers/people.yaml\npeople: {ana: {area: claims}, diego: {area: workshop}}\n"
    assert codes_of(people + "# file: ledgers/claims/a-b.yaml\n" + example(AGREE, id="a-b")) == []


def test_packed_and_unreadable_promises_are_known():
    context = scene_of(files_of(example(AGREE, head="needs: [clm-pack, clm-bad]")))
    options = {"packed": frozenset({"clm-pack"}), "unread": frozenset({"clm-bad"})}
    other = RuleContext(
        context.as_of,
        context.law,
        context.settings,
        context.people,
        context.records,
        **options,
    )
    assert [finding.code for finding in run_rules(context)] == ["PC107", "PC107"]
    assert run_rules(other) == []


def test_an_unknown_speaker_is_not_also_a_wrong_one():
    text = example("{act: agree, by: dieggo, at: 2026-03-02T11:40:00Z}")
    assert codes_of(text) == ["PC107"]
    assert codes_of(text, ignore=["PC107"]) == ["PC204"]


def test_a_loose_copy_of_a_packed_promise_is_a_duplicate():
    context = scene_of(files_of(example(AGREE)))
    packed = frozenset({"clm-k7m2x9qd"})
    other = RuleContext(
        context.as_of,
        context.law,
        context.settings,
        context.people,
        context.records,
        packed=packed,
    )
    assert [finding.code for finding in run_rules(other)] == ["PC105"]


def test_of_two_promises_with_one_id_the_first_is_judged():
    late = example(AGREE, due="2026-03-20")
    text = f"# file: ledgers/a/clm-k7m2x9qd.yaml\n{late}# file: ledgers/b/clm-k7m2x9qd.yaml\n{late}"
    assert_marked(
        text.replace("due: 2026-03-20\n", "due: 2026-03-20  # <- PC301\n", 1).replace(
            "b/clm-k7m2x9qd.yaml\nid: clm-k7m2x9qd", "b/clm-k7m2x9qd.yaml\nid: clm-k7m2x9qd # <- PC105"
        )
    )


@pytest.mark.parametrize(
    "line, code",
    [
        ("check: {select: [PC9]}", "PC108"),
        ("check: {ignore: [PX1]}", "PC108"),
        ("policy: {acts: {acept: signed}}", "PC108"),
        ("policy: {acts: {accept: signed}}", None),
        ("queries: {mine: 'performer:'}", "PC108"),
        ("queries: {mine: 'performer:me'}", None),
        ("targets: [{name: a, metric: fulfilled, at-least: 5%}]", "PC108"),
        ("targets: [{name: a, metric: KFP, where: 'colour:red', at-least: 5%}]", "PC108"),
        ("targets: [{name: a, metric: KFP, where: '@mine', at-least: 5%}]", "PC108"),
        ("targets: [{name: a, metric: KFP, where: 'tag:x', at-least: 5%}]", None),
        ("check: {select: [PC1, PC2, PC301]}", None),
    ],
)
def test_settings_name_codes_and_acts_that_exist(line, code):
    found = codes_of(f"# file: promisectl.yaml\nformat: 1\n{line}\n", select=["PC1"])
    assert found == ([code] if code else [])


def test_handles_that_look_alike_collide_former_ones_too():
    assert_marked(
        """\
# file: ledgers/people.yaml
people:
  ana-rios: {}
  anarios: {}  # <- PC110
  eva: {formerly: [e.va]}
  zoe:
    formerly:
    - e-v-a  # <- PC110
"""
    )
