"""A corpus of pull requests, each with its verdict: what a guard must stop, and what it must let pass."""

from __future__ import annotations

import pytest

from .conftest import ID, PATH, PEOPLE, SETTINGS

OTHER = "clm-est2m3n4"
ASK = "renegotiate k7m 2026-03-09 --by diego --reason supplier"


def silent_due_in_the_head(run):
    run.edit("due: 2026-03-06\ncriteria", "due: 2026-03-20\ncriteria")
    run.commit()


def silent_due_in_the_history(run):
    run.edit("    due: 2026-03-06", "    due: 2026-03-20")
    run.commit()


def silent_due_in_both(run):
    run.edit("due: 2026-03-06\ncriteria", "due: 2026-03-20\ncriteria")
    run.edit("    due: 2026-03-06", "    due: 2026-03-20")
    run.commit()


def a_criterion_dropped_from_the_head(run):
    run.edit("- photos\n", "")
    run.commit()


def a_criterion_dropped_from_the_history(run):
    run.edit("- photos\n", "")
    run.edit("[photos, estimate]", "[estimate]")
    run.commit()


def the_state_set_by_hand(run):
    run.edit("state: promised", "state: accepted")
    run.commit()


def an_act_edited(run):
    run.edit("the gate is on the left", "the gate is on the right")
    run.commit()


def the_time_of_an_act_written_otherwise(run):
    run.edit("  by: diego\n  at: 2026-03-02T09:00:00-03:00", "  by: diego\n  at: 2026-03-02T12:00:00Z")
    run.commit()


def acts_reordered(run):
    text = run.read(PATH)
    head, _, history = text.partition("history:\n")
    acts = ["- act" + act for act in history.split("- act")[1:]]
    run.write(PATH, head + "history:\n" + acts[0] + acts[2] + acts[1])
    run.commit()


def an_act_removed(run):
    text = run.read(PATH)
    run.write(PATH, text[: text.index("- act: note")])
    run.commit()


def an_act_put_into_another_mouth(run):
    run.edit("  by: eva", "  by: diego")
    run.commit()


def an_act_slipped_in_before_others(run):
    run.edit(
        "- act: note", "- act: warn\n  by: diego\n  at: 2026-03-02T09:00:00-03:00\n  reason: supplier\n- act: note"
    )
    run.commit()


def an_agreement_slipped_in_under_a_renegotiation(run):
    run(ASK)
    run.commit("diego")
    run.git("checkout", "--quiet", "main")
    run.git("merge", "--quiet", "proposal")
    run.branch("slip")
    run.edit(
        "- act: renegotiate",
        "- act: renegotiate\n  by: diego\n  at: 2026-03-03T09:00:00-03:00\n  terms: {due: 2026-04-30}\n  reason: other\n- act: renegotiate",
    )
    run.commit()


def a_promise_deleted(run):
    run.git("rm", "--quiet", PATH)
    run.commit()


def a_promise_under_a_new_id(run):
    run.git("mv", PATH, "ledgers/claims/clm-newid234.yaml")
    run.edit(f"id: {ID}", "id: clm-newid234", "ledgers/claims/clm-newid234.yaml")
    run.commit()


def a_promise_renamed_as_a_file_alone(run):
    run.git("mv", PATH, "ledgers/claims/clm-newid234.yaml")
    run.commit()


def an_act_from_the_future(run):
    run.write(PATH, run.read(PATH) + "- act: note\n  by: eva\n  at: 2027-01-01T09:00:00-03:00\n  note: later\n")
    run.commit("eva")


def a_verdict_by_the_performer(run):
    run("deliver k7m -e report --by diego")
    run("accept k7m --by diego --for ana --via phone")
    run.commit()


def a_verdict_of_a_wrong_speaker(run):
    run.write(
        PATH,
        run.read(PATH) + "- act: accept\n  by: diego\n  at: 2026-03-03T09:00:00-03:00\n  delivered-on: 2026-03-03\n",
    )
    run.commit()


def an_agent_agrees(run):
    run.edit("state: requested", "state: promised", f"ledgers/claims/{OTHER}.yaml")
    path = f"ledgers/claims/{OTHER}.yaml"
    run.write(
        path, run.read(path) + "- act: agree\n  by: bot\n  for: diego\n  via: rule\n  at: 2026-03-03T09:00:00-03:00\n"
    )
    run.commit("bot")


