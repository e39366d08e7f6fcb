"""Redaction: a text goes from every place of a promise, a salted hash stays, and everything else holds as before."""

import hashlib
import re

import jsonschema
import pytest

from promisectl.app.schema.all import schema

from .test_terminal import Terminal

HANDWRITTEN = """\
id: clm-hand2345  # a promise somebody wrote by hand
what: >-
  Inspect the vehicle of
  Rosa Lara, who is ill
customer: ana
performer: diego
due: 2026-03-09
criteria:
- "Rosa signs the report"   # she must
- photos
condition: {text: 'Rosa''s report is complete', by: 2026-03-20}
state: promised
notes: call Rosa
history:
- act: request
  by: ana
  at: 2026-03-02T09:00:00-03:00
  terms:
    what: Inspect the vehicle of Rosa Lara, who is ill
    performer: diego
    due: 2026-03-06
    criteria: ["Rosa signs the report", photos]
    condition:
      text: Rosa's report is complete
      by: 2026-03-20
  why: |
    Rosa had an accident
    on Monday
- act: agree
  by: diego
  at: 2026-03-02T10:00:00-03:00
  understood: Rosa Lara
- {act: activate, by: ana, at: "2026-03-02T11:00:00-03:00", evidence: [Rosa's letter, "form 7"], note: as said}
- act: renegotiate
  by: diego
  at: 2026-03-03T10:00:00-03:00
  terms: {due: 2026-03-09, criteria: [Rosa signs the report, photos]}
  reason: supplier
- act: agree
  by: ana
  at: 2026-03-03T11:00:00-03:00
  terms: {due: 2026-03-09, criteria: [Rosa signs the report, photos]}
- act: deliver
  by: diego
  at: 2026-03-04T10:00:00-03:00
  evidence: [report 12]
- act: reject
  by: ana
  at: 2026-03-05T10:00:00-03:00
  unmet: [Rosa signs the report]
"""
NAME = "clm-hand2345"
NOW = "2026-03-06T09:00:00-03:00"


CLOSED = (
    HANDWRITTEN.replace("state: promised", "state: cancelled")
    + """\
- {act: cancel, by: ana, at: 2026-03-05T11:00:00-03:00, reason: customer-change}
"""
)
STEWARDS = "policy: {stewards: [ana]}\n"


@pytest.fixture
def hand(run):
    """A closed promise; Ana is a steward."""
    run.write("promisectl.yaml", run.read("promisectl.yaml") + STEWARDS)
    run.write(f"ledgers/claims/{NAME}.yaml", CLOSED)
    run.now = NOW
    assert run("check --select PC1,PC2").lines[-1].startswith("no findings")
    return run


def redacted(text):
    found = re.search(r"\{redacted: \{by: ana, at: 2026-03-06T09:00:00-03:00, sha256: \"?([0-9a-f]{64})\"?\}\}", text)
    return found and found[0]


FIELDS = [
    ("1", "what", "Inspect the vehicle of Rosa Lara, who is ill", 2),
    ("head", "what", "Inspect the vehicle of Rosa Lara, who is ill", 2),
    ("1", "terms.criteria.1", "Rosa signs the report", 5),
    ("head", "criteria.1", "Rosa signs the report", 5),
    ("4", "criteria.1", "Rosa signs the report", 5),
    ("7", "unmet", "Rosa signs the report", 5),
    ("7", "unmet.1", "Rosa signs the report", 5),
    ("1", "condition.text", "Rosa's report is complete", 2),
    ("head", "condition.text", "Rosa's report is complete", 2),
    ("1", "why", "Rosa had an accident\non Monday\n", 1),
    ("2", "understood", "Rosa Lara", 1),
    ("3", "evidence.1", "Rosa's letter", 1),
    ("3", "note", "as said", 1),
]


