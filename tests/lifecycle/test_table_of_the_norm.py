"""Every state x act x speaker, judged twice: by the law, and by a plain reading of lifecycle.md (oracle.py)."""

import pytest
from histories import ANA, DIEGO, OLGA, judged, offer, outcome, request
from oracle import CLOSED, TABLE, VERBS, expected
from situations import ALL, SPEAKERS, spoken

from promisectl.lifecycle.refusal import Refusal


def test_every_stored_state_and_lapsed_has_a_situation():
    assert {here.state for here in ALL.values()} == {*TABLE, *CLOSED}


@pytest.mark.parametrize("name", ALL)
def test_the_history_of_each_situation_is_lawful(name):
    here = ALL[name]
    stored = "promised" if here.state == "lapsed" else here.state
    assert outcome(judged(*here.history)) == stored


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("name", ALL)
def test_the_law_judges_as_the_norm_does(name, verb):
    here = ALL[name]
    for who, handle in SPEAKERS.items():
        result = judged(*here.history, spoken(verb, handle, here))
        assert outcome(result) == expected(here, verb, who), (who, result)
        if isinstance(result, Refusal):
            assert result.act == len(here.history), "the refusal is of the last act"
            assert str(result.note)


@pytest.mark.parametrize("verb", VERBS)
def test_a_conversation_opens_with_a_request_or_an_offer_and_nothing_else(verb):
    opening = {"request": request(), "offer": offer()}
    result = judged(opening.get(verb) or spoken(verb, ANA, ALL["promised"]))
    assert outcome(result) == {"request": "requested", "offer": "offered"}.get(verb, "PC201")


def test_words_recorded_for_another_are_judged_by_who_spoke():
    for verb in VERBS:
        for here in ALL.values():
            own = judged(*here.history, spoken(verb, DIEGO, here))
            recorded = judged(*here.history, spoken(verb, OLGA, here) | {"for": DIEGO, "via": "phone"})
            assert outcome(own) == outcome(recorded), (here.name, verb)
