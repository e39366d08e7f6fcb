"""Changes for people: what a diff means, promise by promise, the unlawful first and marked by a word, not by colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from promisectl.diff.change import Change
from promisectl.diff.outlook import Waiting
from promisectl.diff.told import Told
from promisectl.formats.changes_findings import Placed, is_shown, placed, unlawful
from promisectl.formats.changes_registers import register_words
from promisectl.formats.changes_terms import terms_words
from promisectl.formats.changes_words import (
    abouts,
    agreement,
    announced,
    approved,
    free_fields,
    is_folded,
    nothing_moves,
)
from promisectl.formats.screen import Block, Cell, Part, Prose, Screen, Section, cell, prose
from promisectl.formats.translator import Translator
from promisectl.model.finding import Finding, Severity
from promisectl.model.message import M, Message


def changes_screen(told: Told, words: Translator) -> Screen:
    """Return what loosens the guard, then a section a promise, the unlawful first, then what moves nothing yet."""
    drawing = _Drawing(told, placed(told), words)
    title = cell(words.say(_title(told, words)))
    return Screen(title, sections=tuple(drawing.sections()))


def _title(told: Told, words: Translator) -> Message:
    after = words.say(M("the work tree")) if told.head == "worktree" else told.head[:10]
    changed = len({change.promise for change in told.changes})
    return M("{base} -> {head}, promises changed: {count}", base=told.base[:10], head=after, count=changed)


@dataclass(frozen=True)
class _Drawing:
    """A change on its way to a screen."""

    told: Told
    placed: Placed
    words: Translator

    def sections(self) -> Iterator[Section]:
        """Yield the sections in their order."""
        yield from self._registers()
        by_promise = self._by_promise()
        for finding in self._shown(self.placed.apart):
            if finding.promise not in by_promise:
                yield Section((self._wrong(finding),), cell(finding.promise or finding.path, "head"))
        bad, about = unlawful(self.told), abouts(self.told, self.words)
        for id_ in sorted(by_promise, key=lambda id_: (id_ not in bad, id_)):
            yield self._promise(id_, by_promise[id_], about.get(id_, ""))
        yield from self._folded()
        yield from (self._waiting(waiting) for waiting in self.told.waiting)
        yield from self._announced()

    def _announced(self) -> Iterator[Section]:
        """Yield what commits say they deliver or warn of."""
        lines = [announced(each) for each in self.told.announced]
        if lines:
            yield Section(tuple(prose(self.words.say(line), label=self.words.say(M("announced"))) for line in lines))

    def _by_promise(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, change in enumerate(self.told.changes):
            if not is_folded(change) or self._shown(self.placed.of_changes.get(place, ())):
                found.setdefault(change.promise, []).append(place)
        return found

    def _shown(self, findings: Sequence[Finding]) -> list[Finding]:
        return [finding for finding in findings if is_shown(finding)]

    def _registers(self) -> Iterator[Section]:
        """Yield the keys of registers that changed, those that loosen the guard first."""
        lines = self.told.registers
        if not lines:
            return
        blocks: list[Block] = []
        for place in sorted(range(len(lines)), key=lambda place: lines[place].loosens is None):
            blocks += self._register(place)
        yield Section(tuple(blocks), cell(self.words.say(M("Settings, people, services")), "head"))

    def _register(self, place: int) -> Iterator[Block]:
        line = self.told.registers[place]
        yield Prose(cell(self.words.say(register_words(line))), self.words.say(M("change")), indent=2)
        loosens = line.loosens
        if loosens is not None:
            yield Prose(cell(self.words.say(loosens), "soon"), self.words.say(M("change")), indent=4)
        for finding in self._shown(self.placed.of_registers.get(place, ())):
            yield self._wrong(finding, indent=4)

    def _promise(self, id_: str, places: Sequence[int], about: str) -> Section:
        blocks: list[Block] = []
        apart = [finding for finding in self.placed.apart if finding.promise == id_]
        blocks += [self._wrong(finding) for finding in self._shown(apart)]
        for place in places:
            blocks += self._change(place)
        return Section(tuple(blocks), Cell((Part(id_, "head"), Part(f"  {about}" if about else "", "head"))))

    def _change(self, place: int) -> Iterator[Block]:
        """Yield a change, and what is wrong with it where the change does not say so itself."""
        change = self.told.changes[place]
        yield Prose(self._line(change), self.words.say(M("change")), indent=2)
        if change.kind == "added":
            yield from self._terms(change)
        for finding in self._shown(self.placed.of_changes.get(place, ())):
            if not (change.is_unlawful and finding.code in change.codes):
                yield self._wrong(finding, indent=4)

    def _terms(self, change: Change) -> Iterator[Block]:
        """Yield the parties, the due and the criteria of a new promise."""
        for said in terms_words(change.terms, self.words, self.told.context.zone):
            yield Prose(cell(said), self.words.say(M("terms")), indent=4)

    def _folded(self) -> Iterator[Section]:
        folded = [change for change in self.told.changes if is_folded(change)]
        if folded:
            count = self.words.say(free_fields(folded))
            details = self.words.say(M("details: `--format json`"))
            yield Section((prose(f"{count} ({details})"),))

    def _waiting(self, waiting: Waiting) -> Section:
        blocks: list[Block] = [prose(self.words.say(nothing_moves(waiting)), "proposal")]
        for her, source in waiting.approved:
            blocks.append(prose(self.words.say(approved(her, source)), indent=2))
        return Section(tuple(blocks))

    def _wrong(self, finding: Finding, indent: int = 2) -> Prose:
        sentences = [self.words.say(said) for said in (finding.message, finding.note) if said is not None]
        is_error = finding.severity is Severity.ERROR
        mark = M("UNLAWFUL") if is_error else M("warning")
        shown = Part(self.words.say(mark), "late" if is_error else "soon")
        rest = Part(f" {': '.join(sentences)}  [{finding.code}]")
        return Prose(Cell((shown, rest)), self.words.say(M("change")), indent=indent)

    def _line(self, change: Change) -> Cell:
        parts = [Part("; ".join(self._sentences(change)))]
        if change.is_unlawful:
            parts.insert(0, Part(self.words.say(M("UNLAWFUL")) + " ", "late"))
        return Cell(tuple(parts))

    def _sentences(self, change: Change) -> Iterator[str]:
        """Yield what changed, whether it was agreed, when, and how far it is proved."""
        codes = f"  [{', '.join(change.codes)}]" if change.codes else ""
        yield self.words.say(change.summary) + codes
        if change.kind == "due-moved":
            yield self.words.say(agreement(change))
        if change.kind in ("due-stored", "added") and change.agreed is False:
            yield self.words.say(M("not agreed"))
        if change.kind == "act":
            yield from self._proof(change)

    def _proof(self, change: Change) -> Iterator[str]:
        """Yield when an act was said, and how far it is proved."""
        if isinstance(change.at, date):
            yield self.words.day(change.at, None, self.told.context.zone)
        proved = self.told.trust.get((change.promise, (change.position or 0) - 1))
        if proved:
            yield self.words.trust(proved)