def a_later_date_with_the_other_sides_word_written_by_oneself(run):
    run(ASK + " --agreed-by ana --via phone")
    run.commit("diego")


def a_later_date_with_her_word_in_a_commit_of_his(run):
    run(ASK)
    run("agree k7m --by ana")
    run.commit("diego")


def the_customer_marked_as_left_and_then_renegotiated_without_her(run):
    run("person left ana 2026-03-03")
    run(ASK)
    run.edit("due: 2026-03-06\ncriteria", "due: 2026-03-10\ncriteria")
    run.commit("diego")


def a_new_person_agrees_in_his_commit(run):
    run("person add zoe --email zoe@example.com")
    run("renegotiate k7m --performer zoe --by diego --reason capacity")
    run("agree k7m --by zoe")
    run("agree k7m --by ana")
    run.commit("diego")


def a_settings_file_that_quiets_the_guard(run):
    run.write("promisectl.yaml", SETTINGS + "check: {ignore: [PC4, PC2]}\n")
    silent_due_in_the_head(run)


def a_silence_in_the_file(run):
    run.edit(
        "due: 2026-03-06\ncriteria",
        "# promisectl: ignore PC401 until 2027-01-01 because I say so\ndue: 2026-03-20\ncriteria",
    )
    run.commit()


def self_granted_stewardship(run):
    run.write("promisectl.yaml", SETTINGS + "policy: {stewards: [ana]}\n")
    run.commit("ana")
    run.git("checkout", "--quiet", "-B", "main")
    run.branch("grab")
    run.write("promisectl.yaml", SETTINGS + "policy: {stewards: [ana, diego]}\n")
    run.commit("diego")


def people_changed_by_an_author_nobody_knows(run):
    run.write("promisectl.yaml", SETTINGS + "policy: {stewards: [ana]}\n")
    run.commit("ana")
    run.git("checkout", "--quiet", "-B", "main")
    run.branch("grab")
    run.write("ledgers/people.yaml", PEOPLE.replace("eva@example.com", "mallory@example.com"))
    run.commit("mallory")


def a_standing_agreement_written_by_another(run):
    run.write(
        "ledgers/services.yaml",
        "services:\n  one: {what: x, performer: diego, within: 2d, standing: {by: diego, at: 2026-03-01}}\n",
    )
    run.commit("eva")


def a_text_taken_out_by_nobodys_steward(run):
    run.write("promisectl.yaml", SETTINGS + "policy: {stewards: [ana]}\n")
    run.commit("ana")
    run.git("checkout", "--quiet", "-B", "main")
    run.branch("redact")
    run.edit("the gate is on the left", "{redacted: {by: diego, at: 2026-03-03, sha256: 00}}")
    run.commit("diego")


def a_merge_that_keeps_both_sides_fused(run):
    run("note k7m --by ana --note 'said on the branch'")
    run.commit("ana")
    run.git("checkout", "--quiet", "main")
    run("note k7m --by eva --note 'said on main'")
    run.commit("eva")
    run.git("checkout", "--quiet", "fused")
    text = run.read(PATH)
    run.git("merge", "--quiet", "--no-commit", "-s", "ours", "main")
    run.write(PATH, text.replace("said on the branch", "said on the branch and on main"))
    run.commit("ana")


def a_merge_that_sets_aside_what_nobody_said(run):
    run("note k7m --by ana --note 'said on the branch'")
    run.commit("ana")
    run.git("checkout", "--quiet", "main")
    run(f"set {OTHER} tags main")
    run.commit("eva")
    run.git("checkout", "--quiet", "forged")
    run.git("merge", "--quiet", "--no-commit", "--no-ff", "main")
    forged = "[{act: note, by: eva, at: 2026-03-03T09:00:00-03:00, note: never said}]"
    note = f"- act: note\n  by: ana\n  at: {run.now}\n  kind: displaced\n  acts: {forged}\n"
    run.write(PATH, run.read(PATH) + note)
    run.commit("ana")


