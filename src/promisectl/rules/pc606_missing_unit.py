"""Missing unit: a limit is given as a number, and nobody says of what.

A good promise is *explicit*. "Answer within 24" is a day to one reader and an hour to another. Looked at are `what`
and the `criteria` of open promises, and only where it is plain: a number right after words that set a limit (within,
under, over, at least, at most, less than, more than, no more than, up to, «en menos de», «al menos», «como máximo»,
«hasta», «dentro de» …) or after a sign (< > ≤ ≥), with nothing after it: the end of the text, a full stop, comma,
semicolon or bracket, or the words and, or, y, o. A word, `%`, `°` or a currency after it is its unit, a currency
before it too. Years (1900 to 2099), dates, times of day and version numbers are left alone.

What to do: write the unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.explicit import explicit_texts
from promisectl.checking.rule import found, term_spot
from promisectl.model.finding import Finding
from promisectl.model.message import M

CODE = "PC606"
SCOPE = "open"

BAD = example(AGREE, criteria="[first answer within 24]")

GOOD = example(AGREE, criteria="[first answer within 24 hours]")

_LIMITS = (
    "within", "in under", "in less than", "under", "below", "over", "above", "at least", "at most", "less than",
    "more than", "fewer than", "no more than", "no less than", "not more than", "up to", "maximum", "minimum", "max",
    "min", "en menos de", "menos de", "más de", "no más de", "al menos", "a lo más", "a lo sumo", "por lo menos",
    "como máximo", "como mínimo", "máximo", "mínimo", "hasta", "dentro de", "bajo", "sobre", "por debajo de",
    "por encima de", "no superior a", "inferior a", "superior a",
)  # fmt: skip
_BARE_NUMBER = re.compile(
    r"(?:(?<!\w)(?:"
    + "|".join(sorted((re.escape(words) for words in _LIMITS), key=len, reverse=True))
    + r")(?: de)?\s+|[<>≤≥]=?\s*)"
    r"(?P<number>\d+(?:[.,]\d+)?)"
    r"(?=\s*(?:$|[;)\]]|[.,](?:\s|$)|\s(?:and|or|y|o)\s))",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d\Z")


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield each text of the terms of an open promise in which a limit lacks its unit."""
    standing = context.live(record)
    if standing is None:
        return
    for name, steps, text in explicit_texts(standing.terms):
        numbers = bare_numbers(text)
        if numbers:
            yield found(
                CODE,
                term_spot(record, name, *steps),
                promise=record.id,
                note=M("{numbers} of what?", numbers=", ".join(numbers)),
                help=M("write the unit after the number"),
            )


def bare_numbers(text: str) -> list[str]:
    """Return the limits of a text that stand without a unit."""
    found_numbers = (match["number"] for match in _BARE_NUMBER.finditer(text))
    return [number for number in found_numbers if not _YEAR.match(number)]
