"""Attribute findings: the faults of `.gitattributes` in words (PC112)."""

from __future__ import annotations

from promisectl.checking.attribute_faults import AttributeFault
from promisectl.checking.rule import found
from promisectl.model.finding import Finding, Severity
from promisectl.model.message import M, Message
from promisectl.model.place import Place

CODE = "PC112"


def attribute_finding(fault: AttributeFault) -> Finding:
    """Return a fault as a finding at the first column of its line; its path stays as it is."""
    where = Place(fault.path, fault.line, 1, 2)
    return found(CODE, where, note=attribute_note(fault), help=attribute_help(fault), severity=fault.severity)


def attribute_note(fault: AttributeFault) -> Message:
    """Return what is said, and of which files."""
    return M(
        "`{attribute}` is said of {path}, files: {count}", attribute=fault.value, path=fault.example, count=fault.count
    )


def attribute_help(fault: AttributeFault) -> Message:
    """Return what to do about it."""
    if fault.severity is Severity.ERROR:
        return M("say it of other files only: what is checked out must be what was judged")
    if fault.attribute == "merge":
        return M("leave merging to git and `promisectl resolve`: other rules lose or mix acts")
    return M("say `-text` of these files, or write them with LF alone: else each checkout changes their bytes")
