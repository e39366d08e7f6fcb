"""What a change means, in words, as a comment and as JSON; and what a review's approval becomes."""

from __future__ import annotations

import json

import jsonschema
import pytest

from promisectl.app.schema.all import schema

from .conftest import ID, PATH

ASK = "renegotiate k7m 2026-03-09 --by diego --reason supplier"
OTHER = "clm-est2m3n4"


def kinds(run, line="diff main HEAD"):
    document = run(f"{line} --format json").json
    jsonschema.validate(document, schema("diff"))
    return [(one["kind"], one["promise"]) for one in document["changes"]]


def changes(run, line="diff main HEAD"):
    return run(f"{line} --format json").json["changes"]


def test_no_argument_compares_head_with_the_work_tree(repository):
    repository("note k7m --by eva --note again")
    document = repository("diff --format json").json
    assert document["head"] == "worktree"
    assert [(one["kind"], one["act"], one["by"]) for one in document["changes"]] == [("act", "note", "eva")]


def test_a_new_promise_is_added_and_what_was_said_in_it_is_told(repository):
    repository("request diego Paint 2026-03-20 -c dry --id clm-new2m3n4 --agreed-by diego --via stand-up")
    assert kinds(repository, "diff") == [("added", "clm-new2m3n4"), ("act", "clm-new2m3n4"), ("act", "clm-new2m3n4")]


def test_an_agreed_later_due_is_one_net_entry_with_its_days(repository):
    repository.branch("b")
    for day in ("2026-03-08", "2026-03-11"):
        repository(f"renegotiate k7m {day} --by diego --reason supplier")
        repository("agree k7m --by ana")
    repository.commit("ana")
    (moved,) = [one for one in changes(repository) if one["kind"] == "due-moved"]
    assert (moved["from"], moved["to"], moved["days"], moved["agreed"], moved["timely"]) == (
        "2026-03-06", "2026-03-11", 5, True, True,
    )  # fmt: skip


def test_an_open_proposal_is_told_apart_for_it_moves_nothing(repository):
    repository(ASK)
    (moved,) = [one for one in changes(repository, "diff") if one["kind"] == "due-moved"]
    assert (moved["days"], moved["agreed"], moved["timely"]) == (3, False, True)
    assert "Merging moves nothing yet: ana has not agreed in the ledger" in repository("diff").out


def test_criteria_that_go_are_weakened_and_others_are_terms_changed(repository):
    repository("renegotiate k7m -c photos --by diego --reason capacity --agreed-by ana --via phone")
    (weakened,) = [one for one in changes(repository, "diff") if one["kind"] == "weakened"]
    assert (weakened["from"], weakened["to"]) == (["photos", "estimate"], ["photos"])
    repository("renegotiate k7m --what 'Inspect the car' --by diego --reason quality --agreed-by ana --via phone")
    assert ("terms-changed", ID) in kinds(repository, "diff")


def test_a_closed_promise_a_free_field_and_a_move_are_named(repository):
    repository("deliver k7m -e report --by diego")
    repository("accept k7m --by ana")
    repository(f"set {OTHER} tags vip")
    assert ("closed", ID) in kinds(repository, "diff")
    assert ("free-field", OTHER) in kinds(repository, "diff")
    repository.commit("ana")
    (repository.folder / "ledgers/claims/march").mkdir()
    repository.git("mv", PATH, f"ledgers/claims/march/{ID}.yaml")
    assert kinds(repository, "diff") == [("moved", ID)]


def test_the_unlawful_comes_first_with_its_finding(repository):
    repository("set k7m tags vip")
    repository.edit("due: 2026-03-06\ncriteria", "due: 2026-03-20\ncriteria")
    first, *_ = changes(repository, "diff")
    assert (first["kind"], first["from"], first["to"]) == ("silent-change", "2026-03-06", "2026-03-20")
    assert [one["code"] for one in first["findings"]] == ["PC401"]
    repository("diff --exit-code", code=1)


def test_base_means_the_merge_base_and_exact_means_base_itself(repository):
    repository.branch("b")
    repository("set k7m tags vip")
    repository.commit("ana")
    repository.git("checkout", "--quiet", "main")
    repository(f"set {OTHER} tags main")
    repository.commit("ana")
    repository.git("checkout", "--quiet", "b")
    assert kinds(repository, "diff main") == [("free-field", ID)]
    assert {one for _, one in kinds(repository, "diff main --exact")} == {ID, OTHER}


