"""Silence expired: a comment that quiets a finding is past its day, quiets nothing, or is not complete.

`# promisectl: ignore PC607 until 2026-06-30 because …` quiets a finding of PC3, PC6 or PC7 on its own line, on the
line below it, or in the whole file where it stands before the first key. It must name a day, so that nothing is quiet
for ever. Reported are a silence without a day (or with one that is no date), one past its day, one for a code that
cannot be silenced (the law, changes, trust and the form of files cannot), and one that quieted nothing.

What to do: remove the comment, or give it a new day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from promisectl.model.finding import Finding
from promisectl.model.message import M, Message
from promisectl.model.place import Place
from promisectl.rules.examples import AGREE, example
from promisectl.rules.rule import found
from promisectl.rules.selectors import matches
from promisectl.rules.silences import Silence

CODE = "PC111"
SCOPE = "reader"

BAD = "# promisectl: ignore PC604 because we trust each other\n" + example(AGREE)

GOOD = "# promisectl: ignore PC604 until 2026-06-30 because we trust each other\n" + example(AGREE, criteria=None)

SILENCEABLE = ("PC3", "PC6", "PC7")


def apply_silences(
    findings: Sequence[Finding],
    silences: Mapping[str, Sequence[Silence]],
    today: date,
    judged: Callable[[str], bool] = lambda code: True,
) -> list[Finding]:
    """Return the findings that are not silenced, and one PC111 for each silence that is wrong.

    The findings must be located (a Place each). `judged` says which codes were looked for: a silence of another code
    is not called unused.
    """
    used: set[tuple[str, int]] = set()
    kept = []
    for finding in findings:
        by = _silenced_by(finding, silences.get(finding.path, ()), today)
        used.update((finding.path, silence.line) for silence in by)
        if not by:
            kept.append(finding)
    for path, comments in silences.items():
        for silence in comments:
            if judged(CODE):
                kept += _wrong(silence, path, today, (path, silence.line) in used, judged)
    return kept


def _silenced_by(finding: Finding, silences: Sequence[Silence], today: date) -> list[Silence]:
    if not silences or not isinstance(finding.where, Place) or not matches(finding.code, SILENCEABLE):
        return []
    line = finding.where.line
    return [
        silence
        for silence in silences
        if silence.until is not None
        and silence.until >= today
        and silence.target in (0, line)
        and matches(finding.code, silence.codes)
    ]


def _wrong(silence: Silence, path: str, today: date, used: bool, judged: Callable[[str], bool]) -> Iterator[Finding]:
    note = _fault(silence, today)
    if note is None and not used and any(judged(code) for code in silence.codes):
        note = M("nothing to silence here: {codes}", codes=", ".join(silence.codes))
    if note is None:
        return
    where = Place(path, silence.line, silence.column, silence.end_column)
    yield found_at(where, note)


def found_at(where: Place, note: Message) -> Finding:
    """Return a PC111 at a place."""
    return found(
        CODE,
        where,
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
    return None
