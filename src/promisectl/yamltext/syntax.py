"""A syntax fault: where a parser could not go on, said so that a person can mend it.

A parser notices a fault where it gives up; some faults began elsewhere, and the place that is told is where they began.
"""

from __future__ import annotations

import re
from typing import Any

from promisectl.model.message import M, Message
from promisectl.yamltext.faults import Fault

_END_OF_STREAM = "found unexpected end of stream"
_TOLD_TOO_LATE = frozenset({_END_OF_STREAM, "could not find expected ':'"})
# What libyaml says, for the catalogues: whatever else it or the second parser says is told as it stands.
_SAID = (
    M("did not find expected node content"),
    M("did not find expected key"),
    M("did not find expected '-' indicator"),
    M("did not find expected ',' or ']'"),
    M("did not find expected ',' or '}'"),
    M("did not find expected <document start>"),
    M("did not find expected whitespace or line break"),
    M("did not find expected comment or line break"),
    M("did not find expected hexdecimal number"),
    M("could not find expected ':'"),
    M("found character that cannot start any token"),
    M("found unexpected end of stream"),
    M("found unexpected document indicator"),
    M("found unexpected ':'"),
    M("found unknown escape character"),
    M("found invalid Unicode character escape code"),
    M("found a tab character that violates indentation"),
    M("found a tab character where an indentation space is expected"),
    M("block sequence entries are not allowed in this context"),
    M("mapping keys are not allowed in this context"),
    M("mapping values are not allowed in this context"),
)
_TEXTS = {message.text: message for message in _SAID}
_TWO_COLONS = re.compile(r"\s*(?:- )?[\w-]+: .*: ")


def syntax_fault(text: str, error: Any) -> Fault:
    """Return a parser's error about a text as a fault."""
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    line, column = _place(error, told_too_late=problem in _TOLD_TOO_LATE)
    lines = text.split("\n")
    written = lines[line - 1] if line <= len(lines) else ""
    indentation = written[: len(written) - len(written.lstrip())]
    if "\t" in indentation:
        column = written.index("\t") + 1
        return Fault(line, column, column + 1, M("a tab stands here as indentation"), M("indent with blanks"))
    note, help = _said(problem, written, written[column - 1 : column])
    return Fault(line, column, column + 1, note, help)


def _place(error: Any, *, told_too_late: bool) -> tuple[int, int]:
    """Return line and column, both from 1."""
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    if told_too_late or mark is None:
        mark = context or mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _said(problem: str, written: str, character: str) -> tuple[Message, Message]:
    """Return what is wrong in a line at a character, and what to do."""
    if problem == _END_OF_STREAM and character in ("'", '"'):
        return M("this quote is not closed"), M("close it, or double the quotes inside the text")
    note = _TEXTS.get(problem) or M("{problem}", problem=problem)
    if problem.endswith("that cannot start any token"):
        return note, M("remove it; a text can be quoted")
    if _TWO_COLONS.match(written):
        return note, M('put the value between quotes: a text with ": " in it needs them')
    return note, M("check the indentation, the quotes and the brackets before this place")