def a_merge_that_loses_what_main_said(run):
    run("note k7m --by ana --note 'said on the branch'")
    run.commit("ana")
    run.git("checkout", "--quiet", "main")
    run("note k7m --by eva --note 'said on main'")
    run.commit("eva")
    run.git("checkout", "--quiet", "lost")
    run.git("merge", "--quiet", "-s", "ours", "-m", "merge", "main")


def _merge_of_main(run, branch, path, text):
    """Main said something else meanwhile; the merge of it into the branch has, in one file, a text of its own."""
    run.git("checkout", "--quiet", "main")
    run(f"set {OTHER} tags main")
    run.commit("eva")
    run.git("checkout", "--quiet", branch)
    run.git("merge", "--quiet", "--no-commit", "--no-ff", "main")
    run.git("rm", "--quiet", path) if text is None else run.write(path, text)
    run.commit("ana")


def a_merge_that_sets_aside_what_both_sides_say(run):
    run("note k7m --by ana --note 'said on the branch'")
    run.commit("ana")
    text = run.read(PATH)
    agree = "- act: agree\n  by: diego\n  at: 2026-03-02T09:00:00-03:00\n"
    assert agree in text
    aside = "{act: agree, by: diego, at: 2026-03-02T09:00:00-03:00}"
    note = f"- act: note\n  by: ana\n  at: {run.now}\n  kind: displaced\n  acts: [{aside}]\n"
    text = text.replace(agree, "").replace("state: promised", "state: requested") + note
    _merge_of_main(run, "aside", PATH, text)


def a_merge_that_says_an_act_twice(run):
    run("note k7m --by ana --note 'said on the branch'")
    run.commit("ana")
    text = run.read(PATH)
    _merge_of_main(run, "twice", PATH, text + text[text.rindex("- act") :])


def a_merge_that_drops_a_promise_of_the_branch(run):
    run("request diego Paint 2026-03-20 -c dry --id clm-new2m3n4")
    run.commit("ana")
    _merge_of_main(run, "dropped", "ledgers/claims/clm-new2m3n4.yaml", None)


def a_merge_that_says_something_before_the_ledgers_are_moved(run):
    text = run.read(PATH)
    note = f"- act: note\n  by: eva\n  at: {run.now}\n  kind: comment\n  note: never said\n"
    _merge_of_main(run, "moved", PATH, text + note)
    run.git("mv", "ledgers", "books")
    run.write("promisectl.yaml", SETTINGS + "ledgers: books\n")
    run.commit("ana")


def a_stray_file(run):
    run.write("ledgers/claims/clm-new2m3n4.yml", "x")
    run.commit()


def a_file_larger_than_a_promise_may_be(run):
    run.write("ledgers/claims/clm-big2m3n4.yaml", "id: clm-big2m3n4\nwhat: x\n" + "# pad\n" * 200_000)
    run.commit()


def an_unknown_promise_needed(run):
    run.edit("state: promised\n", "needs: [clm-nowhere1]\nstate: promised\n")
    run.commit()


STOPPED = {
    silent_due_in_the_head: "PC401",
    silent_due_in_the_history: "PC402",
    silent_due_in_both: "PC402",
    a_criterion_dropped_from_the_head: "PC401",
    a_criterion_dropped_from_the_history: "PC402",
    the_state_set_by_hand: "PC401",
    an_act_edited: "PC402",
    the_time_of_an_act_written_otherwise: "PC402",
    acts_reordered: "PC402",
    an_act_removed: "PC402",
    an_act_put_into_another_mouth: "PC402",
    a_promise_deleted: "PC403",
    a_promise_under_a_new_id: "PC403",
    a_promise_renamed_as_a_file_alone: "PC106",
    an_act_from_the_future: "PC203",
    a_verdict_by_the_performer: "PC503",
    a_verdict_of_a_wrong_speaker: "PC204",
    an_agent_agrees: "PC506",
    a_later_date_with_the_other_sides_word_written_by_oneself: "PC406",
    a_later_date_with_her_word_in_a_commit_of_his: "PC406",
    the_customer_marked_as_left_and_then_renegotiated_without_her: "PC401",
    a_new_person_agrees_in_his_commit: "PC406",
    a_settings_file_that_quiets_the_guard: "PC401",
    a_silence_in_the_file: "PC401",
    self_granted_stewardship: "PC407",
    people_changed_by_an_author_nobody_knows: "PC407",
    a_standing_agreement_written_by_another: "PC407",
    a_text_taken_out_by_nobodys_steward: "PC408",
    a_stray_file: "PC109",
    a_file_larger_than_a_promise_may_be: "PC101",
    an_unknown_promise_needed: "PC107",
}