def test_a_workspace_in_a_subfolder_sees_its_own_files_alone(repository):
    repository.git("mv", "promisectl.yaml", "ledgers", "-k")
    (repository.folder / "team").mkdir()
    for name in ("promisectl.yaml", "ledgers"):
        if (repository.folder / name).exists():
            repository.git("mv", name, f"team/{name}")
    if (repository.folder / "team/ledgers/promisectl.yaml").exists():
        repository.git("mv", "team/ledgers/promisectl.yaml", "team/promisectl.yaml")
    repository.commit("ana", "moved into a monorepo")
    repository.write("other.txt", "x")
    repository("--root team set k7m tags vip")
    assert [one["kind"] for one in repository("--root team diff --format json").json["changes"]] == ["free-field"]
    repository.commit("ana")
    assert repository("--root team check --base HEAD~1 --format json").json["findings"] == []


def test_a_workspace_in_a_submodule_is_judged_by_its_own_repository(repository, tmp_path):
    outer = tmp_path / "outer"
    repository.git("init", "--quiet", str(outer))
    repository.git(
        "-C",
        str(outer),
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        str(repository.folder),
        "ledger",
    )
    inner = outer / "ledger"
    repository(f"--root {inner} set k7m tags vip")
    assert [one["kind"] for one in repository(f"--root {inner} diff --format json").json["changes"]] == ["free-field"]
    assert "PC" not in repository(f"--root {inner} check --base HEAD --head worktree").out


def test_a_file_that_cannot_be_read_is_told_so_and_not_as_removed(repository):
    repository.branch("change")
    repository.edit("history:", "<<<<<<< HEAD\nhistory:")
    repository.commit("diego")
    assert repository.codes() == ["PC101"]
    assert "[PC101]" in repository("diff main HEAD").out and "removed" not in repository("diff main HEAD").out
    assert "cannot be merged as it is" in repository("diff main HEAD --format markdown").lines[0]
    told = repository("diff main HEAD --format json").json
    assert (told["changes"], [one["code"] for one in told["findings"]]) == ([], ["PC101"])


def own_agreement(run):
    run(ASK + " --agreed-by ana --via phone")
    run.commit("diego")


def people_changed(run):
    run.write("ledgers/people.yaml", run.read("ledgers/people.yaml").replace("eva@example.com", "m@example.com"))
    run.commit("diego")


def a_promise_dropped_by_a_merge(run):
    run("request diego Paint 2026-03-20 -c dry --id clm-new2m3n4")
    run.commit("ana")
    run.git("checkout", "--quiet", "main")
    run("set k7m priority 1")
    run.commit("eva")
    run.git("checkout", "--quiet", "change")
    run.git("merge", "--quiet", "--no-commit", "--no-ff", "main")
    run.git("rm", "--quiet", "--force", "ledgers/claims/clm-new2m3n4.yaml")
    run.commit("diego")


@pytest.mark.parametrize(
    ("change", "code"),
    [(own_agreement, "PC406"), (people_changed, "PC407"), (a_promise_dropped_by_a_merge, "PC404")],
)
def test_what_looks_lawful_line_by_line_is_told_as_unlawful_all_the_same(repository, change, code):
    repository.write("promisectl.yaml", repository.read("promisectl.yaml") + "policy: {stewards: [ana]}\n")
    repository.commit("ana")
    repository.branch("change")
    change(repository)
    comment = repository("diff main HEAD --format markdown").out
    assert "cannot be merged as it is" in comment.splitlines()[0] and f"`{code}`" in comment
    assert "UNLAWFUL" in repository("diff main HEAD").out and f"[{code}]" in repository("diff main HEAD").out
    found = repository("diff main HEAD --format json").json
    every = [*found["findings"], *(one for change in found["changes"] for one in change["findings"])]
    assert code in [one["code"] for one in every]
    repository("diff main HEAD --exit-code", code=1)


@pytest.mark.parametrize("name", ["concise", "github", "gitlab", "sarif", "junit", "rdjson", "json-lines", "full"])
def test_the_findings_of_a_change_come_in_the_formats_of_check(repository, name):
    repository.edit("due: 2026-03-06\ncriteria", "due: 2026-03-20\ncriteria")
    assert "PC401" in repository(f"diff --format {name}").out


