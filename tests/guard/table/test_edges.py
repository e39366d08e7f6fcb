"""What lies at the edges: the work tree, packs that arrive, conditions that ran out, criteria that are required."""

from __future__ import annotations

from .lab import (
    AGREE,
    ASK,
    BEGUN,
    DELIVER,
    ID,
    MOVED,
    OTHER,
    PEOPLE,
    REGISTER,
    REQUEST,
    SETTINGS,
    YES,
    Lab,
    P,
    Q,
    act,
    promise,
    request,
    settings,
)

FAR = "2026-12-24"
PACK = "ledgers/claims/settled/2026-Q1.yaml"


def in_the_work_tree(lab: Lab, text: str) -> None:
    """Check the branch out and write the promise without a commit."""
    lab.put({"x.txt": "x"})
    lab.write()
    lab.git("checkout", "--quiet", "--force", "pr")
    (lab.folder / P).write_text(text)


def test_an_edit_in_the_work_tree_is_seen(lab):
    in_the_work_tree(lab.start(), BEGUN.replace("2026-04-20", FAR))
    assert "PC402:e" in lab.guard("worktree").codes


def test_her_word_in_the_work_tree_is_a_warning_for_an_approval_can_only_come_later(lab):
    in_the_work_tree(lab.start(), promise(REQUEST, AGREE, ASK, YES, due=MOVED))
    seen = lab.guard("worktree")
    assert seen.exit == 0, seen.told


def test_a_proposal_in_the_work_tree_passes(lab):
    in_the_work_tree(lab.start(), promise(REQUEST, AGREE, ASK))
    seen = lab.guard("worktree")
    assert seen.exit == 0, seen.told


def test_a_pack_that_arrives_whole_by_a_third_person_says_nothing_loud(lab):
    done = [REQUEST, AGREE, DELIVER.replace("19T", "03T"), act("accept", "ana", "03T10")]
    lab.start().put({PACK: "---\n" + promise(*done, id=OTHER, state="accepted")}, "eva")
    lab.passes()


def test_a_pack_that_arrives_whole_by_the_other_party_is_a_warning(lab):
    done = [REQUEST, AGREE, DELIVER.replace("19T", "03T"), act("accept", "ana", "03T10")]
    lab.start().put({PACK: "---\n" + promise(*done, id=OTHER, state="accepted")}, "diego")
    lab.passes(must="PC406:w", may="PC503:w")


def test_a_promise_that_main_lost_before_does_not_come_whole(lab):
    lab.start()
    lab.on("main").put({P: None}, "diego", "19T10")
    lab.branch("pr").put({P: promise(REQUEST, AGREE, ASK, YES, due=MOVED)})
    lab.stopped("PC406:e", audit="-")


def test_an_activation_from_before_the_condition_ran_out_is_told(lab):
    terms = "within: 20d from activation, condition: {text: x, by: 2026-03-10}"
    more = "within: 20d from activation\ncondition: {text: x, by: 2026-03-10}\n"
    lab.start(promise(request(when_due=terms), AGREE, due="", more=more))
    begun = act("activate", "diego", "09T09", evidence="[report]", due="2026-03-29")
    lab.put({P: promise(request(when_due=terms), AGREE, begun, due="2026-03-29", more=more)})
    lab.passes(must="PC211:w")


def test_criteria_that_a_policy_requires_are_asked_of_new_promises(lab):
    bare = promise(request(at="19T09").replace(", criteria: [photos]", ""), id=OTHER, state="requested")
    lab.start(policy="criteria: required").put({Q: bare.replace("criteria: [photos]\n", "")}, "ana")
    seen = lab.guard()
    assert seen.exit == 1, seen.told


def test_criteria_that_a_policy_requires_are_not_asked_of_old_promises(lab):
    bare = promise(REQUEST.replace(", criteria: [photos]", ""), AGREE).replace("criteria: [photos]\n", "")
    lab.start(bare).put({SETTINGS: settings("criteria: required")}, "ana")
    lab.say(act("note", "diego", "19T09", note="x"))
    lab.passes(may="PC409:w")


def test_words_on_a_branch_that_was_taken_in_twice_are_asked_once(lab):
    lab.start().say(ASK)
    lab.branch("again", "pr").say(act("note", "diego", "19T11", note="x"))
    lab.on("pr").merge("again", "eva")
    lab.say(YES.replace("19T10", "19T12"), due=MOVED)
    told = [one for one in lab.guard().told if one.startswith("PC406")]
    assert len(told) == 1, told


def test_the_same_word_taken_by_two_branches_is_one_word(lab):
    """A note that was cherry-picked stands once in what a merge makes of both."""
    note = act("note", "diego", "19T09", note="x")
    lab.start().say(note)
    lab.on("main").say(note)
    lab.on("pr").put({"x.txt": "x"})
    lab.merge("main", "diego")
    lab.passes()


def test_the_same_word_is_not_doubled_by_a_merge(lab):
    note = act("note", "diego", "19T09", note="x")
    lab.start().say(note)
    lab.on("main").say(note)
    lab.on("pr").put({"x.txt": "x"})
    lab.merge("main", "diego", {P: promise(REQUEST, AGREE, note, note)})
    seen = lab.guard()
    assert seen.exit == 1, seen.told


def test_a_word_of_the_far_future_is_an_error(lab):
    lab.start().say(act("note", "diego", "2027-01-01T09:00:00Z", note="x"))
    lab.stopped("PC203:e")


def test_words_do_not_run_backwards(lab):
    lab.start(promise(REQUEST, AGREE, act("note", "ana", "05T09", note="y")))
    lab.say(act("note", "diego", "04T09", note="x"))
    lab.stopped("PC203:e", audit="-")


def test_a_leave_that_is_set_and_taken_back_lets_nothing_pass_between(lab):
    entry = "ana: {name: Ana, emails: [ana@example.com]}"
    lab.start().edit(entry, entry.replace("}", ", left: 2026-03-18}"), "diego", PEOPLE)
    handover = act("agree", "diego", "19T10", for_="ana", via="handover", terms="{due: 2026-05-20}")
    lab.say(ASK, handover, due=MOVED)
    lab.put({PEOPLE: REGISTER})
    assert lab.guard().exit == 1


def test_a_second_promise_with_her_id_in_another_ledger_is_an_error(lab):
    lab.start().put({P.replace("claims", "work"): promise(REQUEST, AGREE, ASK, YES, due=MOVED)})
    seen, later = lab.guard(), lab.audit()
    assert (seen.exit, later.exit) == (1, 1), (seen.told, later.told)
    assert ID in P


def test_the_head_alone_is_not_emptied_of_its_history(lab):
    lab.start().put({P: BEGUN.split("history:")[0] + "history: []\n"})
    seen, later = lab.guard(), lab.audit()
    assert (seen.exit, later.exit) == (1, 1), (seen.told, later.told)


def test_a_promise_hidden_in_a_dot_folder_is_removed(lab):
    lab.start().put({P: None, P.replace("claims/", "claims/.old/"): BEGUN})
    lab.stopped("PC403:e")


def test_a_promise_named_by_another_ending_is_removed(lab):
    lab.start().put({P: None, P.replace(".yaml", ".yml"): BEGUN})
    assert lab.guard().exit == 1


def test_a_promise_moved_out_of_the_ledgers_is_removed(lab):
    lab.start().put({P: None, f"archive/{ID}.yaml": BEGUN})
    lab.stopped("PC403:e")
