"""Which findings are new: the one rule by which `check --base` tells old from new."""

from promisectl.model.finding import Finding, only_new
from promisectl.model.message import M
from promisectl.model.place import Spot

PATH = "ledgers/claims/clm-a.yaml"


def unknown(name: str, position: int) -> Finding:
    note = M("nothing is called {name}", name=name)
    return Finding("PC107", M("unknown reference"), Spot(PATH, ("serves", position)), promise="clm-a", note=note)


def test_an_old_finding_stays_old_when_its_list_grows_before_it():
    assert only_new([unknown("nope", 2)], [unknown("nope", 1)]) == []


def test_one_more_of_a_kind_is_new_and_it_is_the_one_that_says_something_else():
    assert only_new([unknown("other", 0), unknown("nope", 1)], [unknown("nope", 0)]) == [unknown("other", 0)]


def test_the_same_word_once_more_is_new_once():
    assert len(only_new([unknown("nope", 0), unknown("nope", 1)], [unknown("nope", 0)])) == 1


def test_an_old_finding_that_went_makes_no_other_one_old():
    gone = Finding("PC107", M("unknown reference"), Spot(PATH, ("customer",)), promise="clm-a")
    assert only_new([unknown("nope", 0)], [gone]) == [unknown("nope", 0)]
