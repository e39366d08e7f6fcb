"""Branches that crossed so often that they have many merge bases: up to 64 are judged, of more it is said."""

from __future__ import annotations

import pytest

from .lab import ASK, BEGUN, Lab, P, act

MOST = 64
FAR = "2026-12-24"
OTHER_NOTE = act("note", "diego", "19T09", note="the gate is on the left")


def crossed(lab: Lab, count: int) -> Lab:
    """Let main and the branch take in the same commits, each by a merge of its own: all of them are merge bases."""
    lab.start()
    begun = lab.tips["main"]
    shared = [lab.on("aside").put({}, "eva", parents=[begun], message=f"aside {number}") for number in range(count)]
    lab.on("main").put({}, "eva", parents=[begun, *shared], message="all of them")
    lab.on("pr").put({}, "diego", parents=[begun, *shared], message="all of them, too")
    return lab


@pytest.mark.parametrize("count", [2, MOST])
def test_an_edit_is_found_behind_many_merge_bases(lab, count):
    crossed(lab, count).edit("2026-04-20", FAR)
    lab.stopped("PC402:e")


@pytest.mark.parametrize("count", [2, MOST])
def test_a_proposal_passes_behind_many_merge_bases(lab, count):
    crossed(lab, count).say(ASK)
    lab.passes()


@pytest.mark.parametrize("count", [2, MOST])
def test_what_one_of_many_merge_bases_said_is_not_lost(lab, count):
    """One of the commits that both took in was a note; the branch's own merge forgets it."""
    lab.start()
    begun = lab.tips["main"]
    noted = {P: BEGUN + OTHER_NOTE}
    shared = [
        lab.on("aside").put({} if number else noted, "diego", parents=[begun], message=f"aside {number}")
        for number in range(count)
    ]
    lab.on("main").put(noted, "eva", parents=[begun, *shared], message="all of them")
    lab.on("pr").put({P: BEGUN}, "diego", parents=[begun, *shared], message="without the note")
    seen, later = lab.guard(), lab.audited("pr")
    assert (seen.exit, later.exit) == (1, 1), (seen.told, later.told)


@pytest.mark.parametrize("change", [lambda lab: lab.say(ASK), lambda lab: lab.edit("2026-04-20", FAR)])
def test_with_more_merge_bases_nothing_is_judged_and_the_way_out_is_told(lab, change):
    change(crossed(lab, MOST + 1))
    seen = lab.guard()
    assert seen.exit == 2
    assert "65 merge bases" in seen.told[0]


def test_merging_the_base_first_is_the_way_out(lab):
    crossed(lab, MOST + 1).say(ASK)
    assert lab.guard().exit == 2
    lab.merge("main", "diego")
    lab.passes()


def test_merging_the_base_first_hides_nothing(lab):
    crossed(lab, MOST + 1).edit("2026-04-20", FAR)
    assert lab.guard().exit == 2
    lab.merge("main", "diego")
    lab.stopped("PC402:e")


def test_an_audit_asks_for_no_base_and_judges_it_all(lab):
    crossed(lab, MOST + 1).edit("2026-04-20", FAR)
    seen = lab.audited("pr")
    assert "PC402:e" in seen.codes, seen.told


def test_the_commands_say_what_to_merge(lab):
    crossed(lab, MOST + 1).say(ASK)
    for line in ("check --base main", "check --base main --head pr", "diff main pr"):
        said = lab.told(line, code=2)
        assert "merge `main` into the head first" in said.err
        assert said.out == ""
