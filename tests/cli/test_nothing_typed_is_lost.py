"""What was typed is not lost: drafts come back, a commit is asked about before anything is written, twice is once."""

from __future__ import annotations

import pytest

DRAFT = """\
# what we talked about on Monday
what:   Inspect the vehicle of claim 88123
customer: ana
performer: diego   # he knows the model
due: 2026-03-06
"""
PATH = "ledgers/claims/clm-inspect.yaml"


@pytest.fixture
def drafted(repository):
    repository.write(PATH, DRAFT)
    return repository


def test_undo_of_an_opened_draft_gives_it_back_byte_for_byte(drafted):
    drafted(f"open {PATH}")
    assert "the draft is back" in drafted("undo clm-inspect").out
    assert drafted.read(PATH) == DRAFT


def test_it_does_so_after_other_acts_were_undone(drafted):
    drafted("open clm-inspect")
    drafted("agree clm-inspect --by diego")
    drafted("undo clm-inspect")
    drafted("undo clm-inspect")
    assert drafted.read(PATH) == DRAFT


def test_undo_of_what_a_command_opened_takes_the_file_away(repository):
    repository("request diego Inspect fri --id clm-k7m2x9qd")
    assert "the file is gone" in repository("undo k7m").out


def test_a_draft_without_an_id_takes_that_of_its_file(drafted):
    assert drafted("list --format json").json["promises"][0]["id"] == "clm-inspect"
    assert drafted("check").code == 0
    drafted("open clm-inspect")
    assert "id: clm-inspect\n" in drafted.read(PATH)
    assert drafted("check").code == 0


@pytest.mark.parametrize("name", ["notes.yaml", "My-Draft.yaml"])
def test_a_name_that_cannot_be_an_id_asks_for_one(run, name):
    run.write(f"ledgers/claims/{name}", DRAFT)
    assert "`id` is missing" in run("check", code=2).out


def test_a_promise_to_oneself_is_never_made_by_default(repository):
    repository.write(PATH, DRAFT.replace("performer: diego   # he knows the model\n", ""))
    said = repository("open clm-inspect", code=1)
    assert "names no performer" in said.err
    assert "history" not in repository.read(PATH)
    repository.write(PATH, DRAFT.replace("performer: diego   # he knows the model", "performer: ana"))
    assert "promise to oneself" in repository("open clm-inspect").err


def test_the_other_side_may_open_what_leaves_its_own_role_empty(repository):
    repository.write(PATH, DRAFT.replace("performer: diego   # he knows the model\n", ""))
    repository("open clm-inspect --by diego")
    assert "performer: diego\n" in repository.read(PATH)


REQUEST = "request diego Inspect fri --commit"


def test_an_identity_that_git_lacks_is_asked_for_before_anything_is_written(repository):
    repository.write("../home/.gitconfig", "[user]\n\tuseConfigOnly = true\n")
    before = repository.tree()
    said = repository(f"{REQUEST} --by ana", code=2)
    assert "git config user.email" in said.err
    assert repository.tree() == before


@pytest.mark.parametrize("state", ["MERGE_HEAD", "CHERRY_PICK_HEAD", "index.lock"])
def test_a_commit_under_way_is_found_before_anything_is_written(repository, state):
    (repository.folder / ".git" / state).write_text(repository.git("rev-parse", "HEAD"))
    before = repository.tree()
    said = repository(REQUEST, code=2)
    assert "nothing was written" in said.err
    assert repository.tree() == before


def test_a_file_that_git_ignores_is_not_written_to_be_committed(repository):
    repository.write(".gitignore", "ledgers/claims/\n")
    before = repository.tree()
    said = repository(REQUEST, code=2)
    assert ".gitignore" in said.err
    assert repository.tree() == before


def refuse(repository):
    hook = repository.folder / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'tests are red'\nexit 1\n")
    hook.chmod(0o755)
    return hook


def test_a_hook_that_refuses_is_told_with_the_file_and_how_to_go_on(repository):
    refuse(repository)
    said = repository(f"{REQUEST} --id clm-k7m2x9qd", code=2)
    assert "tests are red" in said.err
    assert "waits for a commit: ledgers/claims/clm-k7m2x9qd.yaml" in said.err
    assert "promisectl undo" in said.err
    repository("undo k7m")


def test_a_retry_makes_no_second_promise(repository):
    hook = refuse(repository)
    repository(REQUEST, code=2)
    repository(REQUEST, code=2)
    hook.unlink()
    assert "it was written before; now it is committed" in repository(REQUEST).out
    assert len(list((repository.folder / "ledgers/claims").iterdir())) == 1
    assert repository.git("status", "--short").strip() == ""
    repository(REQUEST)
    assert len(list((repository.folder / "ledgers/claims").iterdir())) == 2


