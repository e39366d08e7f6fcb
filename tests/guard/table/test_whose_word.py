"""PC406, the table: every verb, by the other party, a third person, a stranger, openly and in another's name."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from .lab import (
    AGREE,
    ASK,
    DELIVER,
    MOVED,
    REQUEST,
    act,
    promise,
    request,
)

PAUSABLE = "within: 30d\npause-on: [supplier]\n"
WITHIN = request(when_due="within: 30d, pause-on: [supplier]")
STARTED = AGREE + "  due: 2026-04-01\n"
STOPPED = act("pause", "ana", "10T09", reason="customer-input")
OFFER = act(
    "offer", "diego", "02T09", terms="{what: Inspect the vehicle, customer: ana, due: 2026-04-20, criteria: [photos]}"
)
HER_ASK = act("renegotiate", "ana", "18T09", terms="{due: 2026-05-20}", reason="customer-change")
HIS_ASK = ASK.replace("19T09", "18T09")
DUES = "{first: 2026-04-10, counted: 2026-04-10, current: 2026-04-10}"


@dataclass(frozen=True)
class Scene:
    """A word that may be said: where it begins, what it is, what the head says then, and how open proxies weigh."""

    speaker: str
    verb: str
    text: str
    keys: dict[str, str] = field(default_factory=dict)
    head: dict[str, str] = field(default_factory=dict)
    open_by_party: str = "PC503:w"

    @property
    def other(self) -> str:
        return "diego" if self.speaker == "ana" else "ana"

    def own(self) -> str:
        return act(self.verb, self.speaker, "19T09", **self.keys)

    def proxy(self, by: str) -> str:
        return act(self.verb, by, "19T09", for_=self.speaker, via="phone", **self.keys)


MOVE = {"terms": "{due: 2026-05-20}"}
BASIC = promise(REQUEST, AGREE)
SENT = promise(REQUEST, AGREE, DELIVER.replace("19T09", "18T09"), state="delivered")
ERROR = "PC406:e"
SCENES = {
    "renegotiate": Scene("ana", "renegotiate", BASIC, MOVE | {"reason": "other"}, {}, ERROR),
    "counter": Scene("ana", "counter", promise(REQUEST, state="requested"), MOVE, {"due": MOVED}, ERROR),
    "pause": Scene(
        "ana", "pause", promise(WITHIN, STARTED, due="2026-04-01", more=PAUSABLE), {"reason": "other"}, {}, ERROR
    ),
    "cancel": Scene("ana", "cancel", BASIC, {"reason": "customer-change"}, {"state": "cancelled"}, ERROR),
    "agree": Scene("ana", "agree", promise(REQUEST, AGREE, HIS_ASK), MOVE, {"due": MOVED}, ERROR),
    "agree-to-an-offer": Scene("ana", "agree", promise(OFFER, state="offered"), {}, {"state": "promised"}),
    "accept": Scene("ana", "accept", SENT, {}, {"state": "accepted"}),
    "reject": Scene("ana", "reject", SENT, {"unmet": "[photos]"}, {"state": "promised"}),
    "decline": Scene("ana", "decline", promise(REQUEST, AGREE, HIS_ASK), {}, {}),
    "decline-an-offer": Scene("ana", "decline", promise(OFFER, state="offered"), {}, {"state": "declined"}),
    "withdraw": Scene("ana", "withdraw", promise(REQUEST, AGREE, HER_ASK), {}, {}),
    "fail": Scene(
        "ana",
        "fail",
        promise(request(when_due="due: 2026-03-10"), AGREE, due="2026-03-10"),
        {"reason": "forgotten"},
        {"state": "failed"},
    ),
    "resume": Scene(
        "ana",
        "resume",
        promise(WITHIN, STARTED, STOPPED, due="2026-04-01", more=PAUSABLE),
        {"dues": DUES},
        {"due": "2026-04-10"},
    ),
    "his-first-agree": Scene("diego", "agree", promise(REQUEST, state="requested"), {}, {"state": "promised"}),
    "his-agree-to-hers": Scene("diego", "agree", promise(REQUEST, AGREE, HER_ASK), MOVE, {"due": MOVED}, ERROR),
    "his-deliver": Scene("diego", "deliver", BASIC, {"evidence": "[x]"}, {"state": "delivered"}),
    "his-warn": Scene("diego", "warn", BASIC, {"reason": "supplier"}, {}),
    "his-revoke": Scene("diego", "revoke", BASIC, {"reason": "capacity"}, {"state": "revoked"}, ERROR),
    "his-renegotiate": Scene("diego", "renegotiate", BASIC, MOVE | {"reason": "supplier"}, {}, ERROR),
    "his-decline": Scene("diego", "decline", promise(REQUEST, state="requested"), {}, {"state": "declined"}),
    "his-withdraw": Scene("diego", "withdraw", promise(REQUEST, AGREE, HIS_ASK), {}, {}),
}
every_word = pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES.keys())
openly_an_error = pytest.mark.parametrize(
    "scene",
    [one for one in SCENES.values() if one.open_by_party == ERROR],
    ids=[name for name, one in SCENES.items() if one.open_by_party == ERROR],
)
openly_a_warning = pytest.mark.parametrize(
    "scene",
    [one for one in SCENES.values() if one.open_by_party != ERROR],
    ids=[name for name, one in SCENES.items() if one.open_by_party != ERROR],
)


# The words of others.


@every_word
def test_a_word_in_the_speakers_name_by_the_other_party_is_an_error(lab, scene):
    lab.start(scene.text).say(scene.own(), by=scene.other, **scene.head)
    lab.stopped("PC406:e")


@every_word
def test_a_word_in_the_speakers_name_by_a_third_person_is_an_error(lab, scene):
    lab.start(scene.text).say(scene.own(), by="eva", **scene.head)
    lab.stopped("PC406:e")


@every_word
def test_a_word_by_an_author_whom_nobody_knows_is_an_error(lab, scene):
    lab.start(scene.text).say(scene.own(), by="stranger", **scene.head)
    lab.stopped("PC406:e")


@openly_an_error
def test_a_word_that_moves_what_is_owed_recorded_openly_by_the_other_party_is_an_error(lab, scene):
    lab.start(scene.text).say(scene.proxy(scene.other), by=scene.other, **scene.head)
    lab.stopped("PC406:e")


# Their honest twins.


@every_word
def test_a_word_in_a_commit_of_its_speaker_passes(lab, scene):
    lab.start(scene.text).say(scene.own(), by=scene.speaker, **scene.head)
    lab.passes()


@every_word
def test_a_word_recorded_openly_by_a_third_person_passes(lab, scene):
    lab.start(scene.text).say(scene.proxy("eva"), by="eva", **scene.head)
    lab.passes()


@openly_a_warning
def test_a_word_that_moves_nothing_owed_recorded_openly_by_the_other_party_is_a_warning(lab, scene):
    lab.start(scene.text).say(scene.proxy(scene.other), by=scene.other, **scene.head)
    lab.passes(must="PC503:w")


@openly_an_error
def test_where_the_base_says_that_proxies_are_allowed_it_is_a_warning(lab, scene):
    lab.start(scene.text, policy="proxy: allowed").say(scene.proxy(scene.other), by=scene.other, **scene.head)
    seen = lab.guard()
    assert seen.exit == 0, seen.told
    assert {"PC503:w", "PC406:w"} & seen.codes, seen.told
    lab.passes(may="PC503:w PC406:w")


# The finding has a way out: the speaker confirms.


@every_word
def test_what_the_speaker_confirms_in_a_commit_of_theirs_is_no_error_any_more(lab, scene):
    lab.start(scene.text).say(scene.own(), by=scene.other, **scene.head)
    position = lab.read().count("- act: ")
    lab.run(f"confirm k7m {position} --by {scene.speaker}", by=scene.speaker)
    lab.passes()
