"""Delivered by a commit: who tries to deliver what is not theirs, and who is misunderstood, is told so."""

from __future__ import annotations

import pytest

from .program import Program

DIEGO = "Diego Soto <diego@example.com>"
RECORD = "record --commits base..HEAD"


@pytest.fixture
def agreed(repository: Program) -> Program:
    """Diego owes Ana an inspection; the commit before anything is announced is `base`."""
    repository.promised()
    repository.git("add", ".")
    repository.git("commit", "--quiet", "--message", "promised")
    repository.git("tag", "base")
    return repository


def commit(run: Program, message: str, author: str = DIEGO) -> None:
    run.git("commit", "--quiet", "--allow-empty", "--author", author, "--message", message)


def test_a_commit_that_warns_and_delivers_warns_first(agreed: Program) -> None:
    commit(agreed, "Inspected\n\nDelivers: clm-k7m2x9qd\nWarns: clm-k7m2x9qd supplier")
    assert agreed(RECORD).err == ""
    acts = [act["act"] for act in agreed("show k7m --format json").json["promise"]["history"]]
    assert acts == ["request", "agree", "warn", "deliver"]


def test_what_a_commit_says_twice_is_recorded_once_and_nobody_is_blamed(agreed: Program) -> None:
    commit(agreed, "Inspected\n\nDelivers: clm-k7m2x9qd\nDelivers: k7m\nDelivers: clm-k7m2x9qd")
    assert "delivered" in agreed(RECORD).out
    assert agreed(RECORD).err == "nothing to record\n"


def test_a_warning_for_a_reason_that_is_none_is_left_out_as_when_it_is_said(agreed: Program) -> None:
    commit(agreed, "Waiting\n\nWarns: clm-k7m2x9qd bad luck")
    assert "“bad luck” is no reason code" in agreed(RECORD).err
    assert agreed("check").code == 0


def test_a_reason_may_be_written_as_the_screen_says_it(agreed: Program) -> None:
    commit(agreed, "Waiting\n\nWarns: clm-k7m2x9qd proveedor")
    agreed(f"{RECORD} --lang es")
    assert "reason: supplier" in agreed.promise()


@pytest.mark.parametrize(
    "message",
    [
        "Delivers: clm-k7m2x9qd",
        "Squashed (#3)\n\n* Inspected\n\n  Delivers: clm-k7m2x9qd\n\n* Said so\n\nCo-authored-by: Ana <ana@example.com>",
        "Inspected\n\nDelivers: clm-k7m2x9qd\n\nand more words after it",
    ],
)
def test_a_line_that_git_reads_as_no_trailer_is_named_instead_of_lost(agreed: Program, message: str) -> None:
    commit(agreed, message)
    said = agreed(RECORD).err
    assert "clm-k7m2x9qd, " in said
    assert "must stand in the last paragraph" in said
    assert "state: promised" in agreed.promise()


def test_words_about_a_promise_that_is_delivered_since_are_named_no_more(agreed: Program) -> None:
    commit(agreed, "Delivers: clm-k7m2x9qd")
    agreed("deliver k7m -e report --by diego")
    assert agreed(RECORD).err == "nothing to record\n"


@pytest.mark.parametrize("author", ["Ana Ríos <ana@example.com>", "Nobody <x@example.net>", "Diego Soto <>"])
def test_nobody_delivers_what_is_not_theirs(agreed: Program, author: str) -> None:
    commit(agreed, "Inspected\n\nDelivers: clm-k7m2x9qd", author)
    assert "diego is the performer" in agreed(RECORD).err
    assert "state: promised" in agreed.promise()


def test_a_mailmap_makes_nobody_the_performer(agreed: Program) -> None:
    agreed.write(".mailmap", "Diego Soto <diego@example.com> <x@example.net>\n")
    agreed.git("add", ".mailmap")
    commit(agreed, "Inspected\n\nDelivers: clm-k7m2x9qd", "Nobody <x@example.net>")
    assert "nobody in people.yaml" in agreed(RECORD).err


def test_where_deliveries_must_be_signed_an_author_line_delivers_nothing(agreed: Program) -> None:
    agreed.write("promisectl.yaml", agreed.read("promisectl.yaml") + "policy: {acts: {deliver: signed}}\n")
    commit(agreed, "Inspected\n\nDelivers: clm-k7m2x9qd")
    said = agreed(RECORD)
    assert "the policy wants `deliver` signed, and the commit proves no word of diego" in said.err
    assert "state: promised" in agreed.promise()


def test_a_diff_says_no_more_that_a_branch_will_deliver_what_was_recorded(agreed: Program) -> None:
    commit(agreed, "Inspected\n\nDelivers: clm-k7m2x9qd")
    assert "diego delivers" in agreed("diff base").out
    agreed(RECORD)
    assert "diego delivers" not in agreed("diff base").out


def test_a_rejected_delivery_is_not_delivered_again_by_the_same_commit(agreed: Program) -> None:
    commit(agreed, "Inspected\n\nDelivers: clm-k7m2x9qd")
    agreed(RECORD)
    agreed("reject k7m --unmet photos --note 'not yet'")
    assert agreed(RECORD).err == "nothing to record\n"
    commit(agreed, "Photos\n\nDelivers: clm-k7m2x9qd")
    assert "delivered" in agreed(RECORD).out
