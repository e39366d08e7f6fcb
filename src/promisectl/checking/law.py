"""Law findings: the first act of a history that the law refuses, in the words of the refusal itself."""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import Record
from promisectl.checking.rule import act_spot, found
from promisectl.model.finding import Finding
from promisectl.model.message import M


def law_findings(record: Record, code: str) -> Iterator[Finding]:
    """Yield the refusal of this record's history where it carries `code`.

    The place is the key the refusal names, or the act as a whole where it has no such key.
    """
    refusal = record.refusal
    if refusal is None or refusal.code != code:
        return
    yield found(
        code,
        act_spot(record, refusal.act, refusal.field),
        promise=record.id,
        note=refusal.note,
        help=refusal.help or M("see which acts are open, and to whom: `promisectl next {id}`", id=record.id),
    )