@pytest.mark.parametrize("change", STOPPED, ids=lambda change: change.__name__)
@pytest.mark.parametrize("repository", ["sha1", "sha256"], indirect=True)
def test_the_guard_finds(repository, change):
    repository.branch("change")
    change(repository)
    assert STOPPED[change] in repository.codes()


def test_an_act_slipped_in_under_another_is_found(repository):
    repository.branch("proposal")
    an_agreement_slipped_in_under_a_renegotiation(repository)
    assert "PC402" in repository.codes()


def test_even_a_warning_slipped_in_before_a_note_is_found(repository):
    repository.branch("change")
    an_act_slipped_in_before_others(repository)
    assert "PC402" in repository.codes()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("fused", a_merge_that_keeps_both_sides_fused),
        ("lost", a_merge_that_loses_what_main_said),
        ("forged", a_merge_that_sets_aside_what_nobody_said),
        ("aside", a_merge_that_sets_aside_what_both_sides_say),
        ("twice", a_merge_that_says_an_act_twice),
        ("dropped", a_merge_that_drops_a_promise_of_the_branch),
        ("moved", a_merge_that_says_something_before_the_ledgers_are_moved),
    ],
)
def test_a_merge_that_loses_or_mixes_acts_is_found(repository, name, change):
    repository.branch(name)
    change(repository)
    assert "PC404" in repository.codes()


def test_ledgers_that_settings_no_longer_name_are_removed(repository):
    repository.branch("away")
    repository.write("promisectl.yaml", SETTINGS + "ledgers: books\n")
    repository.write("books/people.yaml", PEOPLE)
    repository.write("books/claims/.gitkeep", "")
    assert repository.codes("main", "--head worktree").count("PC403") == 2
    repository.commit("ana")
    assert repository.codes().count("PC403") == 2


def test_what_was_said_before_the_ledgers_moved_is_its_own_authors(repository):
    repository.branch("moved")
    a_later_date_with_her_word_in_a_commit_of_his(repository)
    repository.git("mv", "ledgers", "books")
    repository.write("promisectl.yaml", SETTINGS + "ledgers: books\n")
    repository.commit("ana", "the ledgers moved")
    assert repository.codes() == ["PC406"]


def test_people_in_the_new_folder_of_ledgers_are_the_stewards_too(repository):
    repository.write("promisectl.yaml", SETTINGS + "policy: {stewards: [ana]}\n")
    repository.commit("ana")
    repository.branch("moved")
    repository.git("mv", "ledgers", "books")
    repository.write("promisectl.yaml", SETTINGS + "policy: {stewards: [ana]}\nledgers: books\n")
    repository.commit("ana", "the ledgers moved")
    assert repository.codes() == []
    repository.edit("eva@example.com", "mallory@example.com", "books/people.yaml")
    repository.commit("diego")
    assert repository.codes() == ["PC407", "PC409"]


def test_a_promise_that_main_removed_is_no_fault_of_the_branch_that_merges_main(repository):
    repository.branch("change")
    repository("set k7m priority 1")
    repository.commit("diego")
    repository.git("checkout", "--quiet", "main")
    repository.git("rm", "--quiet", f"ledgers/claims/{OTHER}.yaml")
    repository.commit("ana")
    repository.git("checkout", "--quiet", "change")
    repository.git("merge", "--quiet", "-m", "merge", "main")
    repository("check --base main")


def test_the_first_commit_of_unrelated_histories_is_the_author_of_what_it_says(repository):
    repository.branch("change")
    repository.git("checkout", "--quiet", "--orphan", "other")
    repository(ASK)
    repository("agree k7m --by ana")
    repository.commit("diego", "another beginning")
    repository.git("checkout", "--quiet", "change")
    repository.git("merge", "--quiet", "--allow-unrelated-histories", "-X", "theirs", "--no-commit", "other")
    repository.commit("ana", "merge")
    assert "PC406" in repository.codes()


