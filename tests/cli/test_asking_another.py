"""What nobody agreed to yet is asked of somebody else with `counter --performer`, or offered to another."""


def test_a_request_is_taken_back_and_asked_of_another(run):
    run.requested(more="--tag vip")
    said = run("counter k7m 2026-03-09 --performer eva --note 'diego is away'")
    assert "requested -> withdrawn" in said.lines[0]
    assert "(eva -> ana): requested; due Mon 2026-03-09" in said.out
    (new,) = run("list performer:eva --format json").json["promises"]
    shown = run(f"show {new['id']} --format json").json["promise"]
    assert shown["terms"]["criteria"] == ["photos", "estimate"]
    assert shown["tags"] == ["vip"]
    assert "follows: clm-k7m2x9qd\n" in run.promise(new["id"])
    run("check")


def test_an_offer_goes_to_another_customer(run):
    run("promise ana 'Train the adjuster' fri -c exam --by diego --id clm-k7m2x9qd")
    run("counter k7m --customer eva --by diego")
    (new,) = run("list customer:eva --format json").json["promises"]
    assert (new["state"], new["due"]) == ("offered", "2026-03-06")


def test_whoever_is_asked_declines_and_asks_nobody_else(run):
    run.requested()
    said = run("counter k7m --performer eva --by diego", code=1)
    assert "only ana, who said it, can say it to somebody else" in said.err
    assert 'help: decline it and say why: promisectl decline clm-k7m2x9qd --note "…"' in said.err


def test_nobody_asks_in_the_name_of_another(run):
    run.requested()
    assert "does not change who is customer" in run("counter k7m --customer eva", code=1).err


def test_what_is_agreed_is_renegotiated(run):
    run.promised()
    assert "renegotiate" in run("counter k7m --performer eva", code=1).err


def test_the_same_person_named_again_is_an_ordinary_counter(run):
    run.requested()
    assert "requested; due Mon 2026-03-09" in run("counter k7m 2026-03-09 --performer diego").out
    assert len(run("list --format json").json["promises"]) == 1


def test_nothing_is_written_in_a_dry_run(run):
    run.requested()
    before = run.tree()
    run("counter k7m --performer eva --dry-run")
    assert run.tree() == before
