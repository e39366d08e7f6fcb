"""What holds for every rule: a page, a bad example that is found, a good one that is not."""

import pytest
from scenery import AS_OF, files_of, findings_of

from promisectl.app.check.rules import all_rules, explain, pages
from promisectl.checking.silencing import apply_silences
from promisectl.model.codes import CODES
from promisectl.model.trouble import Trouble
from promisectl.rules import RULES

JUDGED = [rule for rule in all_rules() if rule.promise or rule.workspace]


@pytest.mark.parametrize("rule", JUDGED, ids=lambda rule: rule.code)
def test_the_bad_example_is_found_and_nothing_else_is(rule):
    assert {finding.code for finding in findings_of(rule.bad)} == {rule.code}


@pytest.mark.parametrize("rule", JUDGED, ids=lambda rule: rule.code)
def test_the_good_example_is_clean(rule):
    assert [str(finding.note) for finding in findings_of(rule.good)] == []


@pytest.mark.parametrize("rule", JUDGED, ids=lambda rule: rule.code)
def test_every_finding_has_a_constant_message_and_an_action(rule):
    for finding in findings_of(rule.bad):
        assert finding.message == CODES[rule.code].title
        assert finding.help is not None and str(finding.help)
        assert finding.name == CODES[rule.code].name
        assert finding.note is None or "{" not in str(finding.note)


def test_a_silence_is_judged_after_the_places_are_known():
    rule = explain("PC111")
    for text, codes in ((rule.bad, ["PC111"]), (rule.good, [])):
        findings = findings_of(text)
        assert [f.code for f in apply_silences(findings, files_of(text), AS_OF.date())] == codes


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.code)
def test_every_page_defines_its_term_first_and_says_what_to_do(page):
    term = page.text.splitlines()[0].partition(":")[0]
    assert 0 < len(term) < 40
    assert "What to do:" in page.text
    assert page.bad != page.good


def test_rules_stand_in_the_order_of_their_codes():
    codes = [name[:5].upper() for name in RULES]
    assert codes == sorted(set(codes))
    assert [rule.code for rule in all_rules()] == codes
    assert set(codes) <= set(CODES)


def test_a_page_is_found_by_code_in_any_case_or_by_name():
    assert explain("pc304") == explain("PC304") == explain("awaiting-verdict")


def test_an_unknown_code_is_a_trouble_with_a_guess():
    with pytest.raises(Trouble) as trouble:
        explain("PC3O4")
    assert "PC304" in str(trouble.value.help)
