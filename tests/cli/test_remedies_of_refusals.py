"""Every remedy of an act that the law refuses is lawful: its options added to the line, its commands, the acts named.

In every state of a promise every act is tried by each party, with nothing but the id; what is refused is looked at. With
`--dry-run` an act is judged as always and nothing is written.
"""

import re
import shlex

import pytest

from .remedies import attempt, commands_in, filled

NAME = "clm-k7m2x9qd"
STATES = {
    "requested": ("request diego Inspect 2026-03-06 -c photos --id {id}",),
    "offered": ("promise diego Inspect 2026-03-06 -c photos --id {id}",),
    "promised": ("request diego Inspect 2026-03-06 -c photos --id {id}", "agree {id} --by diego"),
    "without criteria": ("request diego Inspect 2026-03-06 --waive-criteria --id {id}", "agree {id} --by diego"),
    "renegotiating": (
        "request diego Inspect 2026-03-06 -c photos --id {id}",
        "agree {id} --by diego",
        "renegotiate {id} 2026-03-20 --reason capacity --by diego",
    ),
    "delivered": (
        "request diego Inspect 2026-03-06 -c photos --id {id}",
        "agree {id} --by diego",
        "deliver {id} -e report.pdf --by diego",
    ),
    "conditional": (
        "request diego Inspect --within 45d -c photos --condition 'report filed' --id {id}",
        "agree {id} --by diego",
    ),
    "paused": (
        "request diego Inspect --within 45d -c photos --pause-on waiting --id {id}",
        "agree {id} --by diego",
        "pause {id} --reason waiting",
    ),
    "declined": ("request diego Inspect 2026-03-06 -c photos --id {id}", "decline {id} --by diego"),
}
VERBS = (
    *("agree", "decline", "withdraw", "counter", "renegotiate", "warn", "activate", "pause", "resume"),
    *("deliver", "accept", "reject", "cancel", "revoke", "fail", "note"),
)
# What a person says with a verb that is named alone.
MORE = {
    "counter": "2026-03-10",
    "renegotiate": "2026-03-25 --reason capacity",
    "warn": "--reason capacity",
    "activate": "-e report.pdf",
    "pause": "--reason waiting",
    "deliver": "-e report.pdf",
    "reject": "--unmet photos",
    "cancel": "--reason capacity",
    "revoke": "--reason capacity",
    "fail": "--reason capacity",
    "note": "hello",
}
STEPS = 3  # so many sentences of the screen are followed, one after the other


@pytest.fixture(params=STATES)
def state(request, run):
    settings = run.read("promisectl.yaml")
    run.write("promisectl.yaml", f"{settings}reasons: {{waiting: waiting for the other}}\n")
    for line in STATES[request.param]:
        run(line.format(id=NAME))
    run.now = "2026-03-03T09:00:00-03:00"
    return run


def judged(run, line):
    return attempt(run, [*shlex.split(line), "--dry-run"])


def refusals(run, people=("ana", "diego", "eva"), more=MORE):
    """Yield each line that the law refuses, with what it says."""
    for person in people:
        for verb in VERBS:
            line = f"{verb} {NAME} {more.get(verb, '')} --by {person}"
            said = judged(run, line)
            if said.code == 1:
                yield line, said.err


def option_in(told):
    """Return the options that a help says to add, or to record the words with; None where it names none."""
    found = re.search(r"^ *help: (?:add (-.*)|.*`(--[^`]*)`.*)$", told, re.MULTILINE)
    if found is None:
        return None
    more = filled(found[1] or found[2]).replace("report with 8 photos", "photos")
    return more.replace("--delivered-on 2026-05-04", "--delivered-on 2026-03-03")


def followed(run, line):
    """Return what comes of a line when the options that its refusals name are added, step by step."""
    said = judged(run, line)
    for _ in range(STEPS):
        more = option_in(said.err) if said.code == 1 else None
        if more is None:
            break
        if "instead of a day" in said.err:
            line = re.sub(r" (?:--due )?2026-\S+", "", line)
        line = f"{line} {more}"
        said = judged(run, line)
    return line, said


def test_every_act_that_is_named_as_lawful_is(state):
    for line, told in refusals(state, ("ana", "diego"), {}):
        person = line.split()[-1]
        for verb in re.split(", ", re.search(r"lawful now: (.*)", told)[1]) if "lawful now" in told else ():
            named, said = followed(state, f"{verb} {NAME} {MORE.get(verb, '')} --by {person}")
            assert said.code == 0, f"{line}\n{told}\nnot lawful: {named}\n{said.err}"


@pytest.mark.parametrize("more", [MORE, {}], ids=["with all it carries", "bare"])
def test_the_options_that_a_help_names_make_the_act_lawful(state, more):
    for line, told in refusals(state, more=more):
        if option_in(told) is not None and (more or "error[PC202]" in told):
            longer, said = followed(state, line)
            assert said.code == 0, f"{line}\n{told}\nnot lawful: {longer}\n{said.err}"


def test_every_command_that_is_named_works(state):
    for line, told in refusals(state):
        for command in commands_in(told):
            said = judged(state, command.removeprefix("promisectl "))
            assert said.code == 0, f"{line}\n{told}\n{said.err}"
