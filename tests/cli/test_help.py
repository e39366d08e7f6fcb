"""Help: its examples are real, its lists are whole, its options are those a command takes."""

from __future__ import annotations

import shlex

import pytest

from promisectl.cli.help import METAVARS
from promisectl.cli.help_examples import EXAMPLES
from promisectl.cli.registry import ROWS, words_of
from promisectl.formats.translator import Translator

from .scenes import tell

ALL = [(command, example) for command, examples in EXAMPLES.items() for example in examples]
SAME_IN_SPANISH: set[str] = set()


@pytest.fixture
def shop(run):
    tell(run)
    return run


@pytest.mark.parametrize(("command", "example"), ALL, ids=[example for _, example in ALL])
def test_every_example_can_be_typed(shop, command, example):
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
