"""What files add at their ends says the same, read alone or with thousands of others."""

from __future__ import annotations

import random

import pytest

from promisectl.yamltext.additions import acts_of, addition

NOTE = b"- act: note\n  by: ana\n  at: 2026-03-03T09:00:00Z\n  note: seen\n"
AGREE = b"- act: agree\n  by: diego\n  at: 2026-03-02T11:40:00Z\n"
PROPOSAL = b"- act: renegotiate\n  by: ana\n  at: 2026-03-03T09:00:00Z\n  terms:\n    criteria:\n    - one\n    - two\n"
PLAIN = (b"", NOTE, AGREE, PROPOSAL, NOTE + AGREE, b"- act: note # - not an act\n  by: ana\n")
DOUBTFUL = (
    b"- act: note\n  note: |\n    - act: agree\n",
    b"- act: note\n  by: ana\n  by: diego\n",
    b"- act: note\n  by: ana",
    b"  note: goes on\n",
    b"- a word\n",
    b"state: promised\n",
    b"- act: note\n  note: 'not\n- act: agree\n  over'\n",
)


def alone(lines):
    return acts_of([lines])[0]


def test_what_is_plain_says_the_same_alone_and_together():
    for seed in range(200):
        several = random.Random(seed).choices(PLAIN, k=7)
        assert acts_of(several) == [alone(lines) for lines in several]
        assert None not in acts_of(several)


def test_one_addition_in_doubt_takes_nothing_from_the_others():
    for seed in range(200):
        several = random.Random(seed).choices(PLAIN + DOUBTFUL, k=7)
        assert acts_of(several) == [alone(lines) for lines in several]


@pytest.mark.parametrize("lines", DOUBTFUL)
def test_what_is_not_plain_to_see_is_left_to_the_exact_reader(lines):
    assert alone(lines) is None
    assert acts_of([NOTE, lines, AGREE])[1] is None


def test_hundreds_of_additions_are_told_apart():
    several = [NOTE * (number % 4) for number in range(350)]
    assert [len(acts or ()) for acts in acts_of(several)] == [number % 4 for number in range(350)]


def test_a_file_that_goes_on_adds_its_last_lines():
    old = b"id: clm-1\nstate: requested\nhistory:\n" + NOTE
    new = b"id: clm-1\nstate: promised\nhistory:\n" + NOTE + AGREE
    assert addition(old, new) == ("clm-1", AGREE)
    assert addition(new, old) is None
