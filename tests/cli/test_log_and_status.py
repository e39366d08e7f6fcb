"""The log says from what to what an act led and why; the status shows drafts to be opened."""

DRAFT = "id: clm-draft555\nwhat: Think about it\nperformer: diego\ncustomer: ana\ndue: 2026-03-20\n"


def test_the_log_says_from_what_to_what_and_why(shop):
    lines = shop("log ren").lines
    told = [line.strip() for line in lines]
    assert "due: Thu 2026-03-12 -> Wed 2026-03-18; reason: supplier" in told
    assert "offered -> promised" in told
    assert "due: Thu 2026-03-12" in told


def test_the_log_says_what_was_written_to_an_act(shop):
    told = [line.strip() for line in shop("log clo").lines]
    assert "promised -> delivered" in told
    assert "see: call 12" in told


def test_programs_read_the_states_before_and_after(shop):
    acts = shop("log clo --format json").json["acts"]
    states = [(act["before"], act["after"]) for act in acts]
    assert states == [
        ("delivered", "accepted"),
        ("promised", "delivered"),
        ("offered", "promised"),
        (None, "offered"),
    ]
    assert shop("log clo --limit 1 --format csv").lines[1].endswith(",delivered,accepted")


def test_the_status_shows_drafts_of_mine_and_how_to_open_them(shop):
    shop.write("ledgers/claims/clm-draft555.yaml", DRAFT)
    said = shop("status").lines
    assert "Drafts: nothing was said yet (1)" in said
    assert any(line.strip() == "to say it: promisectl open draf" for line in said)
    assert "Drafts" not in shop("status --by eva").out
    assert [one["id"] for one in shop("status --format json").json["drafts"]] == ["clm-draft555"]


def test_a_draft_that_names_nobody_is_for_everybody(shop):
    shop.write("ledgers/claims/clm-draft555.yaml", "id: clm-draft555\nwhat: Think about it\n")
    assert "Think about it" in shop("status --by eva").out
