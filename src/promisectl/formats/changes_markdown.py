"""Changes as the comment of a pull request: what a reviewer must know, one block a promise, the unlawful first.

What loosens the guard stands before all else; free fields and other keys of registers are folded. The same change gives
the same text on every day. Never too long for a host: above that, counts alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from promisectl.diff.change import Change
from promisectl.diff.outlook import Threatened
from promisectl.diff.told import Arrival, Told
from promisectl.formats.changes_blocks import PromiseBlock, finding_lines, indented, name_of, shown, threat_line
from promisectl.formats.changes_findings import Placed, placed, unlawful
from promisectl.formats.changes_registers import made_by, register_words
from promisectl.formats.changes_words import abouts, announced, first_line, free_fields, is_folded
from promisectl.formats.markdown import code_span, sentence
from promisectl.formats.translator import Translator
from promisectl.model.finding import Finding, Severity
from promisectl.model.message import M, Message

LIMIT = 60_000
MARKER = "<!-- promisectl: diff -->"
MOST_OF_A_COMMIT = 20
MOST_OF_A_CODE = 3


def changes_markdown(told: Told, words: Translator) -> str:
    """Return the comment, at most 60,000 characters: above that, counts alone. A hidden marker ends it."""
    text = "\n".join(_Comment(told, placed(told), words).lines())
    if len(text) + len(MARKER) + 2 > LIMIT:
        text = "\n".join(_counts(told, words))
    return f"{text}\n\n{MARKER}"


def _counts(told: Told, words: Translator) -> Iterator[str]:
    yield f"**{sentence(words.say(first_line(told)))}**"
    yield ""
    yield words.say(M("Too much to show here; the counts:"))
    yield ""
    kinds = Counter(change.kind for change in told.changes)
    kinds.update({"register": len(told.registers)} if told.registers else {})
    for kind, count in sorted(kinds.items()):
        yield f"- {kind}: {count}"
    for code, count in sorted(Counter(finding.code for finding in shown(told.findings)).items()):
        yield f"- {code_span(code)}: {count}"


_Ranked = tuple[int, str, list[str]]  # where a block stands, its first id, its lines


@dataclass(frozen=True)
class _Comment:
    """A change on its way to a comment."""

    told: Told
    placed: Placed
    words: Translator

    def lines(self) -> Iterator[str]:
        """Yield the lines of the comment."""
        yield f"**{sentence(self.words.say(first_line(self.told)))}**"
        yield from self._watching()
        yield from self._files()
        for block in self._blocks():
            yield from ("", *block)
        yield from self._further_threats()
        yield from self._announced()
        yield from self._folded()

    def _announced(self) -> Iterator[str]:
        """Yield what commits say they deliver or warn of."""
        if not self.told.announced:
            return
        yield from self._title(self.words.say(M("What the commits announce")))
        for each in self.told.announced:
            yield f"- {sentence(self.words.say(announced(each)))}"

    def _title(self, title: str) -> Iterator[str]:
        yield from ("", f"### {title}", "")

    # Registers.

    def _watching(self) -> Iterator[str]:
        """Yield the keys of registers that loosen the guard, or with which something is wrong."""
        places = [place for place in range(len(self.told.registers)) if self._is_grave(place)]
        if not places:
            return
        yield from self._title(self.words.say(M("Who watches over these promises")))
        for place in sorted(places, key=lambda place: (not _has_errors(self._of_register(place)), place)):
            yield from self._grave(place)

    def _is_grave(self, place: int) -> bool:
        return self.told.registers[place].loosens is not None or bool(self._of_register(place))

    def _of_register(self, place: int) -> list[Finding]:
        return shown(self.placed.of_registers.get(place, ()))

    def _grave(self, place: int) -> Iterator[str]:
        """Yield a key with what it loosens and what is wrong with it; a finding that says no more is its code alone."""
        findings, loosens = self._of_register(place), self.told.registers[place].loosens
        if loosens is None:
            yield self._register(place)
        else:
            yield self._loosened(place, loosens, findings)
        for finding in findings:
            if str(finding.note) != str(loosens):
                yield from indented(finding_lines(finding, self.words))

    def _loosened(self, place: int, loosens: Message, findings: Sequence[Finding]) -> str:
        line = self.told.registers[place]
        who = sentence(self.words.say(made_by(line.commit, line.by)))
        codes = [code_span(finding.code) for finding in findings if str(finding.note) == str(loosens)]
        return " ".join([f"- **{sentence(self.words.say(loosens))}** ({who})", *codes])

    def _register(self, place: int) -> str:
        return f"- {sentence(self.words.say(register_words(self.told.registers[place])))}"

    def _files(self) -> Iterator[str]:
        """Yield what is wrong with files that hold no promise, or none that can be read."""
        apart = shown([finding for finding in self.placed.apart if finding.promise is None])
        if not apart:
            return
        yield from self._title(self.words.say(M("Files")))
        for finding in apart:
            yield from finding_lines(finding, self.words, code_span(finding.path))

    # Promises.

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, change in enumerate(self.told.changes):
            found.setdefault(change.promise, []).append(place)
        for finding in shown(self.placed.apart):
            if finding.promise is not None:
                found.setdefault(finding.promise, [])
        return found

    @cached_property
    def _abouts(self) -> dict[str, str]:
        return dict(abouts(self.told, self.words))

    def _name(self, id_: str) -> str:
        return name_of(id_, self._abouts.get(id_, ""))

    def _blocks(self) -> Iterator[list[str]]:
        """Yield a block for each promise, and for each commit that brought several: the unlawful, what waits, the
        rest."""
        found = [*self._alone(), *self._arrivals()]
        yield from (block for _, _, block in sorted(found) if block)

    def _alone(self) -> Iterator[_Ranked]:
        together = set(chain.from_iterable(map(self._together, self.told.arrivals)))
        for id_ in self._places:
            if id_ not in together:
                yield self._rank([id_]), id_, self._promise(id_)

    def _arrivals(self) -> Iterator[_Ranked]:
        for arrival in self.told.arrivals:
            ids = self._together(arrival)
            if ids:
                yield self._rank(ids), ids[0], self._arrival(arrival, ids)

    def _together(self, arrival: Arrival) -> list[str]:
        """Return the promises of a commit that are told together: all but those that wait for a word."""
        return [id_ for id_ in arrival.promises if id_ not in self._waiting]

    @cached_property
    def _waiting(self) -> set[str]:
        return {one.promise for one in self.told.waiting}

    @cached_property
    def _bad(self) -> set[str]:
        return unlawful(self.told)

    def _rank(self, ids: Sequence[str]) -> int:
        """Return where a block stands: the unlawful first, then what waits for a word, then the rest."""
        if not self._bad.isdisjoint(ids):
            return 0
        return 1 if not self._waiting.isdisjoint(ids) else 2

    def _block(self, id_: str) -> PromiseBlock:
        about = self._abouts.get(id_, "")
        return PromiseBlock(id_, about, self.told, self.placed, self._places[id_], self._threats_by(id_), self.words)

    def _promise(self, id_: str) -> list[str]:
        block = self._block(id_)
        lines = list(block.lines())
        return [f"### {block.name}", "", *lines] if lines else []

    def _arrival(self, arrival: Arrival, ids: Sequence[str]) -> list[str]:
        who = made_by(arrival.commit, arrival.by)
        title = M("{count} promises came whole: {who}", count=len(ids), who=who)
        blocks = [self._block(id_) for id_ in ids]
        lines = [f"### {sentence(self.words.say(title))}", ""]
        lines += self._findings_of(blocks)
        entries = [line for block in blocks for line in block.summary()]
        lines += entries[:MOST_OF_A_COMMIT]
        further = entries[MOST_OF_A_COMMIT:]
        return [*lines, *self._details(M("and {count} more", count=len(further)), further)]

    def _findings_of(self, blocks: Sequence[PromiseBlock]) -> Iterator[str]:
        """Yield what is wrong with several promises; of one code the first three, then how many more."""
        by_code: dict[str, list[tuple[str, Finding]]] = {}
        for block in blocks:
            for finding in block.findings():
                by_code.setdefault(finding.code, []).append((block.id, finding))
        for code, several in by_code.items():
            for id_, finding in several[:MOST_OF_A_CODE]:
                yield from finding_lines(finding, self.words, code_span(id_))
            if len(several) > MOST_OF_A_CODE:
                more = M("and {count} more of `{code}`", count=len(several) - MOST_OF_A_CODE, code=code)
                yield f"- {sentence(self.words.say(more))}"

    # What it threatens.

    def _threats_by(self, id_: str) -> list[Threatened]:
        return [late for late in self.told.threats if self._cause(late) == id_]

    def _cause(self, late: Threatened) -> str | None:
        """Return the changed promise that makes another late: the furthest in its chain of needs that is told."""
        return next((id_ for id_ in reversed(late.threat.chain) if id_ in self._places), None)

    def _further_threats(self) -> Iterator[str]:
        """Yield what comes to be late, where the promise that makes it late is told in no block of its own."""
        shown_ids = self._places.keys()
        further = [late for late in self.told.threats if self._cause(late) not in shown_ids]
        if further:
            yield from self._title(self.words.say(M("Threatened by this")))
            yield from (f"- {threat_line(late, self.words, self.told.context.zone)}" for late in further)

    # What is folded.

    def _folded(self) -> Iterator[str]:
        free = list(filter(is_folded, self.told.changes))
        moved = [change for change in self.told.changes if change.kind == "moved"]
        keys = list(self._other_keys())
        yield from self._details(free_fields(free), self._entries(free))
        yield from self._details(M("files moved: {count}", count=len(moved)), self._entries(moved))
        yield from self._details(M("settings, people, services: {count} key(s)", count=len(keys)), keys)

    def _other_keys(self) -> Iterator[str]:
        for place in range(len(self.told.registers)):
            if not self._is_grave(place):
                yield self._register(place)

    def _entries(self, changes: Sequence[Change]) -> list[str]:
        return [f"- {self._name(one.promise)}: {sentence(self.words.say(one.summary))}" for one in changes]

    def _details(self, summary: Message, lines: Sequence[str]) -> list[str]:
        """Return lines that are folded under a summary, which holds no words of others; none where there are none."""
        if not lines:
            return []
        return ["", f"<details><summary>{self.words.say(summary)}</summary>", "", *lines, "", "</details>"]


def _has_errors(findings: Sequence[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)
