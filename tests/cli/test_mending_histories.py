"""Mending a history that the law refuses: its tail goes whole into a note, and nothing is lost."""

import pytest

from promisectl.model.digests import confirmation_digest
from promisectl.yamltext.raw_acts import conversations

PATH = "ledgers/claims/clm-k7m2x9qd.yaml"
TAIL = """\
# said by mistake
- act: accept
  by: eva  # who is she?
  at: 2026-03-02T10:00:00-03:00
  rating: 4
- {act: cancel, by: ana, at: 2026-03-02T11:00:00-03:00, reason: customer-change}
"""


def _refused(run, stewards=""):
    run.promised()
    run.write(PATH, run.read(PATH) + TAIL)
    if stewards:
        run.write("promisectl.yaml", run.read("promisectl.yaml") + f"policy: {{stewards: [{stewards}]}}\n")
    run.now = "2026-03-02T12:00:00-03:00"


def _acts(run):
    (one,) = conversations((run.folder / PATH).read_bytes(), "", packed=False)
    return one.acts


def test_a_steward_sets_aside_what_is_refused_and_all_that_follows(run):
    _refused(run, "eva")
    before = _acts(run)
    said = run("mend k7m --by eva")
    assert "clm-k7m2x9qd: 2 act(s) set aside, from act 3 on; it is promised" in said.out
    assert "`promisectl accept clm-k7m2x9qd --rating 4 --by eva`" in said.out
    assert said.err == ""
    after = _acts(run)
    assert after[:2] == before[:2]
    assert (after[2]["kind"], after[2]["by"], after[2]["acts"]) == ("displaced", "eva", list(before[2:]))
    run("check --select PC1,PC2")


def test_without_a_steward_one_party_mends_and_the_other_confirms(run):
    _refused(run)
    said = run("mend k7m")
    assert "`promisectl confirm clm-k7m2x9qd 3 --by diego`" in said.err
    assert "this confirms act 3: `note` by ana" in run("confirm k7m 3 --by diego").err
    acts = _acts(run)
    assert acts[3]["of"] == confirmation_digest("clm-k7m2x9qd", acts[:3])


def test_the_head_balances_with_what_is_left(run):
    _refused(run)
    run.write(PATH, run.read(PATH).replace("state: promised", "state: cancelled"))
    run("mend k7m")
    assert "state: promised" in run.promise()
    run("check --select PC205")


def test_check_names_the_command_for_a_history_that_the_law_refuses(run):
    _refused(run)
    assert "`promisectl mend clm-k7m2x9qd`" in run("check --select PC2 --format full", code=1).out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("mend k7m --by eva", 1, "eva may not set aside what was said in clm-k7m2x9qd"),
        ("mend off", 1, "the law refuses the act that opens clm-off23456"),
        ("mend fine", 2, "the law refuses nothing of clm-fine2345"),
        ("mend nowhere", 2, "nowhere"),
    ],
)
def test_what_cannot_be_mended_is_refused_and_nothing_is_written(run, words, code, said):
    run.promised(id="clm-fine2345")
    _refused(run)
    run.write(
        "ledgers/claims/clm-off23456.yaml",
        "id: clm-off23456\nwhat: x\nstate: requested\nhistory:\n- {act: agree, by: ana, at: 2026-03-02}\n",
    )
    before = run.tree()
    assert said in run(words, code=code).err
    assert run.tree() == before


def test_a_dry_run_shows_the_change_and_commit_commits_it(repository):
    _refused(repository)
    before = repository.tree()
    assert "kind: displaced" in repository("mend k7m --dry-run").out
    assert repository.tree() == before
    repository.git("add", ".")
    repository.git("commit", "--quiet", "--message", "refused")
    repository("mend k7m --commit")
    assert "clm-k7m2x9qd: mend, from act 3 on" in repository.git("log", "-1", "--format=%s")
