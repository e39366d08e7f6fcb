"""What people read, in English and in Spanish."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from promisectl.formats.translator import NAMES, Translator, choose_language
from promisectl.model.message import M
from promisectl.model.promise import State
from promisectl.model.trouble import Trouble

EN, ES = Translator("en"), Translator("es")
TODAY = date(2026, 3, 9)


def test_english_says_what_the_source_says():
    message = M("`{verb}` is not allowed while the promise is {state}", verb="accept", state="promised")
    assert EN.say(message) == str(message) == "`accept` is not allowed while the promise is promised"


def test_english_opens_no_catalogue():
    code = (
        "import sys; from promisectl.formats.translator import Translator; from promisectl.model.message import M\n"
        "Translator('en').say(M('the promise is overdue')); Translator('en').state('promised')\n"
        "sys.exit('gettext' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_spanish_translates_the_sentence_and_the_state_but_never_the_command():
    message = M("`{verb}` is not allowed while the promise is {state}", verb="accept", state="promised")
    assert ES.say(message) == "`accept` no se puede usar mientras la promesa está acordada"


def test_a_message_within_a_message_is_translated_too():
    message = M(
        "only {role} ({owner}) may `{verb}`; {speaker} is {own}",
        role=M("the customer"),
        owner="ana",
        verb="accept",
        speaker="diego",
        own=M("the performer"),
    )
    assert ES.say(message) == "solo el cliente (ana) puede usar `accept`; diego es el responsable"


def test_a_role_given_by_its_key_is_shown_by_its_name():
    assert ES.say(M("a counter-proposal does not change who is {role}", role="performer")) == (
        "una contrapropuesta no cambia quién es responsable"
    )


def test_a_text_that_no_catalogue_knows_stays_as_it_is():
    assert ES.say("a sentence nobody wrote") == "a sentence nobody wrote"
    assert ES.say(M("another one about {what}", what="x")) == "another one about x"
    assert ES.say("") == ""
    assert ES.state("no-such-state") == "no-such-state"


def test_braces_in_data_are_not_placeholders():
    assert ES.say(M("the due ({due}) has not passed", due="{x}")) == "el vencimiento ({x}) aún no ha pasado"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (ES.state(State.PROMISED), "acordada"),
        (ES.state("accepted"), "conforme"),
        (ES.overlay("overdue"), "vencida"),
        (ES.outcome("kept-first"), "cumplida a la primera"),
        (ES.verb("accept"), "recibir conforme"),
        (ES.verb("cancel"), "liberar"),
        (ES.role("performer"), "responsable"),
        (ES.due("counted"), "exigible"),
        (ES.share("partial"), "parcial"),
        (ES.outcome("partial"), "cumplida en parte"),
    ],
)
def test_spanish_uses_the_words_of_the_glossary(said, name):
    assert said == name


def test_every_name_in_english_is_its_key():
    for context, keys in NAMES.items():
        assert [EN.name(context, key) for key in keys] == [str(key) for key in keys]


def test_no_spanish_text_says_aceptar_or_prometida():
    from promisectl.formats.translator import _catalogue

    said = [str(text).lower() for text in _catalogue("es")._catalog.values()]
    assert not [text for text in said if "acept" in text or "prometida" in text]


@pytest.mark.parametrize(
    ("language", "moment", "today", "shown"),
    [
        (EN, date(2026, 3, 6), None, "Fri 2026-03-06"),
        (ES, date(2026, 3, 6), None, "vie 2026-03-06"),
        (EN, date(2026, 3, 6), TODAY, "Fri 03-06"),
        (ES, date(2026, 3, 7), TODAY, "sáb 03-07"),
        (EN, date(2027, 3, 6), TODAY, "Sat 2027-03-06"),
        (EN, date(999, 1, 1), TODAY, "Tue 0999-01-01"),
        (
            EN,
            datetime(2026, 3, 6, 17, 5, 59, tzinfo=timezone(timedelta(hours=-3))),
            TODAY,
            "Fri 03-06 17:05",
        ),
    ],
)
def test_a_day_has_its_weekday_and_loses_the_year_that_is_running(language, moment, today, shown):
    assert language.day(moment, today) == shown


def test_an_instant_is_shown_in_the_zone_asked_for():
    midnight = datetime(2026, 3, 6, 2, 30, tzinfo=UTC)
    assert EN.day(midnight, zone=ZoneInfo("America/Santiago")) == "Thu 2026-03-05 23:30"


@pytest.mark.parametrize(
    ("asked", "env", "settings", "language"),
    [
        (None, {}, None, "en"),
        ("es", {"PROMISECTL_LANG": "en"}, "en", "es"),
        (None, {"PROMISECTL_LANG": "en", "LANG": "es_CL.UTF-8"}, "es", "en"),
        (None, {"LANG": "en_US.UTF-8"}, "es", "es"),
        (None, {"LANG": "es_CL.UTF-8"}, "en", "en"),
        (None, {"LANG": "es_CL.UTF-8"}, None, "es"),
        (None, {"LC_ALL": "C", "LANG": "es_CL.UTF-8"}, None, "en"),
        (None, {"LC_ALL": "", "LC_MESSAGES": "es_ES@euro", "LANG": "en_US"}, None, "es"),
        (None, {"LANG": "de_DE.UTF-8"}, None, "en"),
        (None, {"LANG": "est"}, None, "en"),
        ("es-CL", {}, None, "es"),
        ("ES", {}, None, "es"),
    ],
)
def test_the_language_is_the_option_then_the_variable_then_the_settings_then_the_locale(asked, env, settings, language):
    assert choose_language(asked, env, settings) == language


def test_the_locale_given_counts_where_the_environment_is_silent():
    assert choose_language(None, {}, None, "es_CL") == "es"


def test_a_language_asked_for_by_name_that_is_not_spoken_is_a_trouble():
    with pytest.raises(Trouble, match="“fr”"):
        choose_language("fr", {})
    with pytest.raises(Trouble, match="PROMISECTL_LANG"):
        choose_language(None, {"PROMISECTL_LANG": "klingon"})
