"""Rates in words."""

from __future__ import annotations

import pytest

from promisectl.metrics.rate import Rate
from promisectl.reports.sentences import rate_sentence, short_rate

SENTENCES = {
    Rate(0, 0): "n/a",
    Rate(4, 4): "4 of 4",
    Rate(0, 4): "0 of 4",
    Rate(5, 5): "100.0 % (5 of 5); with so few, somewhere between 57 and 100",
    Rate(78, 82): "95.1 % (78 of 82); with so few, somewhere between 88 and 98",
    Rate(200, 500): "40.0 % (200 of 500); somewhere between 36 and 44",
}


@pytest.mark.parametrize("rate", SENTENCES)
def test_a_rate_is_told_with_its_counts_and_how_little_they_prove(rate: Rate) -> None:
    assert str(rate_sentence(rate)) == SENTENCES[rate]


def test_a_percentage_stands_only_on_five_cases_or_more() -> None:
    assert [str(short_rate(Rate(1, n))) for n in (1, 4, 5)] == ["1 of 1", "1 of 4", "20.0 % (1 of 5)"]