@pytest.mark.parametrize(("act", "field", "text", "places"), FIELDS)
def test_a_text_goes_from_every_place_and_nothing_else_changes(hand, act, field, text, places):
    told = hand(["redact", "hand", act, field, "--format", "json"]).json
    jsonschema.validate(told, schema("redact"))
    assert (told["promise"], told["places"]) == (NAME, places)
    after = hand.promise(NAME)
    mark = redacted(after)
    assert after.count(mark) == places
    assert hashlib.sha256(bytes.fromhex(told["salt"]) + text.encode()).hexdigest() == told["sha256"]
    assert told["sha256"] in mark
    assert told["salt"] not in after
    assert hand("check --select PC1,PC2").lines[-1].startswith("no findings")
    assert "# a promise somebody wrote by hand" in after
    assert "# she must" in after
    kept = [line for line in after.split("\n") if mark not in line]
    assert all(line in CLOSED.split("\n") for line in kept)
    assert len(kept) >= len(CLOSED.split("\n")) - places - 2


def test_words_in_force_stay_and_go_once_neutral_ones_are_agreed_and_the_conversation_goes_on(hand):
    hand.write(f"ledgers/claims/{NAME}.yaml", HANDWRITTEN)
    for act, field, *_ in FIELDS[:9]:
        said = hand(["redact", "hand", act, field], code=1).err
        assert "these words are in force, and the promise is open" in said
        assert "renegotiate to neutral words first" in said
    assert hand.promise(NAME) == HANDWRITTEN
    for act, field, *_ in FIELDS[9:]:
        hand(["redact", "hand", act, field])
    hand(["renegotiate", "hand", "--what", "Inspect the vehicle", "-c", "photos", "--reason", "external"])
    assert "these words are in force" in hand("redact hand 8 what", code=1).err
    hand("agree hand --by diego")
    hand("redact hand 1 what")
    hand("redact hand 1 criteria.1")
    assert "Rosa Lara" not in hand.promise(NAME)
    assert hand("check --select PC1,PC2").lines[-1].startswith("no findings")
    hand("deliver hand -e 'report 13' --by diego")
    hand("reject hand -u 1")


def test_where_no_steward_is_named_words_are_taken_out_by_whoever_said_them(hand):
    hand.write("promisectl.yaml", hand.read("promisectl.yaml").replace(STEWARDS, ""))
    said = hand("redact hand 2 understood", code=1).err
    assert "act 2, `understood`: these words are diego's, and no steward is named" in said
    assert "these words are diego's" in hand("redact hand 1 criteria.1", code=1).err
    assert hand.promise(NAME) == CLOSED
    hand("redact hand 2 understood --by diego")
    hand("redact hand 1 why")
    hand("redact hand 1 what")
    assert "redacted: {by: diego" in hand.promise(NAME)


def test_an_agent_redacts_nothing(hand):
    hand("person add bot --agent --answers-to ana")
    assert "bot is an agent; a person redacts" in hand("redact hand 1 why --by bot", code=1).err


@pytest.mark.parametrize(("lang", "mark"), [("en", "[redacted]"), ("es", "[suprimido]")])
def test_a_redacted_text_is_shown_as_one(hand, lang, mark):
    for act, field, *_ in (FIELDS[0], FIELDS[2], FIELDS[7], *FIELDS[9:]):
        hand(["redact", "hand", act, field])
    closed = hand.promise(NAME)
    hand.write(f"ledgers/claims/{NAME}.yaml", closed[: closed.rindex("- {act")].replace("cancelled", "promised"))
    for look in ("show hand", "list --all", "log", "status", "due", "list --plain", "next hand"):
        shown = hand(f"{look} --lang {lang}").out
        assert "sha256" not in shown, look
        assert mark in shown or look == "next hand", look
    assert "[redacted]" in hand(f"list --format csv --lang {lang}").out
    assert mark[1:-1] in hand(f"list --format markdown --lang {lang}").out
    listed = hand("list --format json").json
    assert listed["promises"][0]["what"]["redacted"]["by"] == "ana"
    jsonschema.validate(listed, schema("list"))
    jsonschema.validate(hand("show hand --format json").json, schema("show"))
    assert hand("export jsonl").rows[0]["what"]["redacted"]["by"] == "ana"
    assert hand("log --format csv").code == 0
    assert hand("report fulfilment --by tag").code == 0
    assert hand("check --fail-on never").code == 0


