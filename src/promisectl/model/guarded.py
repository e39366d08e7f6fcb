"""Guarded codes: what no setting of a workspace quiets, and what a selection comes to once that is heeded.

Form, law, changes and whose word it is (verdicts of the guard) are judged whatever promisectl.yaml says: whoever may
change settings could else turn the guard off with one pull request and move a date with the next. The command line may
leave out what it likes, for whoever types it reads the output.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from promisectl.model.codes import CODES
from promisectl.model.finding import Severity

GUARDED = ("PC1", "PC2", "PC4", "PC501", "PC502", "PC506", "PC507", "PC508", "PC509")
OFF = "off"


def is_guarded(code: str) -> bool:
    """Return whether no setting quiets a code."""
    return code.startswith(GUARDED)


def reaches_guarded(selector: str) -> bool:
    """Return whether a code, or the beginning of codes, holds one that no setting quiets."""
    return is_guarded(selector) or any(code.startswith(selector) for code in GUARDED)


def left_by(select: Iterable[str]) -> list[str]:
    """Return the guarded codes and beginnings that a selection would not look for; none where it selects all."""
    chosen = tuple(selector for selector in select if selector)
    return [code for code in GUARDED if chosen and not code.startswith(chosen)]


def selection(select: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a selection of the settings comes to: what no setting quiets is selected, too."""
    return (*select, *left_by(select))


def ignored(ignore: tuple[str, ...]) -> tuple[str, ...]:
    """Return which codes the settings leave out: none that no setting quiets."""
    named: list[str] = []
    for selector in ignore:
        named += _unguarded(selector) if reaches_guarded(selector) else [selector]
    return tuple(named)


def _unguarded(selector: str) -> list[str]:
    return [code for code in CODES if code.startswith(selector) and not is_guarded(code)]


def lowers(code: str, severity: str) -> bool:
    """Return whether a severity of the settings weighs less than a guarded code does by itself."""
    return is_guarded(code) and _rank(severity) < CODES[code].severity.rank


def weights(severity: Mapping[str, str]) -> dict[str, str]:
    """Return the severity of each code that the settings give one, the longest beginning counts; none is lowered."""
    wished = {code: _wished(code, severity) for code in CODES}
    return {code: given for code, given in wished.items() if given is not None and not lowers(code, given)}


def _wished(code: str, severity: Mapping[str, str]) -> str | None:
    named = [selector for selector in severity if code.startswith(selector)]
    return severity[max(named, key=len)] if named else None


def _rank(severity: str) -> int:
    return -1 if severity == OFF else Severity(severity).rank
