"""Start-up: what is imported before it is needed is time that everybody waits for; and help that reads well."""

import subprocess
import sys

import pytest

from promisectl.cli.application import build
from promisectl.cli.help_texts import help_texts
from promisectl.cli.registry import GROUPS, ROWS
from promisectl.formats.translator import Translator

from .program import SOURCE

LANGUAGES = ("en", "es")
HEAVY = ("pydantic", "ruamel", "yaml", "ryml", "rich", "git", "gitdb")
LINES = [name for name, row in ROWS.items() if not row.words] + [
    f"{name} {word}" for name, row in ROWS.items() for word in row.words
]


def loaded(*arguments):
    """Return the names of the packages that a run of the program has imported."""
    code = (
        "import sys\nfrom promisectl.cli.main import run\n"
        "run(sys.argv[1:])\nprint(chr(0) + ' '.join({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={"PYTHONPATH": str(SOURCE), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    shown, _, names = done.stdout.partition("\0")
    return shown, set(names.split())


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_answered_before_anything_is_built(option):
    shown, names = loaded(option)
    assert shown.startswith("promisectl ")
    assert not names & {"typer", "click", *HEAVY}


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_loads_nothing_heavy(language):
    shown, names = loaded("--help", "--lang", language)
    assert shown.startswith(("Usage: promisectl", "Uso: promisectl"))
    assert not names & set(HEAVY)


@pytest.mark.parametrize("line", ["request", "list", "check", "report fulfilment"])
def test_the_help_of_a_command_loads_nothing_heavy(line):
    _, names = loaded(*line.split(), "--help")
    assert not names & set(HEAVY) - {"pydantic"}, "Typer itself needs pydantic to build a command"


@pytest.mark.parametrize("name", ROWS)
def test_every_command_of_the_registry_can_be_built_and_has_help(name):
    row = ROWS[name]
    command = build(row, Translator("en"))
    assert row.group in GROUPS
    assert command.help
    assert set(getattr(command, "commands", {})) == set(row.words)
    for parameter in command.params:
        assert getattr(parameter, "help", None), parameter.name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("line", ["", *ROWS, *(line for line in LINES if " " in line)])
def test_help_fits_eighty_columns(nowhere, line, language):
    said = nowhere(f"{line} --help --lang {language}", COLUMNS="80")
    assert said.lines[0].startswith({"en": "Usage: promisectl", "es": "Uso: promisectl"}[language])
    assert [text for text in said.lines if len(text) > 80] == []
    assert said.err == ""


def test_help_lists_every_command_under_its_group(nowhere):
    shown = nowhere("--help").out
    for group in GROUPS.values():
        assert f"\n{group}:\n" in shown
    for name in ROWS:
        assert f"\n  {name} " in shown


@pytest.mark.parametrize("line", ["", *ROWS, *(line for line in LINES if " " in line)])
def test_help_in_spanish_holds_no_english_sentence(nowhere, line):
    shown = " ".join(nowhere(f"{line} --help --lang es").out.split())
    spanish = Translator("es")
    english = {text for text in help_texts() if spanish.say(text) != text}
    assert len(english) > 150
    assert [text for text in english if " ".join(text.split()) in shown and len(text) > 12] == []


def test_every_help_text_is_translated():
    spanish = Translator("es")
    assert [text for text in help_texts() if spanish.say(text) == text] == []


def test_help_texts_are_listed_once():
    assert len(help_texts()) == len(set(help_texts()))
    assert "Ask somebody to promise you something. Nothing is owed until the other agrees." in help_texts()


@pytest.mark.parametrize(
    ("where", "lang"),
    [
        ({"PROMISECTL_LANG": "es"}, "es"),
        ({"LANG": "es_CL.UTF-8"}, "es"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "es_ES.UTF-8", "LANG": "C.UTF-8"}, "es"),
    ],
)
def test_the_language_comes_from_the_environment(nowhere, where, lang):
    assert nowhere("--help", **where).out.startswith({"en": "Usage:", "es": "Uso:"}[lang])


def test_the_settings_choose_the_language_between_the_environment_and_the_locale(run):
    run.write("promisectl.yaml", run.read("promisectl.yaml") + "language: es\n")
    assert run("--help").out.startswith("Uso:")
    assert run("--help", PROMISECTL_LANG="en").out.startswith("Usage:")
    assert run("--lang en --help").out.startswith("Usage:")
    here, run.folder = run.folder, run.folder.parent
    assert run(["--root", str(here), "--help"]).out.startswith("Uso:")
    assert run([f"--root={here}", "--help"]).out.startswith("Uso:")


def test_shared_options_stand_before_or_after_the_command(run):
    run.promised()
    assert run("--format json --by diego list").out == run("list --by diego --format json").out


def test_python_m_promisectl_is_the_same_program(run):
    run.promised()
    assert run.apart("list").out == run("list").out
    assert run.apart("--version").out == run("--version").out
