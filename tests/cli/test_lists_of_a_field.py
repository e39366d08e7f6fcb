"""A list of a promise is told whole, or by what it gains and loses."""


def test_entries_are_added_and_taken_away(run):
    run.requested()
    run("set k7m tags vip,late")
    assert run("set k7m tags +critical -late").out == "k7m2: tags is vip,critical\n"
    assert "tags: [vip, critical]\n" in run.promise()


def test_what_is_there_is_not_added_twice_and_a_list_without_entries_goes(run):
    run.requested()
    run("set k7m tags +vip,critical +vip")
    assert "tags: [vip, critical]\n" in run.promise()
    assert run("set k7m tags -vip -critical").out == "k7m2: tags removed\n"
    assert "tags" not in run.promise()


def test_options_stand_among_what_is_taken_away(run):
    run.requested()
    run("set k7m tags vip,quiet")
    assert run("set k7m tags -quiet -q --ledger claims").out == ""
    assert "tags: [vip]\n" in run.promise()


def test_an_entry_that_is_not_there_is_not_taken_away(run):
    run.requested()
    run("set k7m tags critical")
    said = run("set k7m tags -critcal", code=2)
    assert said.err == "error: tags does not hold “critcal”\n  help: did you mean `critical`?\n"


def test_entries_and_changes_are_not_mixed(run):
    run.requested()
    assert "names entries and changes to them at once" in run("set k7m tags vip +late", code=2).err


def test_an_option_that_is_none_is_still_refused(run):
    run.requested()
    assert "there is no option --commti" in run("set k7m tags +vip --commti", code=2).err
