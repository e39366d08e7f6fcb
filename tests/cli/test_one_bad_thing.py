"""One bad thing does not stop the rest: stray files, files and registers that cannot be read."""

import pytest

BAD = "ledgers/claims/clm-broken.yaml"
STRAY = ("README.md", "notes~", "clm-k7m2x9qd.yaml.orig", "clm-k7m2x9qd.yaml.bak", "Thumbs.db")
LOOKS = ("list", "due", "overdue", "inbox", "log", "status", "show k7m", "next k7m", "report fulfilment")


@pytest.mark.parametrize("name", STRAY)
def test_a_stray_file_is_a_warning_of_check_and_stops_nothing(shop, name):
    seen = {line: shop(line).out for line in LOOKS}
    before = shop("check --select PC2,PC3 --fail-on never").out
    shop.write(f"ledgers/claims/{name}", "x")
    said = shop("check --select PC1 --format json")
    assert [(found["code"], found["severity"]) for found in said.json["findings"]] == [("PC109", "warning")]
    assert {line: shop(line).out for line in LOOKS} == seen
    assert shop("check --select PC2,PC3 --fail-on never").out == before
    shop("note k7m hello")
    shop("doctor")


def test_the_settings_can_make_a_stray_file_an_error_and_cannot_hush_it(shop):
    shop.write("ledgers/claims/README.md", "x")
    settings = shop.read("promisectl.yaml")
    shop.write("promisectl.yaml", f"{settings}check: {{severity: {{PC109: error}}}}\n")
    assert "error[PC109]" in shop("check --select PC109", code=1).out
    shop.write("promisectl.yaml", f"{settings}check: {{severity: {{PC109: info}}}}\n")
    assert "warning[PC109]" in shop("check --select PC109").out


def test_a_promise_named_yml_is_no_verdict_and_is_counted_as_left_out(shop):
    shop.write("ledgers/claims/clm-new2m3n4.yml", "id: clm-new2m3n4\nwhat: x\n")
    assert "rename it to end in .yaml" in shop("check --select PC1", code=2).out
    assert "1 file(s) left out" in shop("list", code=2).err


def test_a_file_that_cannot_be_read_is_no_verdict_of_check_unless_the_rest_is_asked_for(shop):
    shop("check --select PC1,PC2")
    shop.write(BAD, "id: [\n")
    said = shop("check --select PC1,PC2", code=2)
    assert f"{BAD}:2:1: error[PC101]" in said.out
    assert "no verdict: 1 file(s) cannot be read\n  help: mend them, or judge the rest with --lenient" in said.err
    said = shop("check --select PC1,PC2 --lenient")
    assert f"{BAD}:2:1: error[PC101]" in said.out
    assert "1 file(s) left out: they cannot be read" in said.err
    shop("check --select PC3 --lenient", code=1)


@pytest.mark.parametrize("format", ["json", "github", "junit", "sarif", "gitlab", "rdjson", "markdown", "concise"])
def test_in_every_format_no_verdict_is_exit_two(shop, format):
    shop.write(BAD, "id: [\n")
    assert BAD in shop(f"check --format {format}", code=2).out


def test_a_file_whose_promise_was_read_is_judged_whatever_else_is_wrong_with_it(shop):
    path = "ledgers/claims/clm-k7m2x9qd.yaml"
    shop.write(path, shop.read(path).replace("what:", "colour: blue\nwhat:", 1))
    assert "error[PC102]" in shop("check --select PC1", code=1).out


def test_findings_that_say_the_same_are_folded_after_three_wherever_they_stop_something(shop):
    for number in range(5):
        shop.write(f"ledgers/claims/clm-broken{number}.yaml", "id: [\n")
    for said in (shop("list", code=2).err, shop("report fulfilment", code=2).err):
        assert said.count("error[PC101]") == 3
        assert "and 2 more of PC101" in said
    assert "5 file(s) left out" in shop("list", code=2).err


@pytest.mark.parametrize("line", ["list", "show k7m", "next k7m", "status", "log k7m", "due all", "inbox all"])
def test_a_register_that_cannot_be_read_hides_no_promise(shop, line):
    good = shop(f"{line} --format json").json
    shop.write("ledgers/people.yaml", "people: [\n")
    said = shop(f"{line} --format json", code=2)
    assert "ledgers/people.yaml:2:1: error[PC101]" in said.err
    assert line == "status" or set(said.json) - {"left_out"} == set(good)


def test_who_is_asked_for_is_not_called_unknown_while_people_cannot_be_read(shop):
    shop.write("ledgers/people.yaml", "people: [\n")
    said = shop("overdue diego", code=2)
    assert "ledgers/people.yaml:2:1: error[PC101]" in said.err
    assert "nobody here is called" not in said.err


def test_words_on_good_promises_are_written_while_a_neighbour_is_broken(shop):
    shop.write(BAD, "id: [\n")
    for line in (
        "deliver k7m -e photos --by diego",
        "accept k7m",
        "request diego 'Another inspection' 2026-03-20 -c photos --id clm-new2m3n4",
        "agree new2 --by diego",
        "set new2 tags vip",
    ):
        shop(line)
    assert shop.read(BAD) == "id: [\n"


@pytest.mark.parametrize("line", ["note broken hello", "set broken tags vip", "show broken", "next broken"])
def test_nothing_is_written_to_the_file_that_cannot_be_read_and_its_finding_is_shown(shop, line):
    shop.write(BAD, "id: [\n")
    assert f"{BAD}:2:1: error[PC101]" in shop(line, code=2).err
    assert shop.read(BAD) == "id: [\n"


def test_an_agent_is_told_how_many_files_were_left_out(shop):
    from promisectl.app.interchange.agent_tools import Tools

    tools = Tools(shop.folder, "bot")
    whole = tools.list()
    shop.write(BAD, "id: [\n")
    assert tools.list() == whole | {"left_out": 1}
