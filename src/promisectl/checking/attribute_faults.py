"""Attribute faults: what `.gitattributes` may not say of the files of a workspace (PC112).

Git rewrites files between its objects and the folder where attributes tell it to, so that what is checked out is not
what was judged, and it merges them by other rules. Nothing is said against attributes of other files, nor against
`text=auto` over lines that end in LF.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from promisectl.checking.attributes import Attributes, AttributesFile, Said, read_attributes
from promisectl.model.finding import Severity

_WANTED = ("working-tree-encoding", "ident", "filter", "merge", "text", "eol", "crlf")
_SAME = frozenset({"utf-8", "utf8"})
HoldsCr = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class AttributeFault:
    """A line that says what it may not: the file of attributes and its line, the attribute, of how many files.

    `example` is the first of those files; paths are from the top of the repository.
    """

    path: str
    line: int
    attribute: str
    value: str
    severity: Severity
    example: str
    count: int

    @property
    def identity(self) -> tuple[str, str, str]:
        """What makes it the same fault in another version, whatever line it stands on."""
        return self.path, self.attribute, self.value


def attribute_faults(
    attributes: Mapping[str, bytes], files: Iterable[str], holds_cr: HoldsCr, more: Sequence[AttributesFile] = ()
) -> list[AttributeFault]:
    """Return what attributes say of a workspace's files that they may not, in the order of their places.

    `attributes` are the bytes of each `.gitattributes` of a tree; `files` its promises, packs, registers and settings;
    all by their paths from the top of the repository. `holds_cr` is asked of a file only where it matters. `more` are
    files of attributes that stand in no tree (`info/attributes`, that of `core.attributesFile`).
    """
    read = [read_attributes(data, path) for path, data in attributes.items()]
    every = Attributes([*read, *more], _WANTED)
    if every.is_silent:
        return []
    faults: dict[tuple[str, int, str], AttributeFault] = {}
    for path in sorted(files):
        for attribute, said, severity in _said_against(path, every.of(path), holds_cr):
            _count(faults, path, attribute, said, severity)
    return [faults[where] for where in sorted(faults)]


def _count(
    faults: dict[tuple[str, int, str], AttributeFault], path: str, attribute: str, said: Said, severity: Severity
) -> None:
    where = (said.path, said.line, attribute)
    first = faults.get(where)
    example, count = (first.example, first.count + 1) if first else (path, 1)
    faults[where] = AttributeFault(*where, _written(attribute, said), severity, example, count)


def _said_against(path: str, said: Mapping[str, Said], holds_cr: HoldsCr) -> Iterable[tuple[str, Said, Severity]]:
    """Yield each attribute of a file that may not be said of it, and how much that weighs."""
    for name, is_fault, severity in _WHATEVER_IT_HOLDS:
        if name in said and is_fault(said[name]):
            yield name, said[name], severity
    ends = _ends(said)
    if ends and holds_cr(path):
        yield ends, said[ends], Severity.WARNING


def _recodes(said: Said) -> bool:
    """Whether a file is written in another encoding; git stops at one that is only set or unset."""
    return said.value is not None and not (isinstance(said.value, str) and said.value.lower() in _SAME)


def _expands(said: Said) -> bool:
    return said.value is True


def _filters(said: Said) -> bool:
    return isinstance(said.value, str)


def _merges_otherwise(said: Said) -> bool:
    return said.value not in (None, True, "text")


_WHATEVER_IT_HOLDS = (
    ("working-tree-encoding", _recodes, Severity.ERROR),
    ("ident", _expands, Severity.ERROR),
    ("filter", _filters, Severity.ERROR),
    ("merge", _merges_otherwise, Severity.WARNING),
)


def _ends(said: Mapping[str, Said]) -> str | None:
    """Return the attribute by which git rewrites the ends of lines; None where it leaves them."""
    text = "text" if _is_said(said, "text") else "crlf"
    if _is_said(said, text):
        return text if said[text].value is not False else None
    return "eol" if _is_said(said, "eol") else None


def _is_said(said: Mapping[str, Said], name: str) -> bool:
    return name in said and said[name].value is not None


def _written(attribute: str, said: Said) -> str:
    """Return an attribute as it is written."""
    if isinstance(said.value, str):
        return f"{attribute}={said.value}"
    return attribute if said.value else f"-{attribute}"


def new_faults(
    after: Iterable[AttributeFault], before: Iterable[AttributeFault], rewritten: Collection[str] = ()
) -> list[AttributeFault]:
    """Return the faults that an older version of the files had not.

    A file that was `rewritten` answers for more files than before, too; a promise that comes to be where something was
    said already does not.
    """
    known = {fault.identity: fault.count for fault in before}
    return [fault for fault in after if _is_new(fault, known, rewritten)]


def _is_new(fault: AttributeFault, known: Mapping[tuple[str, str, str], int], rewritten: Collection[str]) -> bool:
    before = known.get(fault.identity, 0)
    return not before or (fault.path in rewritten and fault.count > before)
