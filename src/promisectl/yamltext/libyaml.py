"""The first parser: libyaml, in C, by way of ruamel.yaml.clib.

It is older than YAML 1.2 and takes no colon within a text between brackets: `{at: 2026-03-09T10:00Z}`, `[https://x]`.
Such colons are handed to it as another letter, one for one, so that every place stays; the composer turns them back. A
colon with letters on both sides ends no key in any version of YAML, so nothing is lost where one is hidden in vain.
"""

from __future__ import annotations

import re

from _ruamel_yaml import CParser

STAND_IN = "\ue000"  # a letter without meaning (Private Use Area); a text that holds it is handed over as it is

_WITHIN = re.compile(r"(?<=\w):(?=[^\s,\[\]{}])")
_WITHIN_BRACKETS = re.compile(r"[\[{][^\n\[{]*?\w:[^\s,\[\]{}]")


def needs_stand_ins(text: str) -> bool:
    """Whether a line of a text shows that libyaml would refuse a colon in it; brackets over several lines do not."""
    return _WITHIN_BRACKETS.search(text) is not None


def parser(text: str, *, stand_ins: bool) -> CParser:
    """Return what gives the events of a text, one at a time from `get_event`."""
    if stand_ins and STAND_IN not in text:
        text = _WITHIN.sub(STAND_IN, text)
    return CParser(text)
