"""Nothing English is left on a Spanish screen but codes, keys and commands."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from promisectl.app.check.rules import pages
from promisectl.cli.help_texts import help_texts
from promisectl.cli.registry import ROWS, words_of
from promisectl.formats.translator import Translator
from promisectl.model.vocabulary import REASONS

from .remedies import attempt

COMMANDS = [words for row in ROWS.values() for words in words_of(row)]
ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "with",
        "from",
        "not",
        "this",
        "that",
        "your",
        "you",
        "what",
        "when",
        "which",
        "who",
        "was",
        "were",
        "are",
        "is",
        "has",
        "have",
        "nothing",
        "by",
        "it",
        "they",
        "day",
        "days",
        "hour",
        "hours",
        "business",
        "agreement",
        "activation",
        "signed",
        "recorded",
        "warning",
        "reason",
        "within",
        "due",
        "late",
        "open",
        "waits",
        "promised",
        "requested",
        "offered",
        "delivered",
        "accepted",
        "declined",
        "withdrawn",
        "revoked",
        "cancelled",
        "failed",
        "lapsed",
        "overdue",
        "unanswered",
        "customer",
        "performer",
        "criteria",
        "help",
        "usage",
        "options",
        "supplier",
        "capacity",
    ]
)
# The infinitive and the imperative that other helps would be in.
OTHER_MOODS = re.compile(r"(Di|Haz|Pon|Ten|Deshaz|Propón|Contrapropón|\w+(ar|er|ir))\b")
TELLING = (
    ("2026-03-02T09:00:00-03:00", "request diego 'Inspeccionar el auto' vie -c fotos --id sin-k7m2x9qd"),
    ("2026-03-02T09:10:00-03:00", "agree k7m --by diego --for me"),
    ("2026-03-02T10:00:00-03:00", "promise ana 'Reparar el auto' --within 2bd --calendar cl --condition 'llegan repuestos' -c listo --by diego --id sin-9xk4m2pp"),
    ("2026-03-02T10:10:00-03:00", "agree 9xk"),
    ("2026-03-02T10:20:00-03:00", "promise ana 'Pagar el siniestro' --within 3d -c pagado --by eva --id sin-p4g4r555"),
    ("2026-03-05T10:00:00-03:00", "warn k7m --reason supplier --forecast 2026-03-11 --by diego"),
    ("2026-03-05T11:00:00-03:00", "renegotiate k7m 2026-03-12 --reason proveedor --by diego"),
    ("2026-03-05T12:00:00-03:00", "promise ana 'Llamar al asegurado' 2026-03-20 -c llamado --by diego --id sin-c4ll4666"),
    ("2026-03-05T12:10:00-03:00", "agree c4l"),
    ("2026-03-05T13:00:00-03:00", "deliver c4l -e registro --by diego"),
    ("2026-03-06T13:00:00-03:00", "accept c4l --partial 0,8 --reason calidad"),
)  # fmt: skip
SCREENS = (
    "status", "status --by diego", "list --all", "list --columns id,state,due,is", "show k7m", "show 9xk", "show c4l",
    "show p4g", "due all", "overdue all", "inbox all", "log", "next k7m", "next p4g", "people", "report fulfilment",
    "report fulfilment --by reason", "report fulfilment --by reason --format markdown", "doctor", "list --format markdown",
)  # fmt: skip


@pytest.fixture
def shop(repository):
    run = repository
    run.environment["PROMISECTL_LANG"] = "es"
    settings = run.read("promisectl.yaml")
    run.write("promisectl.yaml", settings + "calendars: {cl: {country: CL}}\nprefixes: {claims: sin}\n")
    for now, line in TELLING:
        run.now = now
        run(line)
    run.now = "2026-03-09T09:00:00-03:00"
    return run


def english(text: str) -> set[str]:
    """Return the English words of a screen: what is typed, keys and paths apart."""
    text = re.sub(r"\\\n +", "", text)  # an example that goes on in the next line
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("$") and "promisectl" not in line]
    told = re.sub(r"`[^`]*`", "", "\n".join(lines))
    told = re.sub(r"https?://\S+", "", told)
    return {word.strip(".,;()«»¿?¡!|").lower() for word in told.split()} & ENGLISH


PLACEHOLDERS = frozenset(
    ["HANDLE", "CODE", "WHEN", "DAY", "EVIDENCE", "CRITERION", "FILE", "NAME", "TEXT", "WHAT", "WHERE", "PERSON", "ACT"]
)
WRONG = (
    "request", "request diego", "request nadie 'Algo' vie", "request diego 'Algo'", "request diego 'Algo' 3/4/2026",
    "request diego 'Algo' ayer", "note k7m", "note k7m hola --kind nada", "deliver k7m --by diego", "accept k7m",
    "reject k7m", "reject c4l", "revoke k7m --by diego", "revoke k7m --by diego --reason nada", "agree k7m", "agree zzz",
    "cancel k7m", "fail 9xk", "warn k7m --by diego", "pause 9xk --by diego", "resume 9xk", "activate 9xk", "set k7m",
    "set k7m nada 3", "set k7m priority mucha", "renegotiate k7m --by diego --reason proveedor", "counter k7m vie",
    "renegotiate k7m vie --drop nada --reason proveedor --by diego", "withdraw k7m --by eva", "undo k7m", "show zzz",
    "show", "list 'estado:nada'", "list 'nada:3'", "list 'is:nada'", "list 'due:'", "list --columns nada", "list --sort nada",
    "list --limit mucho", "check --fail-on nada", "check --select PC9", "check --base nada", "diff nada", "rule PC999",
    "help nada", "nada", "list --nada", "due nadie", "overdue --format nada", "export nada", "import nada", "schema nada",
    "person left nadie", "person add Ana", "person add ana", "ledger new claims", "area add", "service open nada",
    "handover diego nadie", "redact k7m 1 nada", "hooks install nada", "completion nada", "apply nada.jsonl", "mend k7m",
    "pack", "unpack zzz", "resolve nada", "record --approvals nada.json", "plan nada", "receipt nada", "one-on-one nadie",
    "goal checkin nada 3", "list --as-of nada", "list --as-of 2026-13-01", "list --ledger nada", "list --root /nada",
    "confirm k7m", "edit zzz", "open nada.yaml", "status --by nadie", "promise ana 'Algo' vie --by diego --for nadie",
    "goal", "hooks", "import", "list estado:vencida", "list clase:acordada", "list is:incumplida",
    "promise ana 'Algo' vie --by diego --agreed-by ana", "promise ana 'Algo' vie --within 3d --by diego",
)  # fmt: skip


def closed_lists(text: str) -> str:
    """Return a help without the lists of codes and keys at its end."""
    return re.split(r"\n\n(?:Motivos|Clases de notas|Tipos de notas|Campos de una consulta):\n", text)[0]


@pytest.mark.parametrize("command", COMMANDS)
def test_no_help_holds_an_english_word(run, command):
    said = closed_lists(run(f"{command} --help --lang es").out)
    keys = {"due", "open", "criteria", "what", "performer", "customer", "help", "late", "overdue", "warning"}
    assert english(re.sub(r"\b[a-z-]+(?:, [a-z-]+)+\b", "", said)) - keys == set()


@pytest.mark.parametrize("screen", SCREENS)
def test_no_screen_holds_an_english_word(shop, screen):
    said = shop(screen).out
    assert english(said) == set(), said


@pytest.mark.parametrize("line", WRONG)
def test_no_refusal_holds_an_english_word(shop, line):
    told = attempt(shop, shlex.split(line)).err
    told = told.partition("\n")[2] if told.startswith("promisectl ") else told
    named = set(re.findall(r"\b[A-Z]{3,}\b", told)) & PLACEHOLDERS
    listed = re.sub(r"\([a-z-]+\)|(?<=: )[a-z-]+(?:, [a-z.-]+)+|«[^»]*»|--?[a-z-]+|en inglés también: .*", "", told)
    assert english(listed) | named == set(), told


NAMED = re.compile(  # what a page quotes: verbs, keys, metrics and words that a check looks for
    r"agree, decline o withdraw|weight|formerly|«(?:As|improve)[^»]*»|improve, optimise|as soon as|within, under.*?up to|"
    r"and, or|fulfilment, kept-first.*?weighted"
)


@pytest.mark.parametrize("form", ["", " --format markdown"], ids=["on the screen", "as Markdown"])
@pytest.mark.parametrize("page", pages(), ids=lambda page: page.code)
def test_the_page_of_a_code_is_spanish_from_its_first_line_to_its_examples(run, page, form):
    said = run(f"rule {page.code} --lang es{form}").out
    text = said.partition("Mal:")[0].partition("\n")[2]
    assert "Qué hacer: " in text
    assert english(NAMED.sub("", text)) == set(), text
    assert len(re.findall(r"\n\n", text)) >= page.text.count("\n\n")
    assert "English" not in said and "Bad:" not in said


def test_lengths_are_words(shop):
    assert "2 días hábiles desde el inicio del plazo" in shop("show 9xk").out
    assert "2 business days from activation" in shop("show 9xk --lang en").out
    assert "within: 2bd from activation" in shop.promise("sin-9xk4m2pp")


def test_reasons_are_names_wherever_they_stand(shop):
    names = [Translator("es").reason(code) for code in REASONS]
    assert names[REASONS.index("supplier")] == "proveedor"
    for screen in ("show k7m", "log k7m", "report fulfilment --by reason"):
        assert "proveedor" in shop(screen).out
        assert "supplier" not in shop(screen).out


def test_what_may_pause_a_clock_is_named_as_reasons_are(shop):
    shop("request diego Pintar vie -c listo --pause-on customer-input --id sin-p4us3888")
    assert "motivos para pausar: insumo del cliente" in shop("show p4us").out
    assert "pause-on: [customer-input]" in shop.promise("sin-p4us3888")
    assert "reasons to pause: customer-input" in shop("show p4us --lang en").out


def test_the_list_of_commands_names_what_its_options_want_in_spanish(shop):
    told = shop("--help").out
    assert "--as-of CUÁNDO" in told
    assert set(re.findall(r"\b[A-Z]{3,}\b", told)) & {*PLACEHOLDERS, "FOLDER", "LANG", "FORMAT"} == set()


def test_numbers_have_a_comma_for_people_and_a_point_for_programs(shop):
    assert Translator("es").number("95.1") == "95,1"
    assert Translator("en").number("95.1") == "95.1"
    assert "fraction: 0.8" in shop.promise("sin-c4ll4666")


def test_closed_lists_may_be_typed_as_the_screen_says_them(shop):
    shop("request eva Informar --within 3d -c tabla --pause-on 'espera del cliente' --id sin-t4bl4777", code=2)
    shop("request eva Informar --within 3d --calendar cl -c tabla --id sin-t4bl4777")
    shop("counter t4b --drop calendario --by eva")
    assert "calendar: null" in shop.promise("sin-t4bl4777")


def test_a_closed_list_is_shown_with_its_spanish_words_and_what_is_near_is_named_in_them(shop):
    shop("check --fail-on nunca")
    for word in ("advertencia", "Advertencia", "aviso", "warning", "información", "informacion", "error"):
        shop(f"check --fail-on {word} --select PC304")
    told = shop("check --fail-on nada", code=2).err
    assert "información (info), advertencia (warning), error, nunca (never)" in told
    assert "proveedor (supplier)" in shop("revoke k7m --by diego --reason nada", code=2).err
    assert "¿quisiste decir `proveedor`?" in shop("revoke k7m --by diego --reason provedor", code=2).err
    assert "cliente (customer)" in shop("list --columns nada", code=2).err
    assert shop("list --columns 'id,días que quedan,marcas'").out == shop("list --columns id,days-left,is").out
    assert "vencida (overdue)" in shop("list is:nada", code=2).err
    assert "par de áreas (area-pair)" in shop("report fulfilment --by nada", code=2).err
    assert "¿quisiste decir `responsable`?" in shop("report fulfilment --by responsble", code=2).err
    assert "use one of: info, warning, error, never" in shop("check --fail-on nada --lang en", code=2).err


def test_what_a_command_wants_is_named_in_spanish(shop):
    assert "--due CUÁNDO --reason CÓDIGO" in shop("next k7m").out
    assert "--due WHEN --reason CODE" in shop("next k7m --lang en").out


def test_every_help_is_in_one_mood():
    words = Translator("es")
    first = {text: words.say(text).split()[0] for text in help_texts()}
    wrong = {said for text, said in first.items() if OTHER_MOODS.fullmatch(said)}
    assert wrong == set()


def test_every_placeholder_of_a_help_is_spanish(run):
    keys = {"N", "ID", "IDS", "URL"}
    english_ones = set(
        re.findall(r'M\("([A-Z|,…=.]+)"\)', (Path(__file__).parents[2] / "src/promisectl/cli/help.py").read_text())
    )
    same = {word for word in english_ones if Translator("es").say(word) == word}
    assert same <= keys
