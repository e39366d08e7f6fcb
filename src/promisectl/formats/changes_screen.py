"""Changes for people: what a diff means, promise by promise, the unlawful first and marked by a word, not by colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from promisectl.diff.changes import Change
from promisectl.diff.outlook import Waiting
from promisectl.formats.changes_findings import beside, unlawful
from promisectl.formats.screen import Block, Cell, Part, Prose, Screen, Section, cell, prose
from promisectl.formats.translator import Translator
from promisectl.model.finding import Finding
from promisectl.model.message import M, Message


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions compared: the changes, what waits for a word, and the findings of the change.

    `abouts` says what each promise is about, `trust` how far each new act is proved.
    """

    base: str
    head: str
    changes: Sequence[Change]
    waiting: Sequence[Waiting]
    findings: Sequence[Finding]
    abouts: Mapping[str, str]
    trust: Mapping[tuple[str, int], str]


def changes_screen(compared: Compared, words: Translator) -> Screen:
    """Return a section a promise, the unlawful ones first, then what moves nothing yet."""
    by_promise = _by_promise(compared.changes)
    wrong = beside(compared.findings, compared.changes)
    sections = [_apart(finding, words) for finding in wrong if finding.promise not in by_promise]
    for id_ in _unlawful_first(by_promise, compared):
        sections.append(_section(id_, by_promise[id_], _of(id_, wrong), compared, words))
    sections += [_waiting(waiting, words) for waiting in compared.waiting]
    return Screen(cell(words.say(_title(compared, len(by_promise), words))), sections=tuple(sections))


def _of(id_: str, findings: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.promise == id_]


def _by_promise(changes: Sequence[Change]) -> dict[str, list[Change]]:
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.promise, []).append(change)
    return found


def _title(compared: Compared, changed: int, words: Translator) -> Message:
    after = words.say(M("the work tree")) if compared.head == "worktree" else compared.head[:10]
    return M("{base} -> {head}, promises changed: {count}", base=compared.base[:10], head=after, count=changed)


def _unlawful_first(ids: Iterable[str], compared: Compared) -> list[str]:
    bad = unlawful(compared.findings, compared.changes)
    return sorted(ids, key=lambda id_: (id_ not in bad, id_))


def _apart(finding: Finding, words: Translator) -> Section:
    """Return what is wrong with a promise of which nothing else changed, or with a file."""
    return Section((_wrong(finding, words),), cell(finding.promise or finding.path, "head"))


def _section(
    id_: str, changes: Sequence[Change], wrong: Sequence[Finding], compared: Compared, words: Translator
) -> Section:
    blocks: list[Block] = [_wrong(finding, words) for finding in wrong]
    blocks += [Prose(_line(change, compared.trust, words), words.say(M("change")), indent=2) for change in changes]
    about = compared.abouts.get(id_, "")
    heading = Cell((Part(id_, "head"), Part(f"  {about}" if about else "", "head")))
    return Section(tuple(blocks), heading)


def _waiting(waiting: Waiting, words: Translator) -> Section:
    blocks: list[Block] = [prose(words.say(nothing_moves(waiting)), "proposal")]
    blocks += [prose(words.say(approved(her, source)), indent=2) for her, source in waiting.approved]
    return Section(tuple(blocks))


def approved(her: str, source: str) -> Message:
    """Return what somebody's approval on a host is worth."""
    return M("{who} approved it at {source}: after merging, `promisectl record` writes it", who=her, source=source)


def nothing_moves(waiting: Waiting) -> Message:
    """Return what merging a bare proposal does: nothing."""
    return M(
        "Merging moves nothing yet: {who} has not agreed in the ledger ({id})",
        who=", ".join(waiting.who),
        id=waiting.promise,
    )


def _wrong(finding: Finding, words: Translator) -> Prose:
    sentences = [words.say(said) for said in (finding.message, finding.note) if said is not None]
    mark = Part(words.say(M("UNLAWFUL")), "late")
    rest = Part(f" {': '.join(sentences)}  [{finding.code}]")
    return Prose(Cell((mark, rest)), words.say(M("change")), indent=2)


def _line(change: Change, trust: Mapping[tuple[str, int], str], words: Translator) -> Cell:
    parts = [Part("; ".join(_sentences(change, trust, words)))]
    if change.is_unlawful:
        parts.insert(0, Part(words.say(M("UNLAWFUL")) + " ", "late"))
    return Cell(tuple(parts))


def _sentences(change: Change, trust: Mapping[tuple[str, int], str], words: Translator) -> Iterator[str]:
    """Yield what changed, whether it was agreed, when, and how far it is proved."""
    codes = f"  [{', '.join(change.codes)}]" if change.codes else ""
    yield words.say(change.summary) + codes
    if change.kind == "due-moved":
        yield words.say(agreement(change))
    if isinstance(change.at, date):
        yield words.day(change.at)
    if change.kind != "act" or change.position is None:
        return
    proved = trust.get((change.promise, change.position - 1))
    if proved:
        yield proved


def agreement(change: Change) -> Message:
    """Return whether a moved due was agreed, and in time."""
    if not change.agreed:
        return M("proposed, not agreed")
    return M("agreed, in time") if change.timely else M("agreed, after the due had passed")