def test_a_detached_head_and_a_dirty_tree_are_judged_and_said(repository):
    repository.branch("b")
    repository.edit("due: 2026-03-06\ncriteria", "due: 2026-03-20\ncriteria")
    repository.commit()
    repository.git("checkout", "--quiet", "--detach")
    repository("set k7m tags vip")
    said = repository("check --base main", code=1)
    assert "PC401" in said.out
    assert f"not judged, for it is not committed: {PATH}" in said.err
    assert "PC401" in repository("check --base main --head worktree", code=1).out


def test_a_shallow_clone_whose_verdict_would_be_empty_is_refused(repository, tmp_path):
    repository.branch("b")
    for number in range(3):
        repository(f"set k7m priority {number + 1}")
        repository.commit()
    repository.git(
        "clone", "--quiet", "--depth", "1", "--branch", "b", f"file://{repository.folder}", str(tmp_path / "s")
    )
    repository.git("-C", str(tmp_path / "s"), "fetch", "--quiet", "--depth", "1", "origin", "main:main")
    said = repository(f"--root {tmp_path / 's'} check --base main", code=2)
    assert "fetch-depth: 0" in said.err


def test_a_base_that_is_nowhere_is_named(repository):
    assert "`nowhere` names no commit here" in repository("check --base nowhere", code=2).err
    assert "no variable of GitHub, Forgejo or GitLab" in repository("check --base auto", code=2).err
    repository.branch("b")
    repository.git("update-ref", "refs/remotes/origin/main", "main")
    repository("check --base auto", GITHUB_BASE_REF="main")


def test_the_comment_says_first_what_a_reviewer_must_know(repository):
    repository.branch("b")
    repository(ASK)
    repository.commit("diego")
    comment = repository("diff main HEAD --format markdown").out
    assert comment.startswith("**Merging moves nothing yet: ana has not agreed in the ledger")
    assert comment.rstrip().endswith("<!-- promisectl: diff -->")
    repository.edit("due: 2026-03-06\ncriteria", "due: 2026-03-20\ncriteria")
    repository.commit("diego")
    comment = repository("diff main HEAD --format markdown").out
    assert comment.startswith("**Unlawful changes in 1 promise(s)")
    assert "renegotiate clm-k7m2x9qd 2026-03-20" in comment


def test_the_comment_names_what_comes_to_be_threatened(repository):
    repository("agree clm-est --by diego")
    repository("set clm-est needs clm-k7m2x9qd")
    repository.commit("ana")
    repository.branch("b")
    repository(ASK)
    repository("agree k7m --by ana")
    repository.commit("ana")
    assert "- threatens Estimate the repair `clm-est2m3n4`" in repository("diff main HEAD --format markdown").out


def test_the_comment_names_a_threat_that_comes_with_a_need(repository):
    repository("agree clm-est --by diego")
    repository("renegotiate k7m 2026-03-09 --by diego --reason data")
    repository("agree k7m --by ana")
    repository.commit("ana")
    repository.branch("b")
    repository("set clm-est needs clm-k7m2x9qd")
    repository.commit("ana")
    assert "- comes to be threatened: diego -\\> ana, expected" in repository("diff main HEAD --format markdown").out
    repository("note clm-est --by ana --note 'we know'")
    repository.commit("ana")
    assert "threatened" not in repository("diff HEAD~1 HEAD --format markdown").out


def test_a_comment_too_long_for_a_host_falls_back_to_counts(repository):
    repository.branch("b")
    for number in range(12):
        repository(["note", "k7m", "--by", "eva", "--note", f"{number} "])
    repository(["renegotiate", "k7m", "--what", "x " * 32_000, "--by", "diego", "--reason", "quality"])
    repository(["agree", "k7m", "--by", "ana"])
    repository.commit("ana")
    comment = repository("diff main HEAD --format markdown").out
    assert len(comment) < 60_100
    assert "Too much to show here" in comment


