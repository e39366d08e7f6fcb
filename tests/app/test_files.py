"""Promise files as texts: what a person's hand did is kept."""

from promisectl.app.files.edit import judge_edit
from promisectl.app.files.mend import layout, rebalance, set_field, undo
from promisectl.app.files.pack import pack, unpack
from promisectl.app.files.redact import redact
from promisectl.app.ledger.lookup import find_entry
from promisectl.model.act import Verb
from promisectl.store.files import write_all

from .conftest import ID

PATH = f"ledgers/claims/{ID}.yaml"


def test_a_free_field_is_set_beside_a_comment_that_stays(place):
    place.requested()
    place.write(PATH, place.read(PATH).replace("state:", "# by hand\nstate:"))
    name, now, change = set_field(place.workspace, "k7m", "tags", ["critical,", "gate"])
    assert (name, now) == (ID, "critical, gate")
    assert b"tags: [critical, gate]\n" in change.after
    assert b"# by hand\n" in change.after


def test_a_head_that_was_changed_by_hand_is_written_anew_from_the_history(place):
    place.requested()
    right = place.read(PATH)
    place.write(PATH, right.replace("due: 2026-03-06\ncriteria", "due: 2026-04-06\ncriteria"))
    ((name, keys, change),) = rebalance(place.workspace, [])
    assert (name, keys) == (ID, ["due"])
    assert change.after == right.encode()


def test_what_is_in_the_usual_layout_is_left_alone(place):
    place.requested()
    assert layout(place.workspace, []) == ([], [])


def test_the_last_act_is_taken_back_as_long_as_no_commit_holds_it(repository):
    repository.say(Verb.NOTE, "ana", kind="comment", note="the gate is on the left")
    undone = undo(repository.workspace, ID)
    assert [act.act for act in undone.acts] == [Verb.NOTE]
    assert b"the gate" not in undone.change.after


def test_an_edit_may_not_change_what_a_commit_holds(repository):
    workspace, before = repository.workspace, repository.read(PATH).encode()
    after = before.replace(b"Inspect the vehicle", b"Inspect the house")
    codes = {finding.code for finding in judge_edit(workspace, find_entry(workspace, ID), before, after)}
    assert "PC402" in codes


def test_a_closed_promise_goes_into_a_pack_and_comes_back_byte_for_byte(place):
    place.requested()
    place.say(Verb.DECLINE, "diego")
    text = place.read(PATH)
    packing = pack(place.workspace, place.workspace.now.replace(year=2027))
    write_all(packing.changes)
    assert not (place.root / PATH).exists()
    write_all(unpack(place.workspace, [ID]).changes)
    assert place.read(PATH) == text


def test_a_text_that_is_redacted_goes_from_every_place(place):
    place.requested()
    place.say(Verb.DECLINE, "diego")
    redacting = redact(place.workspace, ID, "1", "what", "ana")
    assert redacting.places == 2
    assert b"Inspect the vehicle" not in redacting.change.after
    assert redacting.salt.encode() not in redacting.change.after
