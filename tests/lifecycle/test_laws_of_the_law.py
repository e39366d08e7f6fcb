"""What holds of every conversation, looked for by random walks through the law."""

from datetime import timedelta

import pytest
from histories import parsed
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from walks import PEOPLE, matter, walks, words

from promisectl.lifecycle.options import options
from promisectl.lifecycle.overlays import overlays, shown_state, waiting_for
from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.replay import replay
from promisectl.lifecycle.standing import Standing
from promisectl.model.act import Verb
from promisectl.model.moment import deadline

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
LONG = settings(max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck))


def an_act_the_law_offers_is_never_refused(walk):
    context, history, _ = walk
    result = replay(parsed(history), context)
    assert isinstance(result, Standing), (result, history)
    event(result.state.value)


def an_act_the_law_does_not_offer_is_refused(walk, data):
    context, history, at = walk
    standing = replay(parsed(history), context)
    open_now = {(option.verb, option.by) for option in options(standing, at, context)}
    for verb in set(Verb) - {Verb.NOTE}:
        for speaker in PEOPLE:
            if (verb, speaker) in open_now or (verb, None) in open_now:
                continue
            spoken = words(verb, speaker, at, _matter(data, verb, standing, at), context)
            result = replay(parsed([*history, spoken]), context)
            assert isinstance(result, Refusal), (spoken, history)
            assert result.act == len(history)


def _matter(data, verb, standing, at):
    """The matter that would be right, or none where nothing there could be changed."""
    return matter(data.draw, verb, standing, at)


def every_beginning_of_a_lawful_history_is_lawful(walk):
    context, history, _ = walk
    acts = parsed(history)
    for count in range(1, len(acts)):
        part = replay(acts[:count], context)
        assert isinstance(part, Standing)
        assert part.acts == count
        assert part.state.is_open, "closed states absorb: only a last act closes a walk"


def a_replay_until_an_instant_is_a_replay_of_the_acts_by_then(walk):
    context, history, _ = walk
    acts = parsed(history)
    for count, act in enumerate(acts, 1):
        together = [other for other in acts[count:] if other.at == act.at]
        if not together:
            assert replay(acts, context, until=act.at) == replay(acts[:count], context)
    assert replay(acts, context, until=acts[0].at - timedelta(seconds=1)).state is None


def replay_is_deterministic(walk):
    context, history, _ = walk
    assert replay(parsed(history), context) == replay(parsed(history), context)


def a_note_moves_nothing(walk):
    context, history, at = walk
    before = replay(parsed(history), context)
    spoken = words(Verb.NOTE, "olga", at, {"note": "well"}, context)
    after = replay(parsed([*history, spoken]), context)
    for name in ("state", "terms", "first_due", "counted_due", "current_due", "proposal", "warned", "paused_at"):
        assert getattr(before, name) == getattr(after, name)


def the_dues_are_consistent(walk):
    """There are three or none; the current one is the head's; a counted one differs only by what came late."""
    context, history, _ = walk
    standing = replay(parsed(history), context)
    three = (standing.first_due, standing.counted_due, standing.current_due)
    assert all(three) or not any(three)
    if standing.agreed_at and any(three):
        assert standing.current_due == standing.terms.due
    if all(revision.timely for revision in standing.revisions) and not any(act.dues for act in parsed(history)):
        assert standing.counted_due == standing.current_due
    if not standing.revisions and not any(act.dues for act in parsed(history)):
        assert standing.first_due == standing.current_due


def what_is_closed_waits_for_nobody(walk):
    context, history, at = walk
    standing = replay(parsed(history), context)
    state = shown_state(standing, at, context)
    shown = overlays(standing, at, context)
    if not state.is_open:
        assert waiting_for(standing, at, context) == ()
        assert options(standing, at, context) == ()
        assert not {"overdue", "at-risk", "paused", "renegotiating", "conditional"} & set(shown)
    if "overdue" in shown:
        assert at > deadline(standing.current_due, context.zone)
        assert "paused" not in shown


WALKED = [
    an_act_the_law_offers_is_never_refused,
    every_beginning_of_a_lawful_history_is_lawful,
    a_replay_until_an_instant_is_a_replay_of_the_acts_by_then,
    replay_is_deterministic,
    a_note_moves_nothing,
    the_dues_are_consistent,
    what_is_closed_waits_for_nobody,
]


@pytest.mark.parametrize("law", WALKED, ids=lambda law: law.__name__)
def test_it_holds_of_every_walk_that(law):
    QUICK(given(walks())(law))()


def test_it_holds_of_every_walk_that_an_act_the_law_does_not_offer_is_refused():
    QUICK(given(walks(), st.data())(an_act_the_law_does_not_offer_is_refused))()


@pytest.mark.torture
@pytest.mark.parametrize("law", WALKED, ids=lambda law: law.__name__)
def test_it_holds_of_thousands_of_walks_that(law):
    LONG(given(walks(longest=40))(law))()


@pytest.mark.torture
def test_it_holds_of_thousands_of_walks_that_an_act_the_law_does_not_offer_is_refused():
    LONG(given(walks(longest=30), st.data())(an_act_the_law_does_not_offer_is_refused))()
