"""What an act must carry, and what it may not (lifecycle.md, Acts; format.md, History)."""

import pytest
from histories import ANA, DIEGO, OLGA, judged, offer, outcome, request
from oracle import VERBS, expected
from situations import ALL, SPEAKERS, spoken

MUST = [
    ("requested", "counter", DIEGO, "terms"),
    ("promised", "renegotiate", DIEGO, "terms"),
    ("promised", "renegotiate", ANA, "reason"),
    ("promised", "warn", DIEGO, "reason"),
    ("conditional, fixed due", "activate", OLGA, "evidence"),
    ("conditional within", "activate", DIEGO, "evidence"),
    ("conditional within", "activate", DIEGO, "due"),
    ("promised within", "pause", ANA, "reason"),
    ("paused, due past", "resume", DIEGO, "dues"),
    ("paused, due past", "deliver", DIEGO, "dues"),
    ("paused, due past", "accept", ANA, "dues"),
    ("paused, due past", "cancel", ANA, "dues"),
    ("paused, due past", "revoke", DIEGO, "dues"),
    ("promised with criteria", "deliver", DIEGO, "evidence"),
    ("promised", "accept", ANA, "delivered-on"),
    ("delivered with criteria", "reject", ANA, "unmet"),
    ("delivered", "reject", ANA, "note"),
    ("promised", "cancel", ANA, "reason"),
    ("delivered", "cancel", ANA, "reason"),
    ("promised", "revoke", DIEGO, "reason"),
    ("promised, due past", "fail", ANA, "reason"),
    ("delivered", "fail", ANA, "reason"),
]


@pytest.mark.parametrize(("name", "verb", "by", "key"), MUST)
def test_an_act_without_what_it_must_carry_is_refused(name, verb, by, key):
    here = ALL[name]
    whole = spoken(verb, by, here)
    assert outcome(judged(*here.history, whole)) not in ("PC202",)
    lacking = {name: value for name, value in whole.items() if name != key}
    assert outcome(judged(*here.history, lacking)) == "PC202"


KEYS = {
    "request": {"terms", "reply-by", "why"},
    "offer": {"terms", "reply-by", "why"},
    "counter": {"terms", "reply-by", "why"},
    "agree": {"understood", "terms", "due", "calendar"},
    "renegotiate": {"terms", "material"},
    "warn": {"forecast", "help", "clear"},
    "activate": {"evidence", "due", "calendar"},
    "resume": {"dues"},
    "deliver": {"evidence", "dues"},
    "accept": {"as", "fraction", "rating", "delivered-on", "dues"},
    "reject": {"unmet"},
    "cancel": {"dues"},
    "revoke": {"remedy", "dues"},
    "note": {"kind", "evidence", "acts"},
}
VALUES = {
    "terms": {"due": "2026-03-17"},
    "reply-by": "2026-03-12",
    "why": "because",
    "understood": "yes",
    "due": "2026-03-17",
    "calendar": "cl",
    "material": "false",
    "forecast": "unknown",
    "help": "a lift",
    "clear": "true",
    "evidence": ["a photo"],
    "dues": {"first": "2026-03-12", "counted": "2026-03-12", "current": "2026-03-12"},
    "as": "full",
    "fraction": "0.5",
    "rating": "5",
    "delivered-on": "2026-03-05",
    "unmet": ["a photo"],
    "remedy": "a lift next week",
    "kind": "comment",
    "acts": [{"act": "agree"}],
}


def lawful(verb):
    """Return a situation and a speaker that the act is open to."""
    for here in ALL.values():
        for who, handle in SPEAKERS.items():
            if not expected(here, verb, who).startswith("PC"):
                return here, handle
    raise AssertionError(verb)


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb not in ("request", "offer")])
def test_an_act_with_a_key_that_is_not_its_own_is_refused(verb):
    here, by = lawful(verb)
    for key in VALUES.keys() - KEYS.get(verb, set()):
        result = judged(*here.history, spoken(verb, by, here) | {key: VALUES[key]})
        assert outcome(result) == "PC202", key


@pytest.mark.parametrize("opening", [request(), offer()], ids=["request", "offer"])
def test_an_opening_act_with_a_key_that_is_not_its_own_is_refused(opening):
    for key in VALUES.keys() - KEYS[opening["act"]]:
        assert outcome(judged(opening | {key: VALUES[key]})) == "PC202", key


@pytest.mark.parametrize("verb", VERBS)
def test_every_act_may_say_for_whom_where_why_and_a_note(verb):
    if verb in ("request", "offer"):
        history, whole = (), {"request": request(), "offer": offer()}[verb]
    else:
        here, by = lawful(verb)
        history, whole = here.history, spoken(verb, by, here)
    said = whole | {"for": whole["by"], "via": "phone", "note": "so it is", "reason": whole.get("reason", "other")}
    assert outcome(judged(*history, said)) == outcome(judged(*history, whole))
