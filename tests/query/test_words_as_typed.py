"""Words as people type them: without regard to capitals, accents and the form of letters, or as the screen says them."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from metrics.stories import agreed, promise, seen, warned

from promisectl.formats.spoken_names import spoken_names
from promisectl.formats.translator import NAMES, Translator
from promisectl.model.folding import fold, fold_name
from promisectl.model.trouble import Trouble
from promisectl.query.compile import compile_query
from promisectl.query.fields import FIELDS
from promisectl.query.vocabulary import FATES, FLAGS, STATES
from promisectl.reports.groupings import GROUPINGS
from query.test_language import ENV

SPANISH = replace(ENV, spoken=spoken_names)
VEHICLE = "Inspección del vehículo: Café"
VIEWS = seen(
    promise("a-1", agreed("03-02", "03-06", what=unicodedata.normalize("NFC", VEHICLE)), tags=["Postergación"]),
    promise("a-2", agreed("03-02", "03-06", what=unicodedata.normalize("NFD", VEHICLE)), ledger="operación"),
    promise("a-3", agreed("03-20", "04-10"), warned("03-25"), service="Peritaje"),
)


def found(query: str) -> set[str]:
    holds = compile_query(query, SPANISH)
    return {view.id for view in VIEWS if holds(view)}


@pytest.mark.parametrize("word", ["inspeccion", "Inspección", "INSPECCIÓN", "café", "cafe", "vehi\u0301culo"])
def test_a_text_is_found_however_it_is_typed(word: str) -> None:
    assert found(f"text:{word}") == {"a-1", "a-2"}
    assert found(f'"{word}"') == {"a-1", "a-2"}


def test_tags_ledgers_and_services_are_found_however_they_are_typed() -> None:
    assert found("tag:postergacion") == found("tag:POSTER*") == {"a-1"}
    assert found("ledger:Operacion") == {"a-2"}
    assert found("service:peritaje") == {"a-3"}


def test_ids_and_handles_are_what_they_are_to_the_letter() -> None:
    assert found("id:A-1") == set()
    with pytest.raises(Trouble, match="nobody is called “Ana”"):
        found("customer:Ana")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("está:vencida", "is:overdue"),
        ("esta:vencidas", "is:overdue"),
        ("is:EN-RIESGO", "is:at-risk"),
        ("estado:acordada", "state:promised"),
        ('clase:"vencida sin entregar"', "class:missed-open"),
        ("razón:proveedor", "reason:supplier"),
        ("vencimiento:..2026-03-31", "due:..2026-03-31"),
        ("not está:abi*", "not is:open"),
        ("estado:acordada,ofrecida etiqueta:postergacion", "state:promised,offered tag:Postergación"),
    ],
)
def test_what_stands_on_the_spanish_screen_can_be_typed(said: str, meant: str) -> None:
    assert found(said) == found(meant)


def test_a_stray_word_of_the_screen_is_known_too() -> None:
    with pytest.raises(Trouble) as caught:
        compile_query("vencida", SPANISH)
    assert "`is:overdue`" in str(caught.value.help)


KINDS = {
    "state": STATES,
    "fate": FATES,
    "overlay": FLAGS,
    "field": tuple(FIELDS),
    "grouping": tuple(GROUPINGS),
}


@pytest.mark.parametrize("kind", [*KINDS, "reason", "note-kind"])
def test_every_word_of_a_closed_list_has_a_spanish_name_that_leads_back_to_it(kind: str) -> None:
    spanish = Translator("es")
    assert set(KINDS.get(kind, ())) <= set(NAMES[kind])
    for key in NAMES[kind]:
        assert spoken_names(kind)[fold_name(spanish.name(kind, key))] == key
        assert spoken_names(kind)[key] == key


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once_and_forms_of_letters_make_no_difference(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