def test_what_is_redacted_is_not_found_by_its_words(hand):
    hand("redact hand head what")
    assert hand("list text:vehicle --format json").json["promises"] == []


def test_it_says_once_what_the_salt_is_and_that_git_remembers(hand):
    said = hand("redact hand 2 understood")
    assert said.lines[0] == "hand: understood redacted, in 1 place(s)"
    assert re.fullmatch(r"salt: [0-9a-f]{32} \(shown only now\)", said.lines[1])
    assert "git filter-repo" in said.err
    assert "line " in said.err, "`what` holds the words still"


def test_only_a_steward_redacts_where_stewards_are_named(hand):
    hand.write("promisectl.yaml", hand.read("promisectl.yaml").replace(STEWARDS, "policy: {stewards: [eva]}\n"))
    assert "only a steward" in hand("redact hand 2 understood", code=1).err
    assert hand.promise(NAME) == CLOSED
    hand("redact hand 2 understood --by eva")
    assert "by: eva, at" in hand.promise(NAME)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("hand 9 note", "which has 8"),
        ("hand 0 note", "which has 8"),
        ("hand 2 note", "there is: understood"),
        ("hand 2 reason", "no free text"),
        ("hand 2 understod", "did you mean `understood`"),
        ("hand 1 criteria", "which one"),
        ("hand 1 criteria.3", "which one"),
        ("hand head note", "no free text"),
        ("hand head notes", "promisectl set clm-hand2345 notes"),
        ("nothere 1 note", "no promise here"),
    ],
)
def test_what_names_no_text_is_refused_with_what_there_is(hand, words, told):
    said = hand(f"redact {words}", code=2)
    assert told in said.err
    assert hand.promise(NAME) == CLOSED


def test_what_is_redacted_is_not_redacted_again(hand):
    hand("redact hand 2 understood")
    assert "redacted already" in hand("redact hand 2 understood", code=2).err


def test_a_dry_run_writes_nothing_and_shows_no_salt(hand):
    shown = hand("redact hand 2 understood --dry-run")
    assert "-  understood: Rosa Lara" in shown.lines
    assert "salt" not in shown.out
    assert hand("redact hand 2 understood --dry-run --format json").json["salt"] is None
    assert hand.promise(NAME) == CLOSED


def test_a_head_that_does_not_balance_is_mended_first(hand):
    hand.write(f"ledgers/claims/{NAME}.yaml", CLOSED.replace("\ndue: 2026-03-09", "\ndue: 2026-03-10", 1))
    assert "promisectl rebalance" in hand("redact hand 2 understood", code=1).err


def test_windows_line_ends_stay(hand):
    hand.write(f"ledgers/claims/{NAME}.yaml", CLOSED.replace("\n", "\r\n"))
    hand("redact hand head what")
    after = hand.promise(NAME)
    assert "\r\n" in after
    assert "\n" not in after.replace("\r\n", "")


def test_a_redaction_is_committed_without_its_text(repository):
    repository.promised("Inspect the car of Rosa", more="--commit")
    repository("cancel k7m --reason customer-change --commit")
    repository("redact k7m head what --commit")
    assert repository.git("log", "-1", "--format=%s").strip() == "clm-k7m2x9qd: redact what of head"


@pytest.mark.parametrize("language", ["en", "es"])
def test_on_a_terminal_it_asks_once(hand, language):
    terminal = Terminal(hand, language)
    terminal("redact hand 2 understood", ("[y/N]", "n"), code=1)
    assert hand.promise(NAME) == CLOSED
    terminal("redact hand 2 understood", ("[y/N]", "y"))
    assert redacted(hand.promise(NAME))
