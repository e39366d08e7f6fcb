"""Files and settings that are broken or away for a while: what was said before is what counts."""

from __future__ import annotations

import pytest

from .lab import (
    AGREE,
    BEGUN,
    ID,
    PEOPLE,
    REGISTER,
    REQUEST,
    SETTINGS,
    P,
    act,
    promise,
    request,
    settings,
)

FAR = "2026-12-24"
NOTE = act("note", "diego", "19T09", note="the gate is on the left")
LATER = request(when_due=f"due: {FAR}")


# Unreadable in between.


BROKEN = {
    "yaml": lambda text: text.replace("state:", "state"),
    "doubled-key": lambda text: text.replace("state:", "due: 2026-04-20\nstate:"),
    "tab": lambda text: text.replace("  by: diego", "\tby: diego"),
    "conflict-markers": lambda text: text + "<<<<<<< ours\n=======\n>>>>>>> theirs\n",
    "another-id": lambda text: text.replace(ID, "clm-zzzz9999"),
    "not-utf-8": lambda text: text + "\0",
    "unknown-act": lambda text: text.replace("act: agree", "act: aggree"),
}


@pytest.mark.parametrize("break_it", BROKEN.values(), ids=BROKEN.keys())
def test_behind_a_broken_file_the_history_is_not_rewritten(lab, break_it):
    lab.start().put({P: break_it(BEGUN)})
    lab.put({P: promise(LATER, AGREE, due=FAR)})
    lab.stopped("PC402:e")


SLIPS = {name: slip for name, slip in BROKEN.items() if name != "another-id"}


@pytest.mark.parametrize("break_it", SLIPS.values(), ids=SLIPS.keys())
def test_a_broken_file_that_the_next_commit_mends_stops_nobody(lab, break_it):
    lab.start().put({P: break_it(BEGUN)})
    lab.put({P: promise(REQUEST, AGREE, NOTE)})
    lab.passes(may="PC101:w PC102:w PC103:w PC104:w PC106:w PC402:w PC403:w PC404:w")


@pytest.mark.parametrize("break_it", BROKEN.values(), ids=BROKEN.keys())
def test_a_file_that_is_broken_at_the_head_is_an_error(lab, break_it):
    lab.start().put({P: break_it(BEGUN)})
    seen, later = lab.guard(), lab.audit()
    assert (seen.exit, later.exit) == (1, 1), (seen.told, later.told)


def test_behind_a_promise_that_is_away_the_history_is_not_rewritten(lab):
    lab.start().put({P: None})
    lab.put({P: promise(LATER, AGREE, due=FAR)})
    lab.stopped("PC402:e")


def test_a_promise_that_is_away_for_one_commit_and_comes_back_is_a_warning(lab):
    lab.start().put({P: None})
    lab.put({P: BEGUN})
    lab.passes(may="PC402:w PC403:w")


def test_behind_two_files_of_one_id_the_history_is_not_rewritten(lab):
    lab.start().put({P.replace("claims", "work"): promise(LATER, AGREE, due=FAR)})
    lab.put({P: None})
    lab.stopped("PC402:e")


def test_a_copy_followed_by_a_removal_is_a_move(lab):
    lab.start().put({P.replace("claims", "work"): BEGUN})
    lab.put({P: None})
    lab.passes(may="PC105:w PC402:w PC403:w")


def test_behind_settings_that_are_away_the_history_is_not_rewritten(lab):
    lab.start().put({SETTINGS: None})
    lab.put({SETTINGS: settings(), P: promise(LATER, AGREE, due=FAR)})
    lab.stopped("PC402:e")


def test_settings_that_are_away_for_a_commit_stop_nobody(lab):
    lab.start().put({SETTINGS: None})
    lab.put({SETTINGS: settings()})
    lab.passes(may="PC101:w PC108:w PC402:w PC403:w PC407:w PC409:w")


def test_behind_a_ledgers_folder_that_moves_the_history_is_not_rewritten(lab):
    books = {
        SETTINGS: settings(more="ledgers: books\n"),
        P: None,
        PEOPLE: None,
        P.replace("ledgers/", "books/"): promise(LATER, AGREE, due=FAR),
        "books/people.yaml": REGISTER,
    }
    lab.start().put(books)
    lab.stopped("PC402:e")


def test_a_ledgers_folder_that_moves_whole_stops_nobody(lab):
    books = {
        SETTINGS: settings(more="ledgers: books\n"),
        P: None,
        PEOPLE: None,
        P.replace("ledgers/", "books/"): BEGUN,
        "books/people.yaml": REGISTER,
    }
    lab.start().put(books)
    lab.passes(may="PC409:w PC407:w")


def test_a_ledgers_folder_that_is_copied_with_another_history_is_one_history(lab):
    there = P.replace("ledgers/", "books/")
    lab.start().put({there: promise(LATER, AGREE, due=FAR), "books/people.yaml": REGISTER})
    lab.put({SETTINGS: settings(more="ledgers: books\n")})
    lab.stopped("PC402:e")


def test_a_second_workspace_beside_the_first_is_another_history(lab):
    second = {
        f"branch/{SETTINGS}": settings(),
        f"branch/{PEOPLE}": REGISTER,
        f"branch/{P}": promise(LATER.replace("02T", "19T"), AGREE.replace("02T11", "19T11"), due=FAR),
    }
    lab.start().put(second)
    lab.passes()
