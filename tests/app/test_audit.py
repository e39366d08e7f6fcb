"""Auditing: every commit is held against its parents."""

from promisectl.app.audit.audit import audit, write_checkpoint

from .conftest import ID

PATH = f"ledgers/claims/{ID}.yaml"


def test_a_history_that_only_grew_is_lawful_and_can_be_anchored(repository, tmp_path):
    seen = audit(root=repository.root)
    assert seen.is_lawful
    assert not seen.anchored
    assert [act.act for act in seen.acts] == ["request", "agree"]
    checkpoint = tmp_path / "checkpoint.json"
    write_checkpoint(seen, checkpoint)
    repository.commit("nothing")
    assert audit(root=repository.root, checkpoint=checkpoint).anchored


def test_an_act_that_was_edited_is_found_with_the_commit_that_did_it(repository):
    repository.write(PATH, repository.read(PATH).replace("Inspect the vehicle", "Inspect the house"))
    commit = repository.commit("edited")
    seen = audit(root=repository.root)
    assert not seen.is_lawful
    assert ("edited", commit) in [(caught.kind, caught.commit) for caught in seen.caught]
