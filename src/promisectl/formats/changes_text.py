"""Changes for people: what a diff means, promise by promise, the unlawful first and marked by a word, not by colour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from promisectl.diff.changes import Change
from promisectl.diff.outlook import Waiting
from promisectl.formats.changes_findings import beside, unlawful
from promisectl.formats.translator import Translator
from promisectl.model.finding import Finding
from promisectl.model.message import M, Message
from promisectl.model.visible_text import escape_line


def changes_lines(
    base: str,
    head: str,
    changes: Sequence[Change],
    waiting: Sequence[Waiting],
    findings: Sequence[Finding],
    abouts: Mapping[str, str],
    trust: Mapping[tuple[str, int], str],
    words: Translator,
) -> Iterator[str]:
    """Yield the lines of a diff. `findings` are those of the change.

    `abouts` says what each promise is about, `trust` how far each new act is proved.
    """
    by_promise: dict[str, list[Change]] = {}
    for change in changes:
        by_promise.setdefault(change.promise, []).append(change)
    after = words.say(M("the work tree")) if head == "worktree" else head[:10]
    title = M("{base} -> {head}, promises changed: {count}", base=base[:10], head=after, count=len(by_promise))
    yield words.say(title)
    wrong = beside(findings, changes)
    bad = unlawful(findings, changes)
    for one in wrong:
        if one.promise not in by_promise:
            yield ""
            yield escape_line(one.promise or one.path)
            yield "  " + escape_line(_wrong(one, words))
    for id_ in sorted(by_promise, key=lambda id_: (id_ not in bad, id_)):
        yield ""
        yield escape_line(f"{id_}  {abouts.get(id_, '')}".rstrip())
        for one in wrong:
            if one.promise == id_:
                yield "  " + escape_line(_wrong(one, words))
        for change in by_promise[id_]:
            yield "  " + escape_line(_line(change, trust, words))
    for open_word in waiting:
        yield ""
        yield words.say(nothing_moves(open_word))
        for her, source in open_word.approved:
            yield "  " + escape_line(words.say(approved(her, source)))


def approved(her: str, source: str) -> Message:
    """Return what somebody's approval on a host is worth."""
    return M("{who} approved it at {source}: after merging, `promisectl record` writes it", who=her, source=source)


def nothing_moves(one: Waiting) -> Message:
    """Return what merging a bare proposal does: nothing."""
    return M(
        "Merging moves nothing yet: {who} has not agreed in the ledger ({id})", who=", ".join(one.who), id=one.promise
    )


def _wrong(finding: Finding, words: Translator) -> str:
    sentences = [words.say(one) for one in (finding.message, finding.note) if one is not None]
    return f"{words.say(M('UNLAWFUL'))} {': '.join(sentences)}  [{finding.code}]"


def _line(change: Change, trust: Mapping[tuple[str, int], str], words: Translator) -> str:
    mark = words.say(M("UNLAWFUL")) + " " if change.is_unlawful else ""
    codes = f"  [{', '.join(change.codes)}]" if change.codes else ""
    said = [mark + words.say(change.summary) + codes]
    if change.kind == "due-moved":
        said.append(words.say(agreement(change)))
    if isinstance(change.at, date):
        said.append(words.day(change.at))
    if change.kind == "act" and change.position is not None and trust.get((change.promise, change.position - 1)):
        said.append(trust[change.promise, change.position - 1])
    return "; ".join(said)


def agreement(change: Change) -> Message:
    """Return whether a moved due was agreed, and in time."""
    if not change.agreed:
        return M("proposed, not agreed")
    return M("agreed, in time") if change.timely else M("agreed, after the due had passed")