def _stewards_change_people(run, branch, other):
    """Main's steward changes somebody's email while the branch's changes `other`; the branch begins to merge main."""
    run.write("promisectl.yaml", SETTINGS + "policy: {stewards: [ana]}\n")
    run.commit("ana")
    run.branch(branch)
    if other:
        run.edit("Diego Soto", other, "ledgers/people.yaml")
    run("set k7m priority 1")
    run.commit("ana")
    run.git("checkout", "--quiet", "main")
    run.edit("bot@example.com", "bot2@example.com", "ledgers/people.yaml")
    run.commit("ana")
    run.git("checkout", "--quiet", branch)


def test_a_merge_that_takes_back_what_a_steward_changed_is_a_change_by_its_author(repository):
    _stewards_change_people(repository, "back", "")
    repository.git("merge", "--quiet", "--no-commit", "-s", "ours", "main")
    repository.commit("diego")
    assert repository.codes() == ["PC407"]


def test_an_octopus_merge_takes_nothing_back_either(repository):
    _stewards_change_people(repository, "back", "")
    repository.branch("third", "back~1")
    repository("set clm-est2 priority 1")
    repository.commit("diego")
    repository.git("checkout", "--quiet", "back")
    repository.git("merge", "--quiet", "--no-commit", "-s", "ours", "main", "third")
    repository("set clm-est2 priority 1")
    repository.commit("diego")
    assert repository.codes() == ["PC407"]


def test_a_merge_of_what_two_stewards_changed_is_nobodys_change(repository):
    _stewards_change_people(repository, "both", "Diego S.")
    repository.git("merge", "--quiet", "--no-commit", "--no-ff", "main")
    repository.commit("diego")
    assert repository.codes() == []


@pytest.mark.parametrize(("author", "code"), [("ana", 0), ("diego", 1), ("mallory", 1)])
def test_only_a_stewards_own_commit_takes_a_text_out(repository, author, code):
    repository.write("promisectl.yaml", SETTINGS + "policy: {stewards: [ana]}\n")
    repository.commit("ana")
    repository.git("checkout", "--quiet", "-B", "main")
    repository.branch("redact")
    repository.edit("the gate is on the left", "{redacted: {by: ana, at: 2026-03-03, sha256: 00}}")
    repository.commit(author)
    repository.edit("state: promised", "tags: [vip]\nstate: promised")
    repository.commit("ana")
    assert repository.codes() == ["PC408"]
    repository("check --base main", code=code)


COPY = f"ledgers/claims/aaa/{ID}.yaml"


def test_a_copy_hides_no_silent_change_of_the_original(repository):
    repository.branch("change")
    repository.write(COPY, repository.read(PATH))
    silent_due_in_the_head(repository)
    assert repository.codes()[:2] == ["PC105", "PC401"]


def test_a_copy_beside_an_original_that_nobody_touched_is_found(repository):
    repository.branch("change")
    repository.write(COPY, repository.read(PATH))
    assert "PC105" in repository.codes("main", "--head worktree")
    repository.commit()
    assert "PC105" in repository.codes()


def test_a_copy_that_the_base_has_is_nothing_new(repository):
    repository.write(COPY, repository.read(PATH))
    repository.commit("ana")
    repository.branch("change")
    repository("set clm-est2 priority 1")
    repository.commit("diego")
    assert repository.codes() == []


def test_the_id_of_a_packed_promise_is_taken(repository):
    closed_and_packed(repository)
    repository.git("checkout", "--quiet", "-B", "main")
    repository.branch("again")
    repository.write(PATH, repository.git("show", f"start:{PATH}") + "\n")
    repository.commit("eva")
    assert "PC105" in repository.codes()


# What must pass.


def a_lawful_renegotiation_each_side_in_a_commit_of_its_own(run):
    run(ASK)
    run.commit("diego")
    run("agree k7m --by ana")
    run.commit("ana")


def a_bare_proposal(run):
    run(ASK)
    run.commit("diego")


def a_renegotiation_with_a_trailer(run):
    run(ASK)
    run.commit("diego")
    run("agree k7m --by ana")
    run.commit("eva", "agreed in the review\n\nAgreed-by: ana")


def her_own_wish_for_a_later_date(run):
    run("renegotiate k7m 2026-03-09 --by ana --reason customer-change")
    run.commit("ana")
    run("agree k7m --by diego")
    run.commit("diego")


