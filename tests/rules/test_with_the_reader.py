"""The pages of the codes that the reader finds; and that the store finds every spot a rule names."""

from dataclasses import replace

import pytest
from scenery import DEFAULTS, files_of, located, marks_of, scene_of

from promisectl.app.check.rules import all_rules, run_rules
from promisectl.store.locating import Locator
from promisectl.store.reading import read_ledgers

READ = [rule for rule in all_rules() if rule.scope == "reader"]
JUDGED = [rule for rule in all_rules() if rule.promise or rule.workspace]


def written(files, root):
    for path, text in (DEFAULTS | files).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize("rule", READ, ids=lambda rule: rule.code)
def test_the_reader_finds_the_bad_example_and_not_the_good_one(rule, tmp_path):
    bad = read_ledgers(written(files_of(rule.bad), tmp_path / "bad"), "ledgers")
    good = read_ledgers(written(files_of(rule.good), tmp_path / "good"), "ledgers")
    assert {finding.code for finding in bad.findings} == {rule.code}
    assert good.findings == []


@pytest.mark.parametrize("rule", JUDGED, ids=lambda rule: rule.code)
def test_the_store_places_a_finding_where_the_tests_do(rule, tmp_path):
    files = DEFAULTS | files_of(rule.bad)
    locator = Locator(written(files, tmp_path))
    findings = run_rules(scene_of(files))
    placed = [replace(finding, where=locator.place(finding.where)) for finding in findings]
    for one, other in zip(placed, located(findings, files), strict=True):
        assert (one.where.path, one.where.line) == (other.where.path, other.where.line)
    assert not marks_of(files)