def test_what_else_was_not_committed_in_the_file_is_said(repository):
    repository.promised()
    repository("note k7m 'by phone' --commit")
    said = repository("note k7m 'again' --commit")
    assert "went along" not in said.err
    repository("note k7m 'not committed'")
    assert "what was not committed before went along" in repository("note k7m 'third' --commit").err


@pytest.mark.parametrize("command", ["check --base main", "check --base HEAD", "diff", "diff main", "audit"])
def test_before_the_first_commit_the_remedy_is_a_commit(run, command):
    run.git("init", "--quiet", "--initial-branch", "main")
    said = run(command, code=2)
    assert "nothing is committed here yet" in said.err
    assert "git commit" in said.err


BY_HAND = """\
# kept by hand
id:   clm-k7m2x9qd
what: "Inspect the vehicle"   # the blue one
customer: ana
performer: diego
due:   2026-03-06             # Friday
criteria: [ photos,estimate ]
state: promised
history:
- {act: request, by: ana, at: 2026-03-02T08:00:00-03:00, terms: {what: Inspect the vehicle, performer: diego, due: 2026-03-06, criteria: [photos, estimate]}}
- {act: agree, by: diego, at: 2026-03-02T08:30:00-03:00}
"""


def test_undo_of_anything_gives_back_what_stood_before(repository):
    repository.write("ledgers/claims/clm-k7m2x9qd.yaml", BY_HAND)
    repository.git("add", ".")
    repository.git("commit", "--quiet", "--message", "by hand")
    steps = ["note k7m 'on its way'", "renegotiate k7m 2026-03-09 -r capacity --by diego", "agree k7m"]
    texts = []
    for step in steps:
        texts.append(repository.promise())
        repository(step)
    for text in reversed(texts):
        repository("undo k7m")
        assert repository.promise() == text
    assert repository.promise() == BY_HAND


def test_what_was_edited_since_is_not_lost_by_an_undo(repository):
    repository.promised()
    edited = repository.promise().replace("what: Inspect the vehicle\n", "what: Inspect the vehicle\ntags: [blue]\n", 1)
    repository.write("ledgers/claims/clm-k7m2x9qd.yaml", edited)
    repository("undo k7m")
    assert "tags: [blue]\n" in repository.promise()
    assert "act: agree" not in repository.promise()


def test_what_was_redacted_is_kept_nowhere(repository):
    repository.promised()
    repository("note k7m 'the code of the gate is 1234'")
    repository("note k7m 'never mind'")
    repository("redact k7m 3 note")
    kept = repository.folder / ".git/promisectl"
    assert not any(b"1234" in path.read_bytes() for path in kept.rglob("*") if path.is_file())


def test_what_was_said_in_one_breath_is_undone_and_told_as_one(repository):
    repository.promised()
    before = repository.promise()
    repository("renegotiate k7m 2026-03-09 -r capacity --by diego --agreed-by ana --via phone")
    told = repository("undo k7m").out
    assert "the agree by diego is undone" in told
    assert "the renegotiate by diego is undone" in told
    assert repository.promise() == before


def test_what_a_commit_holds_already_is_not_undone_with_the_rest(repository):
    repository.promised()
    repository("renegotiate k7m 2026-03-09 -r capacity --by diego --agreed-by ana --via phone")
    whole = repository.promise()
    repository.write("ledgers/claims/clm-k7m2x9qd.yaml", whole[: whole.rindex("- act: agree")])
    repository.git("add", ".")
    repository.git("commit", "--quiet", "--message", "the first of both")
    repository.write("ledgers/claims/clm-k7m2x9qd.yaml", whole)
    told = repository("undo k7m").out
    assert "renegotiate" not in told
    assert "act: renegotiate" in repository.promise()


@pytest.mark.parametrize("shape", ["", " --format json", " --quiet"])
def test_a_retry_makes_no_second_promise_however_commits_are_wished(repository, shape):
    hook = refuse(repository)
    repository.git("config", "promisectl.commit", "true")
    repository(f"request diego Inspect fri{shape}", code=2)
    hook.unlink()
    said = repository(f"request diego Inspect fri{shape}")
    assert len(list((repository.folder / "ledgers/claims").iterdir())) == 1
    assert repository.git("status", "--short").strip() == ""
    if "json" in shape:
        assert said.json["promise"]["id"] in repository.git("log", "-1", "--format=%s")