def other_criteria_agreed(run):
    run("renegotiate k7m -c photos -c estimate -c signature --by diego --reason quality")
    run.commit("diego")
    run("agree k7m --by ana")
    run.commit("ana")


def another_performer_agreed_by_all(run):
    run("renegotiate k7m --performer eva --by diego --reason capacity")
    run.commit("diego")
    run("agree k7m --by eva")
    run.commit("eva")
    run("agree k7m --by ana")
    run.commit("ana")


def an_outside_customer_agrees_by_phone(run):
    run("request diego Repair 2026-04-01 --by ana --for ext:caso-1 --via phone -c done --id clm-ext2m3n4")
    run("agree clm-ext2 --by diego")
    run.commit("ana")
    run("renegotiate clm-ext2 2026-04-09 --by diego --reason supplier")
    run("agree clm-ext2 --by diego --for ext:caso-1 --via phone")
    run.commit("diego")


def a_new_promise_written_by_one_with_the_others_word(run):
    run("request diego Paint 2026-03-20 -c dry --id clm-new2m3n4 --agreed-by diego --via stand-up")
    run.commit("ana")


def a_delivery_and_its_verdict(run):
    run("deliver k7m -e report --by diego")
    run.commit("diego")
    run("accept k7m --by ana")
    run.commit("ana")


def a_comment_alone(run):
    run.write(PATH, "# see the file of the insurer\n" + run.read(PATH))
    run.commit()


def line_ends_alone(run):
    run.write(PATH, run.read(PATH).replace("\n", "\r\n"))
    run.commit()


def another_layout(run):
    run.edit("criteria:\n- photos\n- estimate\n", "criteria: [photos, estimate]\n")
    run.edit("    what: Inspect the vehicle", '    what: "Inspect the vehicle"')
    run.commit()


def a_move_into_a_subfolder(run):
    (run.folder / "ledgers/claims/2026-03").mkdir()
    run.git("mv", PATH, f"ledgers/claims/2026-03/{ID}.yaml")
    run.commit()


def free_fields(run):
    run("set k7m tags vip,critical")
    run("set k7m priority 1")
    run.commit()


def a_draft_added_and_a_draft_removed(run):
    run.write("ledgers/claims/clm-drf2m3n4.yaml", "id: clm-drf2m3n4\nwhat: Paint\n")
    run.commit("eva")


def a_merge_of_main(run):
    run("note k7m --by ana --note 'said on the branch'")
    run.commit("ana")
    run.git("checkout", "--quiet", "main")
    run("request diego Paint 2026-03-20 -c dry --id clm-new2m3n4")
    run.commit("ana")
    run.git("checkout", "--quiet", "change")
    run.git("merge", "--quiet", "-m", "merge", "main")


def a_date_that_passes_meanwhile(run):
    run("set k7m priority 1")
    run.commit()
    run.now = "2026-03-30T10:00:00-03:00"


PASSED = [
    a_lawful_renegotiation_each_side_in_a_commit_of_its_own,
    a_bare_proposal,
    a_renegotiation_with_a_trailer,
    her_own_wish_for_a_later_date,
    other_criteria_agreed,
    another_performer_agreed_by_all,
    an_outside_customer_agrees_by_phone,
    a_new_promise_written_by_one_with_the_others_word,
    a_delivery_and_its_verdict,
    a_comment_alone,
    line_ends_alone,
    another_layout,
    a_move_into_a_subfolder,
    free_fields,
    a_draft_added_and_a_draft_removed,
    a_merge_of_main,
    a_date_that_passes_meanwhile,
]


@pytest.mark.parametrize("change", PASSED, ids=lambda change: change.__name__)
def test_the_guard_lets_pass(repository, change):
    repository.branch("change")
    change(repository)
    repository("check --base main")


@pytest.mark.parametrize(
    "change", [a_comment_alone, line_ends_alone, another_layout], ids=lambda change: change.__name__
)
def test_what_is_layout_alone_is_no_change(repository, change):
    repository.branch("change")
    change(repository)
    assert repository("diff main HEAD --format json").json["changes"] == []


