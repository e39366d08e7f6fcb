"""The exact reader: YAML text into values and the place of every one, or the reasons it is refused.

Scalars are strings until the schema types them (format.md, Reading rules). libyaml parses; what it refuses the second
parser decides (`pure.py`), which knows YAML 1.2 and takes its time. Where both refuse, libyaml's error is told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from promisectl.model.limits import MAX_SCALAR
from promisectl.yamltext.document import Document, Span, Way
from promisectl.yamltext.faults import Fault, decode, faults_of_characters

if TYPE_CHECKING:
    from promisectl.yamltext.composer import Composer

__all__ = ["Document", "Fault", "Span", "Way", "decode", "read_exact"]

SECOND_LIMIT = MAX_SCALAR  # bytes; a larger text that libyaml refuses is refused

# What libyaml is too old for: an error of this kind says nothing about the text, the second parser's does.
_COLON_WITHIN = "found unexpected ':'"
_OUTDATED = frozenset({_COLON_WITHIN, "found invalid Unicode character escape code"})
_MARK_OF_OLD = re.compile(r"[\[{,]\s*\?\S")  # between brackets libyaml takes every `?` for the mark of a complex key

Reading = tuple[list[Document], list[Fault]]


def read_exact(text: str, *, many: bool = False) -> Reading:
    """Return the documents of a text (without BOM) and every reason to refuse it; with faults, no documents.

    `many` allows more than one document (a pack). All duplicate keys, anchors and the like are reported; a syntax
    error ends the reading.
    """
    faults = faults_of_characters(text)
    if faults:
        return [], faults
    whole = text + "\n" if text.rpartition("\n")[2].isspace() else text  # blanks alone are a line, ended or not
    return _read_first(whole, many=many)


def _read_first(text: str, *, many: bool) -> Reading:
    from promisectl.yamltext.libyaml import needs_stand_ins

    stand_ins = needs_stand_ins(text)
    reading, error = _tried(text, many=many, stand_ins=stand_ins)
    if not stand_ins and getattr(error, "problem", "") == _COLON_WITHIN:
        reading, error = _tried(text, many=many, stand_ins=True)
    _, faults = reading
    if error or (faults and _MARK_OF_OLD.search(text)):
        return _read_second(text, error, faults, many=many)
    return reading


def _tried(text: str, *, many: bool, stand_ins: bool) -> tuple[Reading, Any]:
    """Return what the first parser makes of a text, and the error where it gives up."""
    from ruamel.yaml.error import YAMLError

    from promisectl.yamltext.composer import Composer
    from promisectl.yamltext.libyaml import STAND_IN, parser

    hidden = STAND_IN if stand_ins and STAND_IN not in text else ""
    composer = Composer(text, parser(text, stand_ins=stand_ins), many=many, colon=hidden)
    try:
        return _composed(composer), None
    except YAMLError as error:
        return ([], composer.faults), error


def _read_second(text: str, error: Any, faults: list[Fault], *, many: bool) -> Reading:
    """Return what the second parser makes of a text; where it gives up too, the faults and the error of the first."""
    from promisectl.yamltext.syntax import syntax_fault

    first_faults = [*faults, syntax_fault(text, error)] if error else faults
    if len(text) > SECOND_LIMIT or len(text.encode()) > SECOND_LIMIT:
        return [], first_faults
    from promisectl.yamltext.composer import Composer
    from promisectl.yamltext.pure import REFUSALS, PureParser

    composer = Composer(text, PureParser(text), many=many)
    try:
        return _composed(composer)
    except REFUSALS as refusal:
        if getattr(error, "problem", "") in _OUTDATED and hasattr(refusal, "problem"):
            return [], [*composer.faults, syntax_fault(text, refusal)]
        return [], first_faults


def _composed(composer: Composer) -> Reading:
    from promisectl.yamltext.composer import Refused

    try:
        documents = composer.documents()
    except Refused as refused:
        return [], [*composer.faults, refused.fault]
    return ([], composer.faults) if composer.faults else (documents, [])
