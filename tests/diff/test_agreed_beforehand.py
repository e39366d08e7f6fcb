"""What a standing agreement to a service covers, and what it does not."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from promisectl.diff.agreed_beforehand import Here, holds, is_one_word, why_not_agreed
from promisectl.model.digests import changed_covered_keys, confirmation_digest, standing_digest
from promisectl.model.services import Service
from promisectl.model.terms import TermsPart

HERE = Here(ZoneInfo("UTC"), None, None, lambda handle: handle)
AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
ENTRY = {
    "what": "Inspect the vehicle of claim {claim}.",
    "performer": "diego",
    "within": "2d from activation",
    "criteria": ["report {claim}-{part}", "signed"],
    "condition": {"text": "report of {claim}", "by": "+10d"},
}
ASKED = {
    "what": "Inspect the vehicle of claim 88123.",
    "performer": "diego",
    "within": "2d from activation",
    "criteria": ["report 88123-a", "signed"],
    "condition": {"text": "report of 88123", "by": "2026-03-12"},
}


def service(standing=None, **changed):
    values = {**ENTRY, "standing": {"by": "diego", "at": "2026-01-01", **(standing or {})}, **changed}
    entry = Service.model_validate({key: value for key, value in values.items() if value is not None})
    if "terms" in values["standing"] or values["standing"].get("older"):
        return entry
    terms = standing_digest(entry)
    return entry.model_copy(update={"standing": entry.standing.model_copy(update={"terms": terms})})


def why(entry, at=AT, **changed):
    asked = {key: value for key, value in {**ASKED, **changed}.items() if value is not None}
    return why_not_agreed(entry, TermsPart.model_validate(asked), at, HERE)


def test_what_the_entry_would_have_written_is_covered():
    assert why(service()) is None


@pytest.mark.parametrize(
    "changed",
    [
        {"within": "9d from activation"},
        {"what": "Inspect the vehicle of claim 88123 and pay for it."},
        {"what": "Inspect the vehicle of claim 88123 and."},
        {"criteria": ["report 88123-a"]},
        {"criteria": ["report 99999-a", "signed"]},
        {"criteria": None},
        {"condition": None},
        {"condition": {"text": "report of 88123", "by": "2026-03-20"}},
        {"performer": "olga"},
        {"due": "2026-03-04"},
        {"pause-on": ["capacity"]},
        {"what": "Inspect the vehicle of claim " + "8" * 65 + "."},
    ],
)
def test_other_terms_are_not_covered(changed):
    assert why(service(), **changed) is not None


def test_an_entry_that_changed_since_is_not_covered_and_an_older_agreement_without_terms_is():
    agreed = service()
    changed = agreed.model_copy(update={"what": "Inspect and repair the vehicle of claim {claim}."})
    assert "something else now" in str(holds(changed))
    assert changed_covered_keys(agreed, changed) == ("what",)
    older = agreed.model_copy(update={"standing": agreed.standing.model_copy(update={"terms": None})})
    assert holds(older) is None
    assert why(older) is None


def test_nothing_is_covered_before_it_begins_or_after_it_ends():
    assert why(service({"at": "2026-03-03"})) is not None
    assert why(service({"until": "2026-03-01"})) is not None
    assert why(service({"until": "2026-03-02"})) is None


def test_what_recurs_is_due_on_the_last_day_of_its_period_and_names_it():
    entry = service(what="Report of {period}", within=None, criteria=None, condition=None, every="week", customer="ana")
    asked = {"within": None, "criteria": None, "condition": None}
    assert why(entry, what="Report of 2026-W10", due="2026-03-08", **asked) is None
    assert why(entry, what="Report of 2026-W11", due="2026-03-08", **asked) is not None
    assert why(entry, what="Report of 2026-W10", due="2026-03-09", **asked) is not None


def test_an_entry_of_many_parameters_in_a_row_takes_no_long_time_and_covers_nothing():
    crowded = "".join(f"{{p{number}}}" for number in range(40))
    entry = service(what=crowded, criteria=None, condition=None)
    assert why(entry, what="a" * 2000 + "!", criteria=None, condition=None) is not None


def test_a_parameter_is_one_plain_word():
    assert is_one_word("CLM/88123-a.2#4_ñ")
    assert not is_one_word("88123 and more")
    assert not is_one_word("")
    assert not is_one_word("a" * 65)


def test_a_confirmation_follows_from_the_id_and_the_words_and_not_from_the_order_of_keys():
    act = {"act": "request", "by": "ana", "terms": {"what": "x"}}
    turned = {"terms": {"what": "x"}, "by": "ana", "act": "request"}
    assert confirmation_digest("wrk-aaa", [act]) == confirmation_digest("wrk-aaa", [turned])
    assert confirmation_digest("wrk-aaa", [act]) != confirmation_digest("wrk-aab", [act])
    assert confirmation_digest("wrk-aaa", [act]) != confirmation_digest("wrk-aaa", [act, act])
