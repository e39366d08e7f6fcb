"""Vague words: words that each side can read as it likes.

A good promise is *explicit*. "As soon as possible", «lo antes posible», "improve", «mejorar»: the performer hears one
thing, the customer expects another, and both are right. Looked at are `what` and the `criteria` of open promises, in
English and Spanish, whole words only, whatever their case and accents. Verbs of degree (improve, optimise, mejorar,
optimizar) count only in a text without a digit: "improve the answer time to 2 hours" says what is meant. A text with
several such words is one finding.

What to do: say what one would see when it is done: a date in `due`, a number with its unit, a list.
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

CODE = "PC605"
SCOPE = "open"

BAD = example(AGREE, criteria="[report with photos as soon as possible]")

GOOD = example(AGREE, criteria="[report with 8 photos]")

VAGUE = (
    # English
    "asap", "a.s.a.p", "as soon as possible", "as quickly as possible", "as fast as possible", "soon", "shortly",
    "promptly", "quickly", "eventually", "sometime", "in due course", "when possible", "where possible",
    "if possible", "as much as possible", "as needed", "as appropriate", "best effort", "best efforts", "try to",
    "appropriate", "adequate", "adequately", "reasonable", "reasonably", "user-friendly", "user friendly",
    "high quality", "high-quality", "state of the art", "and so on", "etc", "tbd",
    # Spanish
    "lo antes posible", "cuanto antes", "a la brevedad", "a la mayor brevedad", "pronto", "prontamente",
    "rápidamente", "lo más rápido posible", "en breve", "oportunamente", "cuando se pueda", "si se puede",
    "si es posible", "de ser posible", "en lo posible", "en la medida de lo posible", "lo mejor posible",
    "según corresponda", "según se necesite", "tratar de", "intentar", "adecuado", "adecuada", "adecuadamente",
    "apropiado", "apropiada", "razonable", "razonablemente", "de alta calidad", "amigable", "y así", "por definir",
)  # fmt: skip
DEGREE = (
    "improve", "improves", "improving", "enhance", "enhancing", "optimise", "optimising", "optimize", "optimizing",
    "mejorar", "mejorando", "optimizar", "optimizando", "potenciar", "fortalecer",
)  # fmt: skip

_PLAIN_LETTERS = str.maketrans("áéíóúü", "aeiouu")


def _whole_words(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted((_plain(word) for word in words), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])")


def _plain(text: str) -> str:
    return text.lower().translate(_PLAIN_LETTERS)


_VAGUE, _DEGREE = _whole_words(VAGUE), _whole_words(DEGREE)


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield each text of the terms of an open promise that holds a vague word."""
    standing = context.live(record)
    if standing is None:
        return
    for name, steps, text in explicit_texts(standing.terms):
        words = vague_words(text)
        if words:
            yield found(
                CODE,
                term_spot(record, name, *steps),
                promise=record.id,
                note=M("“{words}”", words="”, “".join(words)),
                help=M("say what one would see: a date, a number with its unit, a list"),
            )


def vague_words(text: str) -> list[str]:
    """Return the vague words of a text as they stand in it, in order and once."""
    plain = _plain(text)
    if len(plain) != len(text):
        text = plain
    spans = [match.span() for match in _VAGUE.finditer(plain)]
    if not any(letter.isdigit() for letter in text):
        spans += [match.span() for match in _DEGREE.finditer(plain)]
    return list(dict.fromkeys(text[start:end] for start, end in sorted(spans)))
