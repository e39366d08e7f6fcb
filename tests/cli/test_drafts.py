"""Drafts: terms written with a text editor, opened by whoever speaks them first."""

import pytest

DRAFT = """\
# From the review of 2 March.
id: clm-k7m2x9qd
what: 'Inspect the vehicle'   # claim 88123
performer: diego
due: 2026-03-06

criteria: [photos, estimate]
tags: [critical]
# Nothing below.
"""
PATH = "ledgers/claims/clm-k7m2x9qd.yaml"


@pytest.fixture
def draft(run):
    run.write(PATH, DRAFT)
    return run


def test_the_customer_requests_and_the_rest_of_the_file_stays_as_it_was(draft):
    said = draft(f"open {PATH}")
    assert said.lines == [
        "k7m2  Inspect the vehicle (diego -> ana): requested; due Fri 2026-03-06",
        "requested: nothing is owed until diego agrees",
    ]
    assert draft.promise() == DRAFT.replace("performer:", "customer: ana\nperformer:") + (
        "state: requested\nhistory:\n- act: request\n  by: ana\n  at: 2026-03-02T09:00:00-03:00\n  terms:\n"
        "    what: Inspect the vehicle\n    performer: diego\n    due: 2026-03-06\n    criteria: [photos, estimate]\n"
    )
    assert draft("check --select PC1,PC2").code == 0


def test_the_performer_offers(run):
    run.write(PATH, DRAFT.replace("performer: diego", "customer: ana"))
    run("open k7m --by diego")
    assert "performer: diego\n" in run.promise()
    assert "- act: offer\n  by: diego\n" in run.promise()
    assert run("check --select PC1,PC2").code == 0


def test_both_roles_may_be_named(run):
    run.write(PATH, DRAFT.replace("performer:", "customer: ana\nperformer:"))
    run("open k7m --by diego")
    assert "- act: offer\n  by: diego\n" in run.promise()


def test_somebody_else_opens_it_only_in_words_of_theirs(run):
    run.write(PATH, DRAFT.replace("performer:", "customer: ana\nperformer:"))
    before = run.tree()
    said = run("open k7m --by eva", code=1)
    assert said.err == (
        "error[PC204]: clm-k7m2x9qd: eva is neither its customer nor its performer\n"
        "  note: the customer is ana, the performer diego\n"
        '  help: record whose words these are: `--for ana --via "…"`\n'
    )
    assert run.tree() == before
    run('open k7m --by eva --for ana --via "mail of 2 March"')
    assert "- act: request\n  by: eva\n  for: ana\n" in run.promise()


def test_an_empty_role_is_not_filled_where_that_makes_a_promise_to_oneself(draft):
    before = draft.promise()
    said = draft("open k7m --by diego", code=1)
    assert "names no customer, and you are the other side" in said.err
    assert draft.promise() == before


def test_who_is_in_the_room_agrees_at_once(draft):
    draft('open k7m --agreed-by diego --via stand-up --why "the insured waits" --note hello')
    text = draft.promise()
    assert "state: promised\n" in text
    assert "- act: agree\n  by: ana\n  for: diego\n" in text
    assert "  why: the insured waits\n" in text
    assert "needs --via" in draft("open k7m --agreed-by diego", code=2).err


def test_a_day_to_reply_by_is_written(draft):
    draft("open k7m --reply-by wed")
    assert "  reply-by: 2026-03-04\n" in draft.promise()


@pytest.mark.parametrize(
    ("text", "said", "code"),
    [
        (DRAFT.replace("due: 2026-03-06\n", ""), "says neither `due` nor `within`", 1),
        (DRAFT.replace("performer: diego\n", ""), "names neither customer nor performer", 1),
        (DRAFT + "state: requested\n", "PC102", 2),
        (DRAFT.replace("due: 2026-03-06", "due: friday"), "PC104", 2),
        (DRAFT.replace("what: 'Inspect the vehicle'   # claim 88123\n", ""), "PC103", 2),
    ],
)
def test_what_cannot_be_opened_is_said_and_nothing_is_written(run, text, said, code):
    run.write(PATH, text)
    before = run.tree()
    assert said in run("open k7m", code=code).err
    assert run.tree() == before


def test_what_is_open_is_not_opened_again(run):
    run.requested()
    said = run("open k7m", code=2)
    assert said.err.startswith("error: clm-k7m2x9qd is open already: it has a history")


def test_a_path_outside_the_ledgers_is_no_draft(run):
    run.write("notes.yaml", DRAFT)
    assert "is no promise file of this workspace" in run("open notes.yaml", code=2).err
    assert "there is no such file" in run("open gone.yaml", code=2).err


def test_an_act_in_a_draft_is_refused_with_the_command_that_opens_it(draft):
    said = draft("agree k7m --by diego", code=2)
    assert "help: open it with `promisectl open clm-k7m2x9qd`" in said.err


def test_dry_run_shows_the_change_and_commit_commits_the_file(repository):
    repository.write(PATH, DRAFT)
    assert "+state: requested" in repository("open k7m --dry-run").out
    assert repository.promise() == DRAFT
    repository("open k7m --commit")
    assert repository.git("log", "-1", "--format=%s").strip() == "clm-k7m2x9qd: request Inspect the vehicle"


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.rstrip("\n"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text + "notes: |\n  one\n  two",
        lambda text: "---\n" + text,
        lambda text: text + "\n\n",
        lambda text: '{"id": "clm-k7m2x9qd", "what": "x", "performer": "diego", "due": "2026-03-06"}\n',
    ],
)
def test_any_handwriting_is_opened_and_balances(run, change):
    text = change(DRAFT)
    run.write(PATH, text)
    run("open k7m")
    assert run("check --select PC1,PC2").code == 0
    if "{" not in text:
        assert run.promise().replace("customer: ana\r\n", "").replace("customer: ana\n", "").startswith(text[:150])


def test_drafts_are_listed_apart_and_are_nobodys_turn(draft):
    draft.requested(id="clm-2k3s5954")
    assert "Drafts: nothing was said yet (1)" in draft("list").lines
    (row,) = [row for row in draft("list --format json").json["promises"] if row["id"] == "clm-k7m2x9qd"]
    assert (row["state"], row["class"], row["turn"], row["overlays"]) == (None, None, None, ["draft"])
    assert draft("due all").out.count("k7m2") == 0


def test_a_business_day_draft_gains_the_calendar_it_is_counted_in(run):
    run.write(
        "promisectl.yaml",
        "format: 1\ntimezone: America/Santiago\ndefault-ledger: claims\ndefault-calendar: cl\n"
        "calendars: {cl: {country: CL}}\n",
    )
    run.write(PATH, DRAFT.replace("due: 2026-03-06", "within: 2bd"))
    run("open k7m --agreed-by diego --via stand-up")
    assert "calendar: cl\n" in run.promise()
    assert "due: 2026-03-04\n" in run.promise()
    assert run("check --select PC1,PC2").code == 0
