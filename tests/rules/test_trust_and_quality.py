"""PC5 and PC6: who recorded whose words, and what makes a good promise."""

import pytest
from scenery import assert_marked, codes_of, files_of, findings_of, scene_of

from promisectl.app.check.rules import run_rules
from promisectl.checking.examples import AGREE, example
from promisectl.rules.pc605_vague_words import vague_words
from promisectl.rules.pc606_missing_unit import bare_numbers


def test_words_of_others_need_a_place_and_the_right_recorder():
    assert_marked(
        """\
id: clm-k7m2x9qd
what: x
customer: ext:case-1
performer: diego
due: 2026-04-24
criteria: [y]
state: accepted
history:
- act: request
  by: ana
  for: ext:case-1  # <- PC601
  at: 2026-03-02T09:10:00Z
  terms: {what: x, performer: diego, due: 2026-04-24, criteria: [y]}
- act: agree
  by: ana
  for: diego  # <- PC505
  at: 2026-03-02T10:10:00Z
- act: deliver
  by: bot
  for: diego
  via: workshop system
  at: 2026-03-03T10:10:00Z
  evidence: [z]
- act: note
  by: dsoto
  for: diego
  at: 2026-03-03T10:11:00Z
- act: accept
  by: bot  # <- PC506
  for: ext:case-1
  via: portal
  at: 2026-03-04T10:10:00Z
"""
    )


def test_a_performer_who_records_the_release_gains_by_it():
    text = example(
        AGREE, "{act: cancel, by: dsoto, for: ana, via: call, at: 2026-03-04, reason: other}", state="cancelled"
    )
    assert codes_of(text) == ["PC503"]


def test_a_performer_who_took_the_customers_role_gives_no_verdict_alone():
    text = example(
        AGREE,
        "{act: renegotiate, by: diego, at: 2026-03-04, terms: {customer: diego}, reason: other}",
        "{act: agree, by: ana, at: 2026-03-05}",
        "{act: cancel, by: diego, at: 2026-03-06, reason: other}",
        state="cancelled",
    ).replace("customer: ana", "customer: diego", 1)
    (finding,) = [one for one in findings_of(text) if one.code == "PC503"]
    assert str(finding.note) == "diego gave the `cancel` alone: the role of ana had passed to the performer"


def test_an_agreement_in_the_room_is_not_too_fast():
    assert codes_of(example("{act: agree, by: ana, for: diego, via: stand-up, at: 2026-03-02T09:10:00Z}")) == []


def test_days_without_a_time_are_not_called_fast():
    text = example("{act: agree, by: diego, at: 2026-03-02}").replace("2026-03-02T09:10:00Z", "2026-03-02")
    assert codes_of(text) == []


def test_quality_of_the_terms_is_judged_while_the_promise_is_open():
    closed = "{act: decline, by: diego, at: 2026-03-03}"
    assert codes_of(example(closed, what="improve it asap", criteria=None, state="declined")) == []
    assert codes_of(example(what="improve it asap", criteria=None, state="requested")) == ["PC604", "PC605"]


def test_a_waiver_is_reported_where_it_stands():
    assert_marked(
        """\
id: clm-k7m2x9qd
what: x
customer: ana
performer: diego
due: 2026-04-24
criteria: []  # <- PC604
state: requested
history:
- act: request
  by: ana
  at: 2026-03-02
  terms: {what: x, performer: diego, due: 2026-04-24, criteria: []}
"""
    )


def test_each_vague_text_is_marked_once():
    assert_marked(
        """\
id: clm-k7m2x9qd
what: Mejorar la atención lo antes posible  # <- PC605
customer: ana
performer: diego
due: 2026-04-24
criteria:
- first answer within 24  # <- PC606
- answers in 2 hours
- quick and ASAP  # <- PC605
state: requested
history:
- act: request
  by: ana
  at: 2026-03-02
  terms:
    what: Mejorar la atención lo antes posible
    performer: diego
    due: 2026-04-24
    criteria: [first answer within 24, answers in 2 hours, quick and ASAP]
"""
    )


@pytest.mark.parametrize(
    "text, words",
    [
        ("Deliver ASAP", ["ASAP"]),
        ("lo ANTES posible", ["lo ANTES posible"]),
        ("según corresponda", ["según corresponda"]),
        ("segun corresponda", ["segun corresponda"]),
        ("improve the onboarding", ["improve"]),
        ("improve the answer time to 2 hours", []),
        ("mejorar el NPS de 16 a 38", []),
        ("improvement plan signed", []),
        ("the soonest date", []),
        ("sooner-or-later", []),
        ("photos, etc.", ["etc"]),
        ("reporte con 8 fotos", []),
        ("İ asap", ["asap"]),
    ],
)
def test_vague_words_are_whole_words(text, words):
    assert vague_words(text) == words


@pytest.mark.parametrize(
    "text, numbers",
    [
        ("answer within 24", ["24"]),
        ("answer within 24.", ["24"]),
        ("answer within 24 hours", []),
        ("latency < 200", ["200"]),
        ("latency <200ms", []),
        ("latency ≤ 200 ms", []),
        ("at least 95", ["95"]),
        ("at least 95%", []),
        ("at least 95 %", []),
        ("al menos 5 y firmado", ["5"]),
        ("al menos 5 fotos", []),
        ("como máximo de 3,5", ["3,5"]),
        ("under $500", []),
        ("up to 2027", []),
        ("report with 8 photos", []),
        ("migrate to 3.12", []),
        ("version 2", []),
        ("within 2.5.1", []),
        ("hasta 2026-03-06", []),
        ("over 10:30", []),
        ("over 3/4", []),
    ],
)
def test_a_limit_without_a_unit_is_a_bare_number(text, numbers):
    assert bare_numbers(text) == numbers


def test_a_bare_number_is_no_code_for_people():
    assert codes_of(example(criteria="[first answer within 24]", state="requested")) == ["PC606"]


def test_redacted_texts_are_not_judged():
    hidden = "{redacted: {by: ana, at: 2026-03-03T10:00:00Z, sha256: abc}}"
    assert codes_of(example(what=hidden, state="requested")) == []


def test_each_open_part_of_a_delivered_whole_is_named_in_one_finding():
    whole = example(AGREE, "{act: accept, by: ana, at: 2026-03-30, delivered-on: 2026-03-29}", state="accepted")
    parts = "".join(
        f"# file: ledgers/claims/clm-{name}.yaml\n" + example(AGREE, id=f"clm-{name}", head="part-of: clm-k7m2x9qd")
        for name in ("p1", "p2")
    )
    findings = findings_of("# file: ledgers/claims/clm-k7m2x9qd.yaml\n" + whole + parts)
    assert [(f.code, f.promise, str(f.note)) for f in findings] == [
        ("PC611", "clm-k7m2x9qd", "still open: clm-p1, clm-p2")
    ]


def test_only_some_promises_may_be_judged():
    text = "".join(
        f"# file: ledgers/claims/clm-{name}.yaml\n" + example(AGREE, id=f"clm-{name}", criteria=None) for name in "ab"
    )
    context = scene_of(files_of(text))
    assert [finding.promise for finding in run_rules(context, [context.by_id["clm-b"]])] == ["clm-b"]
    assert run_rules(context, select=["PC3"]) == []
    assert run_rules(context, ignore=["PC60"]) == []
