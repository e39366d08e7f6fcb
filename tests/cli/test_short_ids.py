"""The short form of an id names its promise alone."""

from hypothesis import given
from hypothesis import strategies as st

from promisectl.app.ledger.lookup import matching
from promisectl.app.ledger.short_ids import Shortener

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