def test_one_ledger_and_another_day_are_heard_beside_a_base(repository):
    repository.branch("change")
    silent_due_in_the_head(repository)
    assert repository.codes(more="--ledger claims") == ["PC401"]
    assert repository.codes(more="--ledger other") == []
    assert repository.codes(more="--select PC3 --all --as-of 2026-03-30") == ["PC301"]


def test_a_squash_by_another_takes_the_trace_of_her_agreement_away(repository):
    repository.branch("change")
    a_lawful_renegotiation_each_side_in_a_commit_of_its_own(repository)
    repository.branch("squashed")
    repository.git("merge", "--quiet", "--squash", "change")
    repository.commit("diego", "squashed")
    assert repository.codes() == ["PC406"]


def test_a_rebase_keeps_the_authors_and_passes(repository):
    repository.branch("change")
    a_lawful_renegotiation_each_side_in_a_commit_of_its_own(repository)
    repository.git("checkout", "--quiet", "main")
    repository("request diego Paint 2026-03-20 -c dry --id clm-new2m3n4")
    repository.commit("ana")
    repository.git("checkout", "--quiet", "change")
    repository.git("rebase", "--quiet", "main")
    repository("check --base main")


def test_what_else_she_committed_is_no_trace_of_her_agreement_but_her_confirmation_is(repository):
    repository.branch("change")
    repository("note k7m --by ana --note 'see you on Friday'")
    repository.commit("ana")
    a_later_date_with_the_other_sides_word_written_by_oneself(repository)
    repository("note k7m --by ana --note 'No. Monday is too late.'")
    repository.commit("ana")
    assert repository.codes() == ["PC406"]
    repository("confirm k7m --by ana")
    repository.commit("ana")
    assert repository.codes() == []


def _minutes_kept_by_eva(repository, message):
    """Eva writes down in ana's name what ana said, with a message of hers."""
    repository.branch("change")
    repository(ASK)
    repository.commit("diego")
    repository("agree k7m --by ana")
    repository.commit("eva", message)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("ana", 0),
        ("ana clm-k7m2x9qd", 0),
        ("Ana Ríos <ana@example.com>", 0),
        ("ana clm-est2m3n4", 1),
        ("eva", 1),
        ("bot", 1),
        ("Ana Ríos <eva@example.com>", 1),
        ("somebody else", 1),
        ("", 1),
    ],
)
def test_a_trailer_names_who_agreed_as_people_yaml_or_as_git_does(repository, told, code):
    _minutes_kept_by_eva(repository, f"as the review says\n\nReviewed-by: x\nAgreed-by: {told}")
    assert repository.codes() == ["PC406"]
    repository("check --base main", code=code)


def test_a_trailer_of_the_one_who_proposed_answers_nothing(repository):
    repository.branch("change")
    repository(ASK)
    repository("agree k7m --by ana")
    repository.commit("diego", "later\n\nAgreed-by: ana")
    repository("check --base main", code=1)


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("moved\n\nAgreed-by: ana", 0),
        ("moved\n\nReviewed-by: x\naGREED-by: Ana Ríos\n  <ana@example.com>", 0),
        ("Agreed-by: ana", 1),
        ("Agreed-by: ana\n\nmoved", 1),
        ("moved\n\nAgreed-by: ana\n\nas we said", 1),
        ("moved\n\nwe spoke, and that was that\nAgreed-by: ana\nshe said", 1),
    ],
)
def test_a_trailer_is_what_git_calls_one(repository, message, code):
    _minutes_kept_by_eva(repository, message)
    repository("check --base main", code=code)


def test_late_renegotiation_is_a_warning(repository):
    repository.now = "2026-03-12T10:00:00-03:00"
    repository.branch("change")
    repository("renegotiate k7m 2026-03-20 --by diego --reason capacity")
    repository.commit("diego")
    assert repository.codes()[:1] == ["PC405"]


def test_an_approval_of_the_review_stands_for_a_commit_of_hers(repository):
    repository.branch("change")
    repository(ASK)
    repository("agree k7m --by diego --for ana --via review")
    repository.commit("diego")
    row = f'[{{"promise": "{ID}", "act": 4, "terms": {{"due": "DUE"}}, "by": "ana-rios", "source": "https://host/1"}}]'
    approvals = repository.folder.parent / "approvals.json"
    approvals.write_text(row.replace("DUE", "2026-03-09"))
    assert repository.codes(more=f"--approvals {approvals}") == []
    approvals.write_text(row.replace("DUE", "2026-03-31"))
    assert repository.codes(more=f"--approvals {approvals}") == ["PC406"]


