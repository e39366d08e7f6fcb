"""Comparing: what a change means, from git objects or from the work tree."""

from promisectl.app.compare.commits import branch_of

from promisectl.app.compare.revisions import WORKTREE, compare_revisions
from promisectl.model.act import Verb

from .conftest import ID


def test_without_a_base_the_work_tree_is_held_against_head(repository):
    assert compare_revisions(repository.root).changes == ()
    repository.say(Verb.WARN, "diego", reason="supplier")
    compared = compare_revisions(repository.root)
    assert compared.head == WORKTREE
    assert [(change.promise, change.kind, change.act) for change in compared.changes] == [(ID, "act", "warn")]


def test_with_a_base_only_what_the_branch_did_is_told(repository):
    repository.git("checkout", "--quiet", "-b", "branch")
    repository.say(Verb.WARN, "diego", reason="supplier")
    commit = repository.commit("warned")
    repository.git("checkout", "--quiet", "main")
    repository.write("promisectl.yaml", repository.read("promisectl.yaml") + "wip-limit: 3\n")
    repository.commit("main went on")
    compared = compare_revisions(repository.root, "main", "branch")
    assert [change.act for change in compared.changes] == ["warn"]
    branch = branch_of(compared)
    (introduced,) = branch.authors.values()
    assert (introduced.oid, introduced.author) == (commit, "ana")
