"""How far words can be trusted: what a policy demands of the commits that bring them."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from .conftest import PEOPLE, SETTINGS

ASK = "renegotiate k7m 2026-03-09 --by diego --reason supplier"


def demand(run, policy):
    run.write("promisectl.yaml", SETTINGS + f"policy: {policy}\n")
    run.commit("ana", "the policy")
    run.branch("change")


def test_an_act_by_another_than_the_commits_author_is_found_where_the_policy_wants_authors(repository):
    demand(repository, "{trust: author}")
    repository("note k7m --by eva --note again")
    repository.commit("diego")
    assert repository.codes() == ["PC501"]
    repository.branch("good")
    repository("note k7m --by eva --note again")
    repository.commit("eva")
    assert repository.codes() == []


def test_a_policy_lowered_on_the_branch_does_not_count(repository):
    demand(repository, "{trust: author}")
    repository.write("promisectl.yaml", SETTINGS)
    repository("note k7m --by eva --note again")
    repository.commit("diego")
    assert "PC501" in repository.codes()


def test_an_unsigned_act_is_found_where_the_policy_wants_it_signed(repository):
    demand(repository, "{acts: {accept: signed}}")
    repository("accept k7m --delivered-on 2026-03-03 --by ana")
    repository.commit("ana")
    assert repository.codes() == ["PC502"]


def test_words_written_down_days_later_are_said_to_be(repository):
    repository.branch("change")
    repository.now = "2026-03-12T10:00:00-03:00"
    repository("note k7m --by eva --note again --at 2026-03-05")
    repository.commit("eva")
    found = repository("check --base main --format json --select PC5").json["findings"]
    assert [(one["code"], one["severity"]) for one in found] == [("PC504", "info")]


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="there is no ssh-keygen on this machine")
def test_a_commit_signed_with_a_key_the_base_lists_counts_as_signed(repository, tmp_path):
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key)], check=True)
    public = key.with_suffix(".pub").read_text().strip()
    repository.write(
        "ledgers/people.yaml",
        PEOPLE.replace("{name: Ana Ríos,", f'{{name: Ana Ríos, keys: ["{public}"],'),
    )
    demand(repository, "{acts: {accept: signed}}")
    repository("accept k7m --delivered-on 2026-03-03 --by ana")
    repository.git("add", "--all")
    repository.git("-c", "gpg.format=ssh", "-c", f"user.signingkey={key}", "commit", "--quiet", "-S", "-m", "signed")
    assert repository.codes() == []
    assert "(signed)" in repository("diff main HEAD --format markdown").out


def test_each_new_act_is_shown_with_how_far_it_can_be_trusted(repository):
    repository.branch("change")
    repository(ASK)
    repository.commit("diego")
    repository("agree k7m --by diego --for ana --via phone")
    repository.commit("eva")
    shown = repository("diff main HEAD").out
    assert "renegotiate: diego (supplier); Tue 2026-03-03 10:00; author" in shown
    assert "agree: ana, recorded by diego; Tue 2026-03-03 10:00; recorded" in shown
