"""Help: its examples are real, its lists are whole, its options are those a command takes."""

from __future__ import annotations

import shlex

import pytest

from promisectl.cli.help import METAVARS
from promisectl.cli.help_examples import EXAMPLES
from promisectl.cli.registry import ROWS, words_of
from promisectl.formats.translator import Translator

ALL = [(command, example) for command, examples in EXAMPLES.items() for example in examples]
GOALS = """\
objectives:
  fast-claims:
    text: Be the insurer people recommend
    owner: ana
    period: 2026-Q1
    key-results: {kr-nps: {text: NPS, unit: points, start: 16, target: 38}}
kpis:
  fcr: {text: first contact resolution, owner: ana, unit: "%", band: [75, 100]}
"""
SAME_IN_SPANISH: set[str] = set()


@pytest.mark.parametrize(("command", "example"), ALL, ids=[example for _, example in ALL])
def test_every_example_can_be_typed(shop, command, example):
    if "goal" in command:
        shop.write("ledgers/objectives.yaml", GOALS)
    program, *arguments = shlex.split(example)
    assert program == "promisectl"
    code = 1 if "--exit-code" in arguments or arguments[:1] == ["check"] else 0
    said = shop(arguments, code=code)
    assert "error:" not in said.err


def test_examples_are_of_commands_that_are_there():
    assert set(EXAMPLES) <= {words for row in ROWS.values() for words in words_of(row)}


def test_options_stand_in_groups(shop):
    said = shop("request --help").out
    heads = [line for line in said.splitlines() if line.endswith(":") and not line.startswith(" ")]
    assert heads == ["Examples:", "Arguments:", "Terms:", "Options:", "Who speaks:", "Reading:", "Output:", "Reasons:"]
    assert "--format FORMAT    How to print: text (the default), json.\n" in said


WORDS_BELOW = [row.name for row in ROWS.values() if row.words]


@pytest.mark.parametrize("command", WORDS_BELOW)
@pytest.mark.parametrize(("language", "first"), [("en", "Commands:"), ("es", "Comandos:")])
@pytest.mark.parametrize("columns", ["50", "80"])
def test_a_command_of_several_words_lists_them_before_its_options_in_groups(nowhere, command, language, first, columns):
    said = nowhere(f"{command} --help --lang {language}", COLUMNS=columns).out
    heads = [line for line in said.splitlines() if line.endswith(":") and not line.startswith(" ")]
    assert heads[0] == first
    assert len(heads) > 1
    assert all(f"\n  {word}" in said for word in ROWS[command].words)
    assert max(map(len, said.splitlines())) <= int(columns)
    assert nowhere(f"help {command} --lang {language}", COLUMNS=columns).out == said


def test_note_lists_the_kinds_that_it_takes_and_takes_them(shop):
    said = shop("note --help").out
    kinds = said[said.index("Kinds of notes:") :].partition(":")[2].replace("\n", " ").split(",")
    some_id = shop("list --format csv").out.splitlines()[1].partition(",")[0]
    for kind in kinds:
        shop(["note", some_id, "seen", "--kind", kind.strip(), "--dry-run"])


@pytest.mark.parametrize("topic", ["dates", "queries", "reasons", "request", "report fulfilment"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_help_explains_commands_and_topics(nowhere, topic, language):
    said = nowhere(f"help {topic} --lang {language}", COLUMNS="80")
    assert said.out
    if topic == "request":
        assert said.out == nowhere(f"request --help --lang {language}", COLUMNS="80").out


def test_help_alone_lists_the_commands(nowhere):
    assert nowhere("help").out == nowhere("--help").out


def test_there_is_no_help_for_what_is_not_there(nowhere):
    assert "there is no command nothing" in nowhere("help nothing", code=2).err


def test_every_metavar_is_spanish():
    spanish = Translator("es")
    english = {str(name) for name in METAVARS if spanish.say(name) == str(name)}
    assert english <= SAME_IN_SPANISH
