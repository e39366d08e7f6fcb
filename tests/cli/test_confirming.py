"""Confirming: words that somebody else wrote down become hers by a note of her own."""

import pytest

from promisectl.model.digests import confirmation_digest
from promisectl.yamltext.raw_acts import conversations


def _told(run):
    """Ana asks, and writes Diego's yes down for him."""
    run("request diego 'Inspect claim 88123' 2026-03-06 -c photos --id clm-k7m2x9qd")
    run("agree k7m --for diego --via phone --note 'he said yes'")


def _digest(run, count):
    data = (run.folder / "ledgers/claims/clm-k7m2x9qd.yaml").read_bytes()
    (one,) = conversations(data, "", packed=False)
    return confirmation_digest(one.id, one.acts[:count])


def test_whoever_was_spoken_for_confirms_the_words_by_their_digest(run):
    _told(run)
    digest = _digest(run, 2)
    said = run("confirm k7m --by diego")
    assert "this confirms act 2: `agree` by diego" in said.err
    assert run.promise().endswith(
        f"- act: note\n  by: diego\n  at: 2026-03-02T09:00:00-03:00\n  kind: confirmed\n  of: {digest}\n"
    )
    run("check --ignore PC6,PC302")


def test_show_and_log_tell_what_was_confirmed(run):
    _told(run)
    run("confirm k7m --by diego")
    assert "confirms act 2: agree by diego" in run("show k7m").out
    assert "confirmation" in run("log k7m").out
    assert run("log k7m --format json").json["acts"][0]["kind"] == "confirmed"


def test_show_says_where_the_words_that_were_confirmed_do_not_stand(run):
    _told(run)
    run("confirm k7m --by diego")
    path = run.folder / "ledgers/claims/clm-k7m2x9qd.yaml"
    path.write_text(path.read_text().replace("he said yes", "he said maybe"))
    assert "what it confirms does not stand here" in run("show k7m").out


def test_the_order_of_keys_quotes_and_comments_do_not_touch_a_confirmation(run):
    _told(run)
    run("confirm k7m --by diego")
    path = run.folder / "ledgers/claims/clm-k7m2x9qd.yaml"
    path.write_text(path.read_text().replace("note: he said yes", 'note: "he said yes"  # on the phone'))
    assert "confirms act 2" in run("show k7m").out


def test_an_act_is_confirmed_by_its_position_too(run):
    _told(run)
    assert "act 1: `request` by ana" in run("confirm k7m 1 --by diego").err
    assert f"of: {_digest(run, 1)}\n" in run.promise()


def test_without_a_word_of_hers_the_last_one_she_did_not_write_is_confirmed(run):
    run("request diego 'Inspect claim 88123' 2026-03-06 -c photos --id clm-k7m2x9qd")
    assert "act 1: `request` by ana" in run("confirm k7m --by diego").err


def test_a_verdict_that_the_performer_wrote_down_is_answered_by_the_customers_confirmation(run):
    run.delivered()
    run("accept k7m --by diego --for ana --via 'in passing'")
    assert "`promisectl confirm clm-k7m2x9qd 4 --by ana`" in run("check --select PC503 --format full").out
    run("confirm k7m")
    assert "PC503" not in run("check --select PC503").out


def test_a_closed_promise_is_confirmed_too(run):
    run("request diego 'Inspect claim 88123' 2026-03-06 -c photos --id clm-k7m2x9qd")
    run("decline k7m --for diego --via phone")
    assert "act 2: `decline` by diego" in run("confirm k7m --by diego").err
    assert "state: declined" in run.promise()


def test_what_an_agent_said_is_confirmed_by_whoever_it_answers_to(run):
    run("person add bot --agent --answers-to eva")
    _told(run)
    run("note k7m 'seen' --by bot")
    run("warn k7m --reason supplier --by bot --for diego --via log")
    assert "has no part" in run("confirm k7m 1 --by eva", code=1).err
    run("request diego 'Count the claims' 2026-03-06 -c photos --by bot --id clm-bot2x9qd")
    assert "act 1: `request` by bot" in run("confirm bot2 --by eva").err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("confirm k7m 3 --by diego", 2, "is no act of clm-k7m2x9qd, which has 2"),
        ("confirm k7m 0 --by diego", 2, "count them from 1"),
        ("confirm k7m agree --by diego", 2, "count them from 1"),
        ("confirm k7m --by eva", 1, "eva has no part in clm-k7m2x9qd"),
        ("confirm k7m --by bot", 1, "bot is an agent; a person confirms"),
        ("note k7m hello --kind confirmed", 1, "`of` and the kind `confirmed` go together"),
    ],
)
def test_what_cannot_be_confirmed_is_refused_and_nothing_is_written(run, words, code, said):
    run("person add bot --agent --answers-to eva")
    _told(run)
    before = run.tree()
    assert said in run(words, code=code).err
    assert run.tree() == before


def test_a_confirmation_is_committed_like_any_act(repository):
    _told(repository)
    repository.git("add", ".")
    repository.git("commit", "--quiet", "--message", "asked")
    repository("confirm k7m --by diego --commit --note 'yes, I said so'")
    assert "clm-k7m2x9qd: note" in repository.git("log", "-1", "--format=%s")
    assert repository.git("status", "--porcelain") == ""
