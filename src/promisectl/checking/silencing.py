"""Silencing: take out the findings that a comment in their file quiets, and name the comments that are wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from promisectl.checking.rule import found
from promisectl.checking.selectors import matches, wanted
from promisectl.checking.silences import Silence, find_silences
from promisectl.model.finding import Finding
from promisectl.model.message import M, Message
from promisectl.model.place import Place

SILENCEABLE = ("PC3", "PC6", "PC7")
FURTHEST = timedelta(days=90)  # how far ahead a silence may reach


def apply_silences(
    findings: Sequence[Finding],
    texts: Mapping[str, str],
    today: date,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> list[Finding]:
    """Return the findings that are not silenced, in their order, and after them a PC111 for each wrong silence.

    The findings must be located (a Place each). `texts` holds the files that may carry a silence, by path. `select`
    and `ignore` say which codes were looked for: a silence of another code is not called unused.
    """
    silences = {path: find_silences(text) for path, text in texts.items()}
    used: set[tuple[str, int]] = set()
    kept = []
    for finding in findings:
        by = _silenced_by(finding, silences.get(finding.path, ()), today)
        used.update((finding.path, silence.line) for silence in by)
        if not by:
            kept.append(finding)
    if wanted("PC111", select, ignore):
        for path, comments in silences.items():
            for silence in comments:
                looked_for = any(_may_find(code, select, ignore) for code in silence.codes)
                kept += _wrong(silence, path, today, unused=looked_for and (path, silence.line) not in used)
    return kept


def _may_find(code: str, select: Sequence[str], ignore: Sequence[str]) -> bool:
    """Whether a code, or one that begins so, was looked for."""
    return wanted(code, select, ignore) or any(selector.startswith(code) for selector in select)


def _silenced_by(finding: Finding, silences: Sequence[Silence], today: date) -> list[Silence]:
    if not silences or not isinstance(finding.where, Place) or not matches(finding.code, SILENCEABLE):
        return []
    line = finding.where.line
    return [
        silence
        for silence in silences
        if silence.until is not None
        and today <= silence.until <= today + FURTHEST
        and silence.target in (0, line)
        and matches(finding.code, silence.codes)
    ]


def _wrong(silence: Silence, path: str, today: date, *, unused: bool) -> Iterator[Finding]:
    note = _fault(silence, today)
    if note is None and unused:
        note = M("nothing to silence here: {codes}", codes=", ".join(silence.codes))
    if note is not None:
        yield found(
            "PC111",
            Place(path, silence.line, silence.column, silence.end_column),
            note=note,
            help=M("remove the comment, or write `# promisectl: ignore CODE until YYYY-MM-DD because …`"),
        )


def _fault(silence: Silence, today: date) -> Message | None:
    if not silence.codes:
        return M("the comment names no code")
    strange = [code for code in silence.codes if not matches(code, SILENCEABLE)]
    if strange:
        return M("{codes} cannot be silenced in a file", codes=", ".join(strange))
    if silence.until is None:
        return M("the comment names no day until which it holds")
    if silence.until < today:
        return M("it held until {day}", day=silence.until)
    if silence.until > today + FURTHEST:
        return M("it would hold for more than {days} days", days=FURTHEST.days)
    return None
