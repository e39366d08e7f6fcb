"""Law findings: the first act of a history that the law refuses, in the words of the refusal itself."""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import Record
from promisectl.checking.rule import act_spot, found
from promisectl.lifecycle.refusal import Refusal
from promisectl.model.finding import Finding
from promisectl.model.message import M, Message


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
        help=_help(refusal, record.id),
    )


def _help(refusal: Refusal, id: str) -> Message:
    """Return what to do: say something else, and where the act is committed already, set it aside."""
    remedy = refusal.remedy(id)
    if remedy is None:
        return M("write another act, or set aside what is committed already with `promisectl mend {id}`", id=id)
    return M("{help}; what is committed already is set aside with `promisectl mend {id}`", help=remedy, id=id)
