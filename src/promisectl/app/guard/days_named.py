"""Days named: which days a promise's file names besides those on which something was said.

A due can only lie between a word and its commit where the file names a day between the two. Few days are looked for
one by one, which is fastest; where a commit brings thousands of acts, all are looked for in one pass.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property, lru_cache

# A text is searched fastest from the digits; what stands before them is looked at last.
_DAY = re.compile(rb"\d\d\d\d-\d\d-\d\d(?<!at: \d\d\d\d-\d\d-\d\d)")
_HOURS = b"bh"  # a length in business hours: its due is an instant of a day
_FEW_DAYS = 8  # from one to another: as many are looked for one by one
_FEW_TIMES = 8  # as often the text is searched


class DaysNamed:
    """The days that a text names."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._told: dict[tuple[date, date], bool] = {}

    @cached_property
    def may_be_an_hour(self) -> bool:
        """Whether a due could be an instant that the text does not name."""
        return _HOURS in self._text

    def has_between(self, first: date, last: date) -> bool:
        """Whether a day is named from one to another."""
        told = self._told.get((first, last))
        if told is None:
            told = self._told[first, last] = self._looked_for(first, last)
        return told

    def _looked_for(self, first: date, last: date) -> bool:
        days = _days(first, last) if len(self._told) < _FEW_TIMES else ()
        if days:
            return any(self._text.count(day) > self._text.count(day_of_act) for day, day_of_act in days)
        place = bisect_left(self._every, first.isoformat().encode())
        return place < len(self._every) and self._every[place] <= last.isoformat().encode()

    @cached_property
    def _every(self) -> Sequence[bytes]:
        """All of them, in order."""
        return sorted(set(_DAY.findall(self._text)))


@lru_cache(maxsize=1024)
def _days(first: date, last: date) -> Sequence[tuple[bytes, bytes]]:
    """Return each day from one to another as it is written, alone and as that of an act; none where they are many."""
    length = (last - first).days + 1
    if length > _FEW_DAYS:
        return ()
    days = [(first + timedelta(days=number)).isoformat().encode() for number in range(length)]
    return [(day, b"at: " + day) for day in days]
