"""Changes as the comment of a pull request: what a reviewer must know, the unlawful first, never too long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from promisectl.diff.changes import Change
from promisectl.diff.outlook import Threatened, Waiting
from promisectl.formats.changes_findings import beside, unlawful
from promisectl.formats.changes_screen import agreement, approved, nothing_moves
from promisectl.formats.markdown import code_span, markdown_escape, sentence
from promisectl.formats.translator import Translator
from promisectl.model.finding import Finding
from promisectl.model.message import M, Message

LIMIT = 60_000
MARKER = "<!-- promisectl: diff -->"


def changes_markdown(
    changes: Sequence[Change],
    waiting: Sequence[Waiting],
    findings: Sequence[Finding],
    threats: Sequence[Threatened],
    abouts: Mapping[str, str],
    trust: Mapping[tuple[str, int], str],
    words: Translator,
) -> str:
    """Return the comment, at most 60,000 characters: above that, counts alone. A hidden marker ends it."""
    text = "\n".join(_comment(changes, waiting, findings, threats, abouts, trust, words))
    if len(text) > LIMIT:
        text = "\n".join(_counts(changes, waiting, findings, words))
    return f"{text}\n\n{MARKER}"


def _first_line(changes: Sequence[Change], waiting: Sequence[Waiting], findings: Sequence[Finding]) -> Message:
    wrong = beside(findings, changes)
    if bad := unlawful(findings, changes):
        return M("Unlawful changes in {count} promise(s): this cannot be merged as it is", count=len(bad))
    if wrong:
        return M("This cannot be merged as it is: {why}", why=wrong[0].message)
    if waiting:
        return nothing_moves(waiting[0])
    if not changes:
        return M("No promise is changed")
    return M("Promises changed: {count}; every change was said", count=len({change.promise for change in changes}))


_SECTIONS: tuple[tuple[str, Message], ...] = (
    ("due-moved", M("What moved")),
    ("weakened", M("Weakened")),
    ("added", M("Newly promised or asked")),
    ("terms-changed", M("Other terms")),
    ("closed", M("Closed")),
    ("act", M("What was said")),
    ("moved", M("Moved")),
    ("free-field", M("Free fields")),
)


def _comment(
    changes: Sequence[Change],
    waiting: Sequence[Waiting],
    findings: Sequence[Finding],
    threats: Sequence[Threatened],
    abouts: Mapping[str, str],
    trust: Mapping[tuple[str, int], str],
    words: Translator,
) -> Iterator[str]:
    yield f"**{sentence(words.say(_first_line(changes, waiting, findings)))}**"
    rows, wrong = [change for change in changes if change.is_unlawful], beside(findings, changes)
    if rows or wrong:
        yield from _section(words.say(M("Unlawful")), rows, abouts, trust, words)
        for finding in wrong:
            said = ": ".join(words.say(one) for one in (finding.message, finding.note) if one is not None)
            name = _name(finding.promise, abouts) if finding.promise else code_span(finding.path)
            yield f"- {name}: {sentence(said)} {code_span(finding.code)}"
        yield from _remedies(findings, words)
    if waiting:
        yield from ("", f"### {words.say(M('Who must still agree'))}", "")
        for one in waiting:
            how = M("{who}, with `promisectl agree {id}`", who=", ".join(one.who), id=one.promise)
            yield f"- {_name(one.promise, abouts)}: {sentence(words.say(how))}"
            for her, source in one.approved:
                yield f"  - {sentence(words.say(approved(her, source)))}"
    for kind, title in _SECTIONS:
        rows = [change for change in changes if change.kind == kind]
        if rows:
            yield from _section(words.say(title), rows, abouts, trust, words)
    if threats:
        yield from ("", f"### {words.say(M('Threatened by this'))}", "")
        for late in threats:
            finish, due, chain = (
                words.day(late.threat.finish),
                words.day(late.threat.due),
                " <- ".join(late.threat.chain),
            )
            expected = M("expected {finish}, due {due}: {chain}", finish=finish, due=due, chain=chain)
            more = f" ({words.say(M('once it is agreed'))})" if late.proposed else ""
            yield f"- {_name(late.id, {late.id: words.text(late.what)})}: {sentence(words.say(expected) + more)}"


def _section(
    title: str,
    rows: Sequence[Change],
    abouts: Mapping[str, str],
    trust: Mapping[tuple[str, int], str],
    words: Translator,
) -> Iterator[str]:
    yield from ("", f"### {title}", "")
    for change in rows:
        more = f" ({words.say(agreement(change))})" if change.kind == "due-moved" else ""
        if change.kind == "act" and change.position is not None:
            word = trust.get((change.promise, change.position - 1))
            more = f" ({word})" if word else ""
        codes = f" {code_span(', '.join(change.codes))}" if change.codes else ""
        yield f"- {_name(change.promise, abouts)}: {sentence(words.say(change.summary) + more)}{codes}"


def _remedies(findings: Sequence[Finding], words: Translator) -> Iterator[str]:
    for finding in findings:
        if finding.help is not None:
            yield f"  - {code_span(finding.code)} {sentence(words.say(finding.help))}"
        if finding.paste:
            yield from ("", "    ```yaml", *(f"    {line}" for line in finding.paste.splitlines()), "    ```", "")


def _name(id_: str, abouts: Mapping[str, str]) -> str:
    about = abouts.get(id_, "")
    return f"{markdown_escape(about)} {code_span(id_)}" if about else code_span(id_)


def _counts(
    changes: Sequence[Change], waiting: Sequence[Waiting], findings: Sequence[Finding], words: Translator
) -> Iterator[str]:
    yield f"**{sentence(words.say(_first_line(changes, waiting, findings)))}**"
    yield ""
    yield words.say(M("Too much to show here; the counts:"))
    yield ""
    for kind, count in sorted(Counter(change.kind for change in changes).items()):
        yield f"- {kind}: {count}"