def test_an_approval_becomes_an_agreement_after_the_merge(repository):
    repository(ASK)
    repository.commit("diego")
    row = {"promise": ID, "act": 4, "terms": {"due": "2026-03-09"}, "by": "ana-rios", "source": "https://host/r/1"}
    path = repository.folder.parent / "approvals.json"
    path.write_text(json.dumps([row]))
    repository(f"record --approvals {path} --by eva --commit")
    assert repository.promise().endswith(
        "- act: agree\n  by: eva\n  for: ana\n  at: 2026-03-03T10:00:00-03:00\n  via: https://host/r/1\n  terms: {due: 2026-03-09}\n"
    )
    assert "due: 2026-03-09\ncriteria" in repository.promise()
    again = repository(f"record --approvals {path} --by eva")
    assert "nothing to record" in again.err


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"terms": {"due": "2026-03-31"}}, "it approves other terms than those proposed, and is void"),
        ({"act": 3}, "no such proposal is open"),
        ({"by": "eva"}, "the word of eva is not needed"),
        ({"by": "github:stranger"}, "nobody here is called `github:stranger`"),
        ({"promise": "clm-nowhere1"}, "no open promise here is called `clm-nowhere1`"),
    ],
)
def test_a_void_approval_is_named_and_nothing_is_written(repository, change, why):
    repository(ASK)
    before = repository.tree()
    row = {"promise": ID, "act": 4, "terms": {"due": "2026-03-09"}, "by": "ana", "source": "https://host/r/1"} | change
    path = repository.folder.parent / "approvals.json"
    path.write_text(json.dumps([row]))
    assert why in repository(f"record --approvals {path} --by eva").err
    assert repository.tree() == before


def test_the_approvals_of_strangers_keep_nobody_elses_from_being_recorded(repository):
    repository(ASK)
    row = {"promise": ID, "act": 4, "terms": {"due": "2026-03-09"}, "by": "ana-rios", "source": "https://host/r/1"}
    path = repository.folder.parent / "approvals.json"
    path.write_text(json.dumps([row | {"by": "github:stranger"}, row | {"promise": "x"}, row]))
    repository(f"record --approvals {path} --by eva")
    assert "for: ana" in repository.promise()


def test_an_approval_is_told_beside_the_proposal_that_waits(repository):
    repository.branch("change")
    repository(ASK)
    repository.commit("diego")
    row = {"promise": ID, "act": 4, "terms": {"due": "2026-03-09"}, "by": "ana-rios", "source": "https://host/r/1"}
    path = repository.folder.parent / "approvals.json"
    for kind in ("text", "markdown"):
        path.write_text(json.dumps([row]))
        assert "na approved it at" in repository(f"diff main HEAD --approvals {path} --format {kind}").out
        path.write_text(json.dumps([row | {"terms": {"due": "2026-03-31"}}]))
        assert "approved" not in repository(f"diff main HEAD --approvals {path} --format {kind}").out


def test_an_approval_of_other_terms_says_nothing_of_how_far_her_word_is_proved(repository):
    repository.branch("change")
    repository(ASK)
    repository.commit("diego")
    repository("agree k7m --by eva --for ana --via review")
    repository.commit("diego")
    row = {"promise": ID, "act": 4, "terms": {"due": "2026-03-09"}, "by": "ana-rios", "source": "https://host/r/1"}
    path = repository.folder.parent / "approvals.json"
    for terms, word in (({"due": "2026-03-09"}, "forge-asserted"), ({"due": "2026-03-31"}, "recorded")):
        path.write_text(json.dumps([row | {"terms": terms}]))
        (line,) = [one for one in repository(f"diff main HEAD --approvals {path}").lines if "agree: ana" in one]
        assert line.endswith(word)


def test_another_day_and_one_ledger_are_heard(repository):
    repository.branch("change")
    repository("set k7m needs clm-est2m3n4")
    repository("agree clm-est2 --by diego")
    repository("warn clm-est2 --by diego --reason supplier --forecast 2026-03-30")
    repository.commit("diego")
    assert repository("diff main HEAD --ledger other --format json").json["changes"] == []
    repository("person left ana 2026-06-01")
    repository(ASK)
    repository.commit("ana")
    repository.git("checkout", "--quiet", "-B", "main")
    repository.branch("more")
    repository("renegotiate k7m 2026-03-12 --by diego --reason supplier")
    repository.commit("diego")
    assert "ana has not agreed" in repository("diff main HEAD").out
    assert "ana has not agreed" in repository("diff main HEAD --as-of 2026-07-01").out, "she left, and is needed still"
    assert "ana has not agreed" not in repository("diff main HEAD --ledger other").out


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "{}",
        '[{"promise": "x"}]',
        '[{"promise": "x", "act": "1", "by": "a", "source": "b"}]',
        '[{"promise": "x", "act": true, "by": "a", "source": "b"}]',
    ],
)
def test_approvals_that_cannot_be_read_are_a_clear_error(repository, text):
    path = repository.folder.parent / "approvals.json"
    path.write_text(text)
    assert "approval" in repository(f"record --approvals {path}", code=2).err
