"""Every remedy of every code can be pasted: its commands run, its words and lines put in their place cure the finding.

The scene of a code is the bad example of its page. What a remedy leaves open (EVIDENCE, DAY, "…") is filled in.
"""

import re

import pytest

from promisectl.app.check.rules import all_rules

from .remedies import ADDED, MEANT, commands_in, paste

NAME = "clm-k7m2x9qd"
PATH = f"ledgers/claims/{NAME}.yaml"
PEOPLE = """\
people:
  ana: {name: Ana Ríos, emails: [ana@example.com]}
  diego: {name: Diego Soto, emails: [diego@example.com], formerly: [dsoto]}
  eva: {name: Eva Lara, emails: [eva@example.com]}
  bot: {name: Claims bot, kind: agent, answers-to: diego}
"""
RULES = [rule for rule in all_rules() if rule.scope not in ("change", "audit")]
ONE_AFTER_THE_OTHER = ("PC506",)  # take it back, then let the person say it
CURED = (
    *("PC107", "PC201", "PC202", "PC203", "PC204", "PC205", "PC207", "PC209"),
    *("PC301", "PC303", "PC304", "PC307", "PC503", "PC607"),
    *("PC609", "PC701", "PC703", "PC704"),
)  # by the first command that the help names


def files_of(text):
    """Return the files of an example, by path: `# file: PATH` begins one."""
    parts = re.split(r"(?m)^# file: (.*)\n", text)
    files = dict(zip(parts[1::2], parts[2::2], strict=True))
    return files | ({PATH: parts[0]} if parts[0].strip() else {})


def lay_out(run, text):
    run.now = "2026-03-31T23:59:59Z"
    run.environment["TZ"] = "UTC"
    run.write("promisectl.yaml", "format: 1\n")
    run.write("ledgers/people.yaml", PEOPLE)
    for path, part in files_of(text).items():
        run.write(path, part)


def findings(run, code):
    found = run("check --format json --fail-on never").json["findings"]
    return [one for one in found if one["code"] == code]


def without_last_act(text):
    head, _, _ = text.rstrip("\n").rpartition("\n")
    return head.replace("state: promised", "state: requested") + "\n"


@pytest.fixture
def scene(nowhere):
    """A workspace in which an example was laid out; where its last act is to be taken back, it alone is uncommitted."""

    def made(rule):
        nowhere.git("init", "--quiet", "--initial-branch", "main")
        if rule.code in ONE_AFTER_THE_OTHER:
            nowhere.write("../home/.gitconfig", "[user]\n\tname = Ana\n\temail = ana@example.com\n")
            lay_out(nowhere, without_last_act(rule.bad))
            nowhere.git("add", ".")
            nowhere.git("commit", "--quiet", "--message", "begun")
        lay_out(nowhere, rule.bad)
        return nowhere

    return made


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_command_of_a_help_works_when_pasted(scene, rule):
    run = scene(rule)
    found = findings(run, rule.code)
    assert found, rule.bad
    for command in [command for one in found for command in commands_in(one["help"])]:
        pasted = paste(run, command)
        assert pasted.said.code == 0, pasted.told
        if rule.code not in ONE_AFTER_THE_OTHER:
            lay_out(run, rule.bad)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.code in CURED], ids=lambda rule: rule.code)
def test_the_first_command_of_a_help_cures_what_was_found(scene, rule):
    run = scene(rule)
    before = findings(run, rule.code)
    paste(run, commands_in(before[0]["help"])[0])
    assert len(findings(run, rule.code)) == len(before) - 1


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_word_that_was_meant_cures_what_was_found_when_put_in_its_place(scene, rule):
    run = scene(rule)
    for one in findings(run, rule.code):
        for word in MEANT.findall(one["help"]):
            put_in(run, one, word)
            assert one["note"] not in [other["note"] for other in findings(run, rule.code)], word
            lay_out(run, rule.bad)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_lines_of_a_help_cure_what_was_found_when_they_take_the_place_of_their_keys(scene, rule):
    run = scene(rule)
    for one in findings(run, rule.code):
        _, _, lines = one["help"].partition("\n")
        for line in lines.splitlines():
            key = line.partition(":")[0]
            text = run.read(one["path"])
            run.write(one["path"], re.sub(rf"(?m)^{re.escape(key)}:.*$", line, text, count=1))
        assert not lines or not findings(run, rule.code)


def put_in(run, one, word):
    """Put a word in the place that a finding names."""
    lines = run.read(one["path"]).split("\n")
    line = lines[one["line"] - 1]
    lines[one["line"] - 1] = line[: one["column"] - 1] + word + line[one["end_column"] - 1 :]
    run.write(one["path"], "\n".join(lines))


# What is wanted instead of a value is shown by an example, and the example is accepted.

GOOD = f"""\
id: {NAME}
what: Inspect the vehicle
customer: ana
performer: diego
due: 2026-04-20
criteria: [photos]
state: promised
history:
- act: request
  by: ana
  at: 2026-02-02T09:00:00Z
  terms: {{what: Inspect the vehicle, performer: diego, due: 2026-04-20, criteria: [photos]}}
- act: agree
  by: diego
  at: 2026-02-02T11:00:00Z
"""
EXAMPLES = re.compile(r"(?:such as |\()([^\s,;)]+)")
WRONG = (
    "priority: high",
    "needs: [8T33]",
    "needs: [{id: clm-a2b3, lead: soon}]",
    "part-of: NO",
    "layer: middle",
    "weight: 11",
    "within: soon",
    "condition: {text: x, by: soon}",
)


@pytest.mark.parametrize("line", WRONG)
def test_the_example_that_a_note_gives_is_of_the_right_form(run, line):
    run.write(PATH, GOOD.replace("state:", f"{line}\nstate:", 1))
    (wrong,) = findings(run, "PC104")
    for word in EXAMPLES.findall(wrong["note"]):
        if word[0] not in "≤≥":
            put_in(run, wrong, word)
            assert not findings(run, "PC104"), word
    if "one of these" in wrong["note"]:
        put_in(run, wrong, wrong["note"].rpartition(": ")[2].split(", ")[0])
        assert not findings(run, "PC104")


@pytest.mark.parametrize(
    ("line", "above"),
    [
        ("what: Inspect the vehicle\n", f"id: {NAME}\n"),
        ("  by: diego\n", "- act: agree\n"),
        ("  at: 2026-02-02T11:00:00Z\n", "  by: diego\n"),
    ],
)
def test_the_key_that_is_to_be_added_is_enough(run, line, above):
    run.write(PATH, GOOD.replace(line, "", 1))
    (one,) = findings(run, "PC103")
    ((key, _),) = ADDED.findall(one["help"])
    assert line.strip().startswith(f"{key}: ")
    run.write(PATH, run.read(PATH).replace(above, above + line, 1))
    assert findings(run, "PC103") == []


def test_the_name_that_a_file_should_have_is_enough(run):
    run.write("ledgers/claims/clm-other123.yaml", GOOD)
    (one,) = findings(run, "PC106")
    name = one["help"].removeprefix("rename the file to ")
    (run.folder / one["path"]).rename(run.folder / "ledgers/claims" / name)
    assert findings(run, "PC106") == []


def test_a_promise_that_was_named_yml_is_read_once_it_ends_in_yaml(run):
    run.write(f"ledgers/claims/{NAME}.yml", GOOD)
    (one,) = findings(run, "PC109")
    assert one["help"] == "rename it to end in .yaml"
    (run.folder / one["path"]).rename(run.folder / PATH)
    assert findings(run, "PC109") == []
    run("show k7m")
