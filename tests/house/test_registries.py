"""Every row of every registry arrives whole: a docstring, a page, help, Spanish, a schema, a test that names it."""

from __future__ import annotations

from importlib import import_module
from inspect import getdoc, getmodule
from pathlib import Path

import pytest

from promisectl.app.schema.all import names
from promisectl.cli.printed import NONE, schema_of
from promisectl.cli.registry import ROWS, words_of
from promisectl.formats import findings, lists, reports
from promisectl.formats.translator import Translator
from promisectl.importers import IMPORTERS
from promisectl.metrics.registry import METRICS
from promisectl.model.acts import ACTS
from promisectl.model.codes import CODES
from promisectl.model.languages import LANGUAGES, SOURCE
from promisectl.model.message import Message
from promisectl.reports import REPORTS
from promisectl.rules import RULES

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
TESTS = "\n".join(
    place.read_text(encoding="utf-8")
    for place in (ROOT / "tests").rglob("*.py")
    if "node_modules" not in place.parts and place.parent.name != "house"
)
PAGES = {place.name: place.read_text(encoding="utf-8") for place in (DOCS / "reference").glob("*.md")}
TRANSCRIPTS = "\n".join(place.read_text(encoding="utf-8") for place in DOCS.rglob("*.md"))


def must_be_said(message: Message) -> None:
    """A message is said in every language, and differs from the source's text."""
    for language in LANGUAGES:
        if language != SOURCE:
            assert Translator(language).say(Message(message.text)) != message.text, message.text


def module_of(room: str, name: str) -> str:
    return getdoc(import_module(f"promisectl.{room}.{name}")) or ""


@pytest.mark.parametrize("kind", ACTS, ids=lambda kind: kind.verb.value)
def test_an_act_has_a_command_help_words_a_page_a_schema_and_a_test(kind):
    command = import_module(f"promisectl.cli.commands.{kind.verb.value}")
    assert getdoc(command)
    assert getdoc(getattr(command, f"{kind.verb.value}_command"))
    must_be_said(kind.help)
    must_be_said(kind.said)
    assert f"`{kind.verb.value}`" in PAGES["lifecycle.md"]
    assert schema_of(kind.verb.value) == "act"
    assert f'"{kind.verb.value}"' in TESTS


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda metric: metric.name)
def test_a_metric_has_a_definition_a_page_words_and_a_test(metric):
    assert metric.name in PAGES["metrics.md"]
    assert getmodule(metric.count) is not None
    if metric.title is not None:
        must_be_said(metric.title)
    assert metric.key in TESTS or metric.name in TESTS


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_has_a_docstring_help_words_a_page_a_schema_and_a_test(name):
    assert module_of("reports", name.replace("-", "_"))
    must_be_said(REPORTS[name])
    assert f"report {name}" in PAGES["cli.md"]
    assert f"promisectl report {name}" in TRANSCRIPTS
    assert f"report-{name}" in names()
    assert f"report {name}" in TESTS


@pytest.mark.parametrize("name", IMPORTERS)
def test_an_importer_has_a_docstring_help_words_a_page_a_schema_and_a_test(name):
    assert module_of("importers", name.replace("-", "_"))
    must_be_said(IMPORTERS[name])
    assert f"import {name}" in PAGES["cli.md"]
    assert f"import-{name}" in names()
    assert f"import {name}" in TESTS


FORMATS = {("findings", name): module for name, module in findings.FORMATS.items()}
FORMATS |= {("lists", name): module for name, module in lists.FORMATS.items()}


@pytest.mark.parametrize(("kind", "name"), FORMATS)
def test_a_format_has_a_docstring_a_function_a_page_and_a_test(kind, name):
    module = import_module(f"promisectl.formats.{FORMATS[kind, name]}")
    assert getdoc(module)
    assert getdoc(module.render)
    assert f"`{name}`" in PAGES["formats.md"] or name in PAGES["formats.md"]
    assert name in TESTS


@pytest.mark.parametrize("place", [*reports.SCREENS.values(), *reports.DOCUMENTS.values()])
def test_a_report_with_a_screen_or_a_document_of_its_own_has_its_function(place):
    module, _, name = place.partition(":")
    assert getdoc(getattr(import_module(f"promisectl.formats.{module}"), name))


@pytest.mark.parametrize("name", RULES)
def test_a_rule_has_a_page_a_code_words_and_examples_that_are_tests(name):
    module = import_module(f"promisectl.rules.{name}")
    assert getdoc(module)
    must_be_said(CODES[module.CODE].title)
    assert module.CODE in PAGES["codes.md"]
    assert module.BAD  # tests/rules finds the code in it
    assert module.GOOD  # and in this one not


@pytest.mark.parametrize("words", [words for row in ROWS.values() for words in words_of(row)])
def test_a_command_has_help_words_a_page_and_a_schema(words):
    row = ROWS[words.split()[0]]
    module = import_module(f"promisectl.cli.commands.{row.module}")
    function = getattr(module, f"{words.replace(' ', '_').replace('-', '_')}_command")
    assert getdoc(module)
    assert getdoc(function)
    must_be_said(row.help)
    assert f"`{words}`" in PAGES["cli.md"] or words in PAGES["cli.md"]
    if words not in NONE and "json" in function.formats:
        assert schema_of(words) in names()


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != SOURCE])
def test_a_language_has_its_catalogue_and_its_pages(language):
    assert (ROOT / "src" / "promisectl" / "locale" / language / "LC_MESSAGES" / "promisectl.mo").exists()
    assert (DOCS / language / "README.md").exists()
    assert (DOCS / "man" / language / "promisectl.1").exists()
