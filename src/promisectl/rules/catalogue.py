"""Catalogue: the page of every code, taken from the file of its rule."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from promisectl.model.codes import CODES
from promisectl.model.finding import Severity
from promisectl.model.message import M, Message
from promisectl.model.trouble import Trouble
from promisectl.rules import RULES
from promisectl.rules.rule import load


@dataclass(frozen=True, slots=True)
class Page:
    """What a user reads about a code: its constant message, its docstring, a bad and a good example."""

    code: str
    name: str
    severity: Severity
    title: Message
    text: str
    bad: str
    good: str


def explain(code: str) -> Page:
    """Return the page of a code, given in any case, or by its name; a Trouble where there is none."""
    wanted = code.strip()
    by_name = {row.name: row.code for row in CODES.values()}
    known = by_name.get(wanted.lower(), wanted.upper())
    module = next((name for name in RULES if name.startswith(f"{known.lower()}_")), None)
    if module is None or known not in CODES:
        guess = next(iter(get_close_matches(known, list(CODES), n=1, cutoff=0.4)), None)
        raise Trouble(
            M("there is no code {code}", code=code),
            help=M("did you mean {guess}? `promisectl rule` lists them all", guess=guess)
            if guess
            else M("`promisectl rule` lists them all"),
        )
    rule, row = load(module), CODES[known]
    return Page(rule.code, row.name, row.severity, row.title, rule.page, rule.bad, rule.good)


def pages() -> tuple[Page, ...]:
    """Return every page, in the order of the codes."""
    return tuple(explain(name.partition("_")[0]) for name in RULES)