# Packs.


def closed_and_packed(run):
    """Both promises of main are accepted; on the branch they are put away."""
    run("deliver k7m -e report --by diego")
    run("accept k7m --by ana")
    run("withdraw clm-est2 --by ana")
    run.commit("ana")
    run.git("branch", "--force", "start")
    run.now = "2026-07-01T10:00:00-04:00"
    run.branch("packed")
    run("pack --before 2026-06-01")
    run.commit("eva")


def kinds(run, base="main"):
    return {(one["kind"], one["promise"]) for one in run(f"diff {base} HEAD --format json").json["changes"]}


def test_a_pack_made_and_unmade_is_a_move(repository):
    closed_and_packed(repository)
    assert kinds(repository) == {("moved", ID), ("moved", OTHER)}
    repository("check --base main")
    repository.branch("unpacked", "packed")
    repository(f"unpack {ID}")
    repository.commit("eva")
    assert kinds(repository, "packed") == {("moved", ID)}
    repository("check --base packed")
    assert not repository.git("diff", "main", "HEAD", "--", PATH)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("the gate is on the left", "the gate is on the right", "PC402"),
        ("state: accepted", "state: promised", "PC401"),
    ],
)
def test_a_pack_rewritten_is_found(repository, old, new, code):
    closed_and_packed(repository)
    pack = next((repository.folder / "ledgers/claims/settled").glob("*.yaml")).relative_to(repository.folder)
    repository.edit(old, new, str(pack))
    repository.commit("eva")
    assert code in repository.codes()


def test_a_promise_dropped_from_a_pack_is_found(repository):
    closed_and_packed(repository)
    pack = next((repository.folder / "ledgers/claims/settled").glob("*.yaml"))
    parts = pack.read_text().split("---\n")
    pack.write_text("---\n".join(part for part in parts if OTHER not in part))
    repository.commit("eva")
    assert "PC403" in repository.codes()


def test_a_note_that_git_puts_into_a_look_alike_is_found(repository):
    closed_and_packed(repository)
    text = repository.git("show", f"main:{PATH}")
    repository.write("ledgers/claims/clm-twin2345.yaml", text.replace(ID, "clm-twin2345"))
    repository.commit("eva", "packed, and a look-alike")
    repository.branch("other", "main")
    repository("note k7m --by eva --note 'the other branch'")
    repository.commit("eva")
    repository.git("checkout", "--quiet", "packed")
    repository.git("merge", "--quiet", "-m", "merge", "other")
    assert "the other branch" in repository.read("ledgers/claims/clm-twin2345.yaml")
    assert "PC404" in repository.codes("other")


def test_a_silent_change_of_two_terms_names_both(repository):
    repository.branch("b")
    silent_due_in_the_head(repository)
    repository.edit("- photos\n", "- a photo\n")
    repository.commit("diego")
    finding = repository("check --base main --format json", code=1).json["findings"][0]
    assert finding["note"].endswith("; `criteria` changed too; no act says so")
    said = repository("check --base main --lang es", code=1).out
    assert "también cambió `criteria`; ningún acto lo dice" in said


def test_an_unknown_name_that_main_holds_stays_old_when_the_list_around_it_grows(repository):
    repository.write(
        "ledgers/objectives.yaml",
        "objectives:\n  trust:\n    text: Keep our word\n    owner: ana\n    period: 2026\n    key-results:\n"
        "      kr-1: {text: kept, target: 95, kind: keep}\n      kr-2: {text: asked, target: 90, kind: keep}\n",
    )
    repository.edit("state:", "serves: [kr-1, nope]\nstate:")
    repository.commit("diego", "serves something that nobody knows")
    repository.branch("b")
    repository.edit("serves: [kr-1, nope]", "serves: [kr-2, kr-1, nope]")
    repository.commit("diego")
    assert "PC107" not in repository.codes()
    repository.edit("kr-1, nope]", "kr-1, nope, neither]")
    repository.commit("diego")
    assert repository.codes().count("PC107") == 1
