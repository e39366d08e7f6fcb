"""The ledger read: promises as they stand at an instant."""

from datetime import date

import pytest

from promisectl.app.ledger.lookup import find_entry, loose_entries
from promisectl.app.ledger.short_ids import Shortener
from promisectl.app.ledger.standings import chosen, load_snapshot
from promisectl.app.ledger.status import sections
from promisectl.model.act import Verb
from promisectl.model.promise import State
from promisectl.model.trouble import Trouble

from .conftest import ID


def test_a_snapshot_holds_every_promise_as_it_stands_on_a_day(place):
    place.requested()
    place.say(Verb.AGREE, "diego")
    (now,) = load_snapshot(root=place.root).views
    assert now.state is State.PROMISED
    assert load_snapshot(root=place.root, as_of=date(2026, 2, 27)).views == []
    (late,) = load_snapshot(root=place.root, as_of=date(2026, 3, 10)).views
    assert late.is_overdue
    assert late.days_left == -4


def test_a_query_chooses_among_the_promises_of_a_snapshot(place):
    place.requested()
    snapshot = load_snapshot(root=place.root)
    assert [view.id for view in chosen(snapshot, "state:requested performer:me", "diego")[0]] == [ID]
    assert chosen(snapshot, "state:promised")[0] == []


def test_whose_turn_it_is_divides_the_open_promises(place):
    place.requested()
    views = load_snapshot(root=place.root).views
    assert [view.id for view in sections(views, "diego")["waiting_for_you"]] == [ID]
    assert [view.id for view in sections(views, "ana")["unanswered"]] == [ID]


def test_an_unknown_id_is_trouble_with_the_nearest_one(place):
    place.requested()
    with pytest.raises(Trouble) as unknown:
        find_entry(place.workspace, "clm-k7m2x9qx")
    assert str(unknown.value.help) == f"did you mean `{ID}`?"


def test_ids_are_shortened_to_where_they_differ(place):
    place.requested()
    assert list(loose_entries(place.workspace)) == [ID]
    assert Shortener([ID, "clm-k7n2x9qd"])(ID) == "k7m2"
