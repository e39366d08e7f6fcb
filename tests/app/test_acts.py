"""Acts: planned and judged before anything is written."""

import pytest

from promisectl.app.acts.record import ActRequest, plan_act
from promisectl.model.act import Verb
from promisectl.model.promise import State
from promisectl.model.trouble import Trouble

from .conftest import ID


def test_an_act_that_is_planned_writes_nothing(place):
    place.requested()
    before = place.read(f"ledgers/claims/{ID}.yaml")
    (planned,) = plan_act(place.workspace, [ID], ActRequest(Verb.AGREE, "diego"))
    assert planned.view.state is State.PROMISED
    assert planned.before is State.REQUESTED
    assert place.read(f"ledgers/claims/{ID}.yaml") == before
    assert planned.change.after != before.encode()


def test_a_beginning_of_the_id_is_enough(place):
    place.requested()
    (planned,) = plan_act(place.workspace, ["k7m"], ActRequest(Verb.DECLINE, "diego"))
    assert planned.view.id == ID


def test_what_the_law_refuses_is_trouble_that_names_what_would_be_lawful(place):
    place.requested()
    with pytest.raises(Trouble) as refused:
        plan_act(place.workspace, [ID], ActRequest(Verb.DELIVER, "diego", None, {"evidence": ["photos"]}))
    assert refused.value.code == "PC201"
    assert "agree" in " ".join(map(str, refused.value.legal))


def test_several_promises_are_planned_together_or_not_at_all(place):
    place.requested()
    with pytest.raises(Trouble, match="no promise here is called"):
        plan_act(place.workspace, [ID, "clm-nobody"], ActRequest(Verb.AGREE, "diego"))
