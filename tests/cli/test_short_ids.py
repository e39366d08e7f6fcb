"""The short form of an id names its promise alone."""

from hypothesis import given
from hypothesis import strategies as st

from promisectl.app.ledger.lookup import matching
from promisectl.app.ledger.short_ids import Shortener
from promisectl.rules.pc110_confusable_handles import begun_by

PARTS = st.text(alphabet="ab1", min_size=1, max_size=5)
IDS = st.sets(st.builds("{}-{}".format, st.sampled_from(["a", "ab", "b1"]), PARTS), max_size=12)


@given(IDS)
def test_every_short_form_names_the_promise_it_was_made_from_and_no_other(ids):
    short = Shortener(ids)
    for name in ids:
        assert matching(ids, short(name)) == [name]


def test_two_ids_that_differ_in_their_prefix_alone_are_shown_whole():
    short = Shortener(["rep-88014", "pza-88014", "rep-88015"])
    assert [short("rep-88014"), short("pza-88014"), short("rep-88015")] == ["rep-88014", "pza-88014", "88015"]


@given(IDS)
def test_no_short_form_of_an_id_is_another_ids_whole(ids):
    short = Shortener(ids)
    for name in ids:
        assert short(name) == name or short(name) not in ids


@given(IDS)
def test_an_id_begins_another_where_what_is_typed_for_one_could_mean_both(ids):
    told = set(begun_by(ids))
    for name in ids:
        others = {other for other in ids - {name} if matching(ids - {name}, name).count(other)}
        assert {other for other in others if (name, other) not in told} == {
            other for other in others if _differ_in_a_number(name, other)
        }


def _differ_in_a_number(name, other):
    stem, _, number = name.rpartition("-")
    tails = (other, other.partition("-")[2])
    return number.isdigit() and any(t.startswith(f"{stem}-") and t[len(stem) + 1 :].isdigit() for t in tails)


def test_an_id_that_begins_another_is_warned_of_and_takes_the_word(run):
    run.promised("Inspect the vehicle", "clm-k7m2x9qd")
    run.promised("Pay diego a bonus", "clm-k7m2")
    found = run("check --format json --select PC110").json["findings"]
    assert [(one["severity"], one["note"]) for one in found] == [
        ("warning", "`clm-k7m2` names a promise, and is the beginning of `clm-k7m2x9qd`")
    ]
    assert run("show clm-k7m2").lines[0].startswith("Pay diego a bonus")
    assert "k7m2x     Inspect" in run("list").out


def test_plain_numbers_are_apart(run):
    for number in ("gh-1", "gh-10"):
        run.requested("Inspect the vehicle", number)
    assert run("check --format json --select PC110").json["findings"] == []


def test_a_whole_id_that_is_packed_away_goes_before_a_beginning(run):
    run.promised("Pay diego a bonus", "clm-k7m2")
    for said in ("deliver clm-k7m2 -e bill --by diego", "accept clm-k7m2"):
        run(said)
    run("pack --before 2026-04-01")
    run.promised("Inspect the vehicle", "clm-k7m2x9qd")
    assert "packed away" in run("deliver clm-k7m2 -e photo --by diego", code=2).err
    assert "Pay diego a bonus" in run("show clm-k7m2").out


def test_a_key_names_one_promise_of_the_workspace_whatever_ledger_is_listed(run):
    run("ledger new parts")
    run.promised("Inspect the vehicle", "clm-k7m2x9qd")
    run("request diego 'Order it' fri --ledger parts --id prt-k7m2x8aa")
    assert "k7m2x9  Inspect" in run("list --ledger claims").out
