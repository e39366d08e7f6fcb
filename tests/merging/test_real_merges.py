"""Real merges: whatever two branches say, git without any driver loses no act, and `check` finds what is not lawful.

What git does in silence (it takes a packed promise for renamed, and puts the other branch's act into a look-alike) plain
`check` cannot know; `check --base` names it, PC404.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest

from promisectl.app.files.conflict import dispute_of
from promisectl.app.files.resolve import decided, merged
from promisectl.store.conflicts import ConflictedFile, split

from .branches import LATER, PACK, Pair, pair, workspace_in
from .laws import findings_of, judged, read, said
from .merges import Merge, git, merge_all, written

CHUNK = 200


@pytest.fixture(autouse=True)
def long_after(monkeypatch):
    """It is September, and everything was said in March."""
    monkeypatch.setenv("PROMISECTL_NOW", LATER.isoformat())


@pytest.fixture(
    scope="module",
    params=[pytest.param(0, id="quick")]
    + [pytest.param(n, id=f"torture-{n}", marks=pytest.mark.torture) for n in range(1, 10)],
)
def merges(request, tmp_path_factory):
    """Two hundred pairs of branches, what git made of each, and the workspace they are read in."""
    folder = tmp_path_factory.mktemp("merges").resolve()
    workspace = workspace_in(folder)
    pairs = [pair(seed, workspace) for seed in range(request.param * CHUNK, (request.param + 1) * CHUNK)]
    return workspace, list(zip(pairs, merge_all(folder, pairs), strict=True))


def test_the_pairs_are_worth_merging(merges):
    _, both = merges
    kinds = Counter(merge.clean for _, merge in both)
    assert kinds[True] > CHUNK / 10 and kinds[False] > CHUNK / 4
    assert sum(PACK in one.ours or PACK in one.theirs for one, _ in both) > CHUNK / 10


def test_git_never_loses_an_act(merges):
    workspace, both = merges
    lost = [(number, judged(*one, workspace).lost) for number, one in enumerate(both)]
    assert [one for one in lost if one[1]] == []


def test_what_git_mixes_is_found_by_check_or_by_check_with_a_base(merges):
    """Only an act in a look-alike is silent, and then the merge commit is PC404."""
    workspace, both = merges
    for number, (one, merge) in enumerate(both):
        if judged(one, merge, workspace).is_silent:
            assert "PC404" in codes_with_a_base(workspace, number, merge), number


def codes_with_a_base(workspace, number, merge):
    """Return the codes that `check --base` finds in the merge commit of a pair."""
    from promisectl.app.check.branch import check_branch

    ours, theirs = f"p{number}-ours", f"p{number}-theirs"
    commit = git(workspace.root, "commit-tree", merge.oid, "-p", ours, "-p", theirs, "-m", "merged").decode().strip()
    check_result = check_branch(root=workspace.root, base=ours, head=commit)
    return {finding.code for finding in check_result.check_result.findings}


def test_a_conflict_is_found_by_check_unless_every_act_stands_already(merges):
    """git stops too where it mistook a new promise for an old one renamed, and leaves both as they should be."""
    workspace, both = merges
    for number, (one, merge) in enumerate(both):
        if not merge.clean and not findings_of(merge.tree, workspace):
            verdict = judged(one, merge, workspace)
            assert not verdict.lost | verdict.moved | verdict.foreign, number


def test_keeping_both_sides_by_hand_loses_no_act_or_is_found(merges):
    """The marker lines taken out, and nothing else: the wrong thing that everybody does once."""
    workspace, both = merges
    for number, (one, merge) in enumerate(both):
        if not merge.clean:
            kept = {path: re.sub(rb"(?m)^(<{7,}|={7,}|>{7,}).*\n", b"", data) for path, data in merge.tree.items()}
            verdict = judged(one, Merge(True, kept, ""), workspace)
            if (verdict.lost or verdict.foreign) and not verdict.findings:  # lines of two acts became one lawful act
                oid = written(workspace.root, kept)
                assert "PC404" in codes_with_a_base(workspace, number, Merge(True, kept, oid)), number


@pytest.mark.parametrize("stands", [None, "ours", "theirs"])
def test_resolving_gives_a_lawful_file_that_holds_every_act(merges, stands):
    workspace, both = merges
    resolved = 0
    for number, (one, merge) in enumerate(both):
        for path in disputed(one, merge):
            sides = ConflictedFile(one.ours[path], one.theirs[path], one.base.get(path), merge.tree[path])
            dispute = dispute_of(workspace, path, sides)
            found = decided(workspace, dispute, stands, "eva") if stands else merged(workspace, dispute)
            if found is None:
                continue
            after = {path: found.change.after}
            assert findings_of(after, workspace) == [], number
            needed = said(read({path: one.ours[path]})[0]) | said(read({path: one.theirs[path]})[0])
            assert not needed - said(read(after)[0]), number
            resolved += 1
    assert resolved > 10


def disputed(one: Pair, merge: Merge):
    """Yield the promise files that git left in conflict, with two sides."""
    for path, data in merge.tree.items():
        if path != PACK and b"<<<<<<< " in data and path in one.ours and path in one.theirs:
            yield path


def test_markers_alone_give_what_the_index_gives(merges):
    """Where the index is gone and both sides spoke, the sides between the markers hold the same acts."""
    workspace, both = merges
    for number, (one, merge) in enumerate(both):
        for path in disputed(one, merge):
            sides = split(merge.tree[path], path)
            told = [read({path: side[path]})[0][0].history for side in (one.ours, one.theirs)]
            begun = read({path: one.base[path]})[0][0].history if path in one.base else ()
            if sides is not None and begun not in told:
                dispute = dispute_of(workspace, path, sides)
                assert [dispute.ours.acts, dispute.theirs.acts] == told, number
