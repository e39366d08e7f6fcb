"""The remedy of PC401, pasted: its lines put in their place say what was changed in silence, and its command does too.

The lines that begin with `- act` go to the end of the history; each key takes the place of the same key of the head.
"""

import re
import shlex

import pytest
import yaml

from .remedies import attempt, commands_in, filled

ID = "clm-k7m2x9qd"
PATH = f"ledgers/claims/{ID}.yaml"
KEY = r"(?m)^{key}:.*\n(?:[ -].*\n)*"  # a key of the head, with the lines below that are its own
BEFORE_THE_CLOCK = (
    *("--within 5d", "--condition 'the report is filed'", "--condition-by 2026-03-05", "--pause-on supplier"),
)
CHANGES = {
    "due": ("due: 2026-03-06", "due: 2026-03-20"),
    "the due, with its hour": ("due: 2026-03-06", "due: 2026-03-20T17:00:00-03:00"),
    "no due any more": ("due: 2026-03-06\n", ""),
    "what": ("what: Inspect the vehicle", 'what: "Inspect: the vehicle, and its #2 tyre"'),
    "a criterion less": ("- photos\n", ""),
    "a criterion more": ("- photos\n", "- photos\n- a video, 2 minutes\n"),
    "who performs": ("performer: diego", "performer: eva"),
    "who receives": ("customer: ana", "customer: eva"),
    "the due and what": ("what: Inspect the vehicle", "what: Inspect the lorry\ndue: 2026-04-01"),
    "a calendar": ("criteria:", "calendar: cl\ncriteria:"),
    "state": ("state: promised", "state: accepted"),
}
CONDITIONAL = {
    "so many days": ("within: 5d", "within: 9d"),
    "the condition": ("the report is filed", "the report is read"),
    "when the condition ends": ("by: 2026-03-05", "by: 2026-03-15"),
    "no condition any more": ("condition:", "#"),
    "what stops the clock": ("[supplier]", "[supplier, external]"),
}
UNSAID = ("state", "no due any more")  # what no proposal can say: the old line is put back


def without(text, key):
    return re.sub(KEY.format(key=key), "", text, count=1)


def changed(text, key):
    """Return a file in which a promise was changed by hand, in its head and nowhere else."""
    head, history, acts = text.partition("history:\n")
    old, new = {**CHANGES, **CONDITIONAL}[key]
    if key == "the due and what":
        head = without(head, "due")
    if key == "no condition any more":
        return without(head, "condition") + history + acts
    assert old in head, head
    return head.replace(old, new, 1) + history + acts


def put(text, paste):
    """Return a file with the lines that a finding prints put in their place."""
    act, keys = re.fullmatch(r"((?:- act.*\n(?:  .*\n)*)?)((?:.*\n)*)", paste.rstrip("\n") + "\n").groups()
    head, history, acts = text.partition("history:\n")
    for line in keys.splitlines(keepends=True):
        key = line.partition(":")[0]
        again = without(head, key) if key != "state" else head
        head = (
            re.sub(r"(?m)^state:.*\n", line, again) if key == "state" else again.replace("state:", f"{line}state:", 1)
        )
    return head + history + acts.rstrip("\n") + "\n" + act


@pytest.fixture
def silent(repository):
    """A branch on which the head of a promise was changed in silence, and what is found."""
    run = repository
    run.write("promisectl.yaml", run.read("promisectl.yaml") + "calendars: {cl: {country: CL}}\n")

    def made(key):
        if key in CONDITIONAL:
            run(f"request diego 'Inspect the vehicle' -c photos --id {ID} {' '.join(BEFORE_THE_CLOCK)}")
            run(f"agree {ID} --by diego")
        else:
            run.promised()
        run.git("add", ".")
        run.git("commit", "--quiet", "-m", "agreed")
        run.git("checkout", "--quiet", "-b", "silence")
        run.now = "2026-03-03T10:00:00-03:00"
        run.write(PATH, changed(run.promise(), key))
        return run, only(run)

    return made


def head_of(text):
    """Return the values of a head; a list of one is the same however it is laid out."""
    values = yaml.load(text.partition("history:")[0], yaml.BaseLoader)
    return {key: value for key, value in values.items() if value != "null"}


def only(run):
    found = [one for one in found_of(run, 1) if one["code"] not in ("PC302", "PC307")]
    assert [one["code"] for one in found] == ["PC401"], found
    return found[0]


def found_of(run, code):
    run.git("add", ".")
    run.git("-c", "user.email=diego@example.com", "commit", "--quiet", "--allow-empty", "-m", "change")
    return run("check --base main --format json", code=code).json["findings"]


def lines_in(run):
    """Return the lines that the screen prints below the help, as they are copied from it."""
    said = run("check --base main", code=1).out
    printed = re.search(r"^   help: put the old line back.*\n((?: {6}.*\n)*)", said, re.MULTILINE)
    assert printed, said
    return re.sub(r"(?m)^ {6}", "", printed[1])


def agree(run):
    """Agree as whoever the proposal needs: at least one of the others may."""
    said = [attempt(run, ["agree", ID, "--by", one]) for one in ("ana", "diego", "eva")]
    assert any(one.code == 0 for one in said), [one.err for one in said]


@pytest.mark.parametrize("key", [*CHANGES, *CONDITIONAL])
def test_the_lines_of_a_silent_change_are_lawful_where_they_are_pasted(silent, key):
    run, _ = silent(key)
    wished = run.promise()
    run.write(PATH, put(wished, lines_in(run)))
    assert not [one for one in found_of(run, 0) if one["severity"] == "error"], run.promise()
    run("check")
    if key in UNSAID:
        assert "- act" not in run.promise().partition("agree")[2]
        return
    agree(run)
    assert head_of(run.promise()) == head_of(wished)


@pytest.mark.parametrize("key", [*CHANGES, *CONDITIONAL])
def test_the_command_of_a_silent_change_says_it_once_the_old_line_is_back(silent, key):
    run, found = silent(key)
    wished = run.promise()
    run.write(PATH, run.git("show", f"main:{PATH}"))
    commands = commands_in(found["help"])
    if key in UNSAID:
        assert commands == []
        return
    for command in map(filled, commands):
        said = attempt(run, shlex.split(command)[1:])
        assert said.code == 0, f"{command}\n{said.err}"
    agree(run)
    assert head_of(run.promise()) == head_of(wished)


def test_a_silent_change_of_what_is_only_asked_is_said_as_a_counter(repository):
    run = repository
    run.requested()
    run.git("add", ".")
    run.git("commit", "--quiet", "-m", "asked")
    run.git("checkout", "--quiet", "-b", "silence")
    run.now = "2026-03-03T10:00:00-03:00"
    run.write(PATH, run.promise().replace("due: 2026-03-06", "due: 2026-03-20", 1))
    assert commands_in(only(run)["help"]) == [f"promisectl counter {ID} 2026-03-20 --by diego"]
    run.write(PATH, put(run.promise(), lines_in(run)))
    run.write(PATH, put(run.promise(), lines_of_the_state(run)))
    found_of(run, 0)
    run("agree k7m --by ana")


def lines_of_the_state(run):
    """Return the line of the state that the finding of the unbalanced head names."""
    found = run("check --format json", code=1).json["findings"]
    return "\n".join(one["help"].partition("\n")[2] for one in found if one["code"] == "PC205")
