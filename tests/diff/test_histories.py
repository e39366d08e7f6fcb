"""Two histories compared."""

from hypothesis import given
from hypothesis import strategies as st

from promisectl.diff.histories import compare

REQUEST = {
    "act": "request",
    "by": "ana",
    "at": "2026-03-02T09:10:00-03:00",
    "terms": {"what": "x", "due": "2026-03-04"},
}
AGREE = {"act": "agree", "by": "diego", "at": "2026-03-02T11:40:00-03:00"}
NOTE = {"act": "note", "by": "eva", "at": "2026-03-02T12:00:00-03:00", "note": "seen"}
WARN = {"act": "warn", "by": "diego", "at": "2026-03-03T09:00:00-03:00", "reason": "supplier"}

ACTS = st.lists(
    st.fixed_dictionaries(
        {"act": st.sampled_from(["note", "warn"]), "by": st.sampled_from("abc"), "at": st.sampled_from("12345")}
    ),
    max_size=6,
)


def test_an_act_added_at_the_end_leaves_the_others_standing():
    found = compare([REQUEST, AGREE], [REQUEST, AGREE, NOTE])
    assert (found.stands, found.new, found.inserted) == (True, (2,), ())


def test_an_act_inserted_before_another_is_new_and_said_to_be_inserted():
    found = compare([REQUEST, WARN], [REQUEST, NOTE, WARN])
    assert (found.stands, found.new, found.inserted) == (True, (1,), (1,))


def test_an_edited_act_is_named_with_its_fields():
    moved = REQUEST | {"terms": {"what": "x", "due": "2026-03-09"}}
    assert compare([REQUEST, AGREE], [moved, AGREE]).edited == ((0, 0, ("terms.due",)),)
    assert compare([REQUEST, AGREE], [REQUEST, AGREE | {"by": "ana"}]).edited == ((1, 1, ("by",)),)


def test_the_same_instant_written_otherwise_is_an_edit():
    assert compare([AGREE], [AGREE | {"at": "2026-03-02T14:40:00Z"}]).edited == ((0, 0, ("at",)),)


def test_acts_that_changed_places_are_reordered_not_edited():
    found = compare([REQUEST, AGREE, NOTE], [REQUEST, NOTE, AGREE])
    assert (found.reordered, found.edited, found.removed, found.new) == (((2, 1),), (), (), ())


def test_an_act_that_is_gone_is_removed():
    assert compare([REQUEST, AGREE, NOTE], [REQUEST, NOTE]).removed == (1,)
    assert compare([REQUEST], []).removed == (0,)


def test_a_text_taken_out_is_a_redaction():
    gone = NOTE | {"note": {"redacted": {"by": "ana", "at": "2026-03-05", "sha256": "00"}}}
    found = compare([REQUEST, NOTE], [REQUEST, gone])
    assert (found.redacted, found.edited) == (((1, 1, ("note",)),), ())
    hidden = REQUEST | {"terms": {"what": "x", "due": gone["note"]}}
    assert compare([REQUEST], [hidden]).edited == ((0, 0, ("terms.due",)),)
    other = gone | {"by": "ana"}
    assert compare([REQUEST, NOTE], [REQUEST, other]).edited == ((1, 1, ("by", "note")),)


@given(ACTS)
def test_a_history_compared_with_itself_stands(acts):
    found = compare(acts, acts)
    assert found.stands
    assert not found.new


@given(ACTS, ACTS)
def test_every_act_of_both_is_accounted_for_once(before, after):
    found = compare(before, after)
    pairs = [*found.kept, *((i, j) for i, j, _ in (*found.redacted, *found.edited))]
    assert sorted([i for i, _ in pairs] + list(found.removed)) == list(range(len(before)))
    assert sorted([j for _, j in pairs] + list(found.new)) == list(range(len(after)))


@given(ACTS, ACTS)
def test_what_was_appended_is_all_that_is_new(before, more):
    found = compare(before, before + more)
    assert found.stands
    assert found.new == tuple(range(len(before), len(before) + len(more)))
