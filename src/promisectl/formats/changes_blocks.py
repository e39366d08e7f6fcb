"""A promise in the comment of a pull request: what is wrong with it, who asked what of whom, who has not agreed yet,
what a phone can do, what it threatens. Each thing is said once: a finding about an act stands with the act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from promisectl.diff.change import Change
from promisectl.diff.outlook import Threatened, Waiting
from promisectl.diff.said import Said, said
from promisectl.diff.told import Told
from promisectl.formats.changes_acts import act_words, long_terms
from promisectl.formats.changes_findings import Placed, is_shown
from promisectl.formats.changes_notes import note_apart
from promisectl.formats.changes_terms import arrow, terms_words
from promisectl.formats.changes_words import agreement, approved, is_folded
from promisectl.formats.markdown import code_span, markdown_escape, sentence
from promisectl.formats.translator import Translator
from promisectl.model.act import Verb
from promisectl.model.finding import Finding, Severity
from promisectl.model.message import M, Message

_OPENERS = (Verb.REQUEST, Verb.OFFER)
_NET = ("due-moved", "terms-changed", "weakened")


def name_of(id_: str, about: str) -> str:
    """Return a promise as Markdown names it: what it is about, then its id."""
    return f"{markdown_escape(about)} {code_span(id_)}" if about else code_span(id_)


def finding_lines(finding: Finding, words: Translator, name: str = "") -> Iterator[str]:
    """Yield a finding as an entry of a list, with what to do below it. Lines to paste are left to `check`: they hold
    the moment at which they were made."""
    said_ = ": ".join(words.say(one) for one in (finding.message, finding.note) if one is not None)
    mark = M("UNLAWFUL") if finding.severity is Severity.ERROR else M("warning")
    yield f"- **{words.say(mark)}** {f'{name}: ' if name else ''}{sentence(said_)} {code_span(finding.code)}"
    yield from help_lines(finding, words)


def indented(lines: Iterable[str]) -> Iterator[str]:
    """Yield the entries of a list as entries below another one."""
    return (f"  {line}" for line in lines)


def help_lines(finding: Finding, words: Translator) -> Iterator[str]:
    """Yield what to do, as an entry below another."""
    if finding.help is not None:
        yield f"  - {sentence(words.say(finding.help))}"


def shown(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings that people are shown, the gravest first."""
    return sorted(filter(is_shown, findings), key=lambda finding: -finding.severity.rank)


@dataclass(frozen=True)
class PromiseBlock:
    """One promise of a change, on its way to the comment. `places` are those of its changes."""

    id: str
    about: str
    told: Told
    placed: Placed
    places: Sequence[int]
    threats: Sequence[Threatened]
    words: Translator

    @property
    def name(self) -> str:
        """What it is about, and its id."""
        return name_of(self.id, self.about)

    @cached_property
    def waiting(self) -> list[Waiting]:
        """Its proposal that waits for somebody's word, if there is one."""
        return [one for one in self.told.waiting if one.promise == self.id]

    @cached_property
    def _said(self) -> Mapping[int, Said]:
        pair = self.told.pairs.get(self.id)
        return {one.position: one for one in said(pair, self.told.context)} if pair else {}

    def lines(self) -> Iterator[str]:
        """Yield the entries of its list."""
        yield from self._wrong()
        yield from self._new()
        yield from self._acts()
        yield from self._net()
        yield from self._others()
        yield from self._open_words()
        yield from self._threats()

    def summary(self) -> Iterator[str]:
        """Yield it as one entry of a list among others, for a commit that brought many."""
        parts = [self.words.state(self._state)] if self._state else []
        for change in self._of("added"):
            parts += terms_words(change.terms, self.words, self.told.context.zone)
        yield f"- {self.name}: {sentence('; '.join(parts))}"
        yield from indented(self._threats())

    @property
    def _state(self) -> str:
        pair = self.told.pairs.get(self.id)
        standing = pair.after.standing if pair and pair.after else None
        return standing.state.value if standing is not None and standing.state is not None else ""

    def findings(self) -> list[Finding]:
        """Return all findings about it that people are shown, the gravest first."""
        of_changes = [one for place in self.places for one in self.placed.of_changes.get(place, ())]
        return shown([*self._apart, *of_changes])

    @property
    def _apart(self) -> list[Finding]:
        return [finding for finding in self.placed.apart if finding.promise == self.id]

    def _of(self, *kinds: str) -> list[Change]:
        return [self.told.changes[place] for place in self.places if self.told.changes[place].kind in kinds]

    def _say(self, message: Message) -> str:
        return sentence(self.words.say(message))

    # What is wrong.

    def _wrong(self) -> Iterator[str]:
        """Yield what is wrong with the promise as a whole, and what no act could have changed."""
        for finding in shown(self._apart):
            yield from finding_lines(finding, self.words)
        for place in self.places:
            change = self.told.changes[place]
            if change.is_unlawful:
                yield from self._unlawful(change, shown(self.placed.of_changes.get(place, ())))

    def _unlawful(self, change: Change, findings: Sequence[Finding]) -> Iterator[str]:
        """Yield an unlawful change: a silent one in its own words, another in those of its findings."""
        if change.kind != "silent-change" and findings:
            for finding in findings:
                yield from finding_lines(finding, self.words)
            return
        yield f"- **{self.words.say(M('UNLAWFUL'))}** {self._say(change.summary)}{_codes(change)}"
        for finding in findings:
            yield from help_lines(finding, self.words)

    # What was said.

    def _new(self) -> Iterator[str]:
        for change in self._of("added"):
            yield from self._opened(self._opening)
            for term in terms_words(change.terms, self.words, self.told.context.zone):
                yield f"  - {sentence(term)}"
            if self._opening is not None:
                yield from self._about(self._opening.position)

    def _opened(self, opening: Said | None) -> Iterator[str]:
        """Yield who asks or offers, with a note of several lines below it; a draft says nothing yet."""
        if opening is None:
            yield f"- {self._say(M('new'))}: {self._say(M('a draft'))}"
            return
        first, note = note_apart(opening)
        asked = sentence(act_words(first, self.told.context, self.words))
        yield f"- {self._say(M('new'))}: {asked}{self._trust(first.position)}"
        yield from _below_it(note)

    @property
    def _opening(self) -> Said | None:
        first = self._said.get(0)
        return first if first is not None and first.act.act in _OPENERS else None

    def _acts(self) -> Iterator[str]:
        opening = 1 if self._of("added") and self._opening is not None else None
        for change in self._of("act"):
            if change.position is not None and change.position != opening:
                yield from self._act(change, change.position - 1)

    def _act(self, change: Change, position: int) -> Iterator[str]:
        said_ = self._said.get(position)
        one, note = note_apart(said_) if said_ else (None, "")
        yield f"- {sentence(self._act_words(change, one))}{self._trust(position)}"
        yield from _below_it(note)
        for term in long_terms(one, self.told.context, self.words) if one else ():
            yield f"  - {sentence(term)}"
        yield from self._about(position)

    def _act_words(self, change: Change, one: Said | None) -> str:
        if one is None:
            return self.words.say(change.summary)
        is_told = bool(self._of("added")) and one.act.dues is None
        return act_words(one, self.told.context, self.words, with_due=not is_told)

    def _about(self, position: int) -> Iterator[str]:
        """Yield the findings about an act, below it."""
        for place in self.places:
            change = self.told.changes[place]
            if change.kind == "act" and change.position == position + 1:
                yield from self._below(place)

    def _trust(self, position: int | None) -> str:
        word = self.told.trust.get((self.id, position)) if position is not None else None
        return f" ({self.words.trust(word)})" if word else ""

    # What came of it.

    def _net(self) -> Iterator[str]:
        """Yield the net effect, where single acts do not tell it: several of them, or none that the law takes."""
        settled = sum(one.settles for one in self._said.values())
        for change in self._of(*_NET) if settled != 1 else ():
            if change.agreed or not self._said:  # what is only proposed tells the act
                yield f"- {self._say(M('in all'))}: {sentence(self._net_words(change))}"

    def _net_words(self, change: Change) -> str:
        said_ = self.words.say(change.summary)
        return f"{said_} ({self.words.say(agreement(change))})" if change.kind == "due-moved" else said_

    def _others(self) -> Iterator[str]:
        """Yield what is no word: long silences, texts that were redacted."""
        for place in self.places:
            change = self.told.changes[place]
            if change.kind == "silence" or (change.kind == "free-field" and not is_folded(change)):
                yield f"- {self._say(change.summary)}{_codes(change)}"
                yield from self._below(place)

    def _below(self, place: int) -> Iterator[str]:
        """Yield the findings about a change, below it."""
        for finding in shown(self.placed.of_changes.get(place, ())):
            yield from indented(finding_lines(finding, self.words))

    # What is open.

    def _open_words(self) -> Iterator[str]:
        for one in self.waiting:
            who = ", ".join(one.who)
            yield f"- **{self._say(M('not agreed yet: {who}', who=who))}**"
            yield f"  - {self._say(M('to say yes: `promisectl agree {id}`', id=self.id))}"
            by_phone = M("by phone: approve this change; after the merge also by a comment `/agree {id}`", id=self.id)
            yield f"  - {self._say(by_phone)}"
            for her, source in one.approved:
                yield f"  - {self._say(approved(her, source))}"

    def _threats(self) -> Iterator[str]:
        for late in self.threats:
            yield f"- {threat_line(late, self.words, self.told.context.zone, is_own=late.id == self.id)}"


def _below_it(text: str) -> Iterator[str]:
    """Yield an entry below an act; none where there is no text."""
    if text:
        yield f"  - {text}"


def _codes(change: Change) -> str:
    return f" {code_span(', '.join(change.codes))}" if change.codes else ""


def threat_line(late: Threatened, words: Translator, zone: ZoneInfo, *, is_own: bool = False) -> str:
    """Return what comes to be late, whose it is, when it is expected, and by which chain of needs.

    `is_own` is one that is told in the block of the very promise that comes to be late.
    """
    expected = M(
        "{parties}, expected {finish}, due {due}: {chain}",
        parties=arrow(late.performer, late.customer),
        finish=words.day(late.threat.finish),
        due=words.day(late.threat.due, None, zone),
        chain=" <- ".join(late.threat.chain),
    )
    more = f" ({words.say(M('once it is agreed'))})" if late.proposed else ""
    if is_own:
        return f"{sentence(words.say(M('comes to be threatened')))}: {sentence(words.say(expected) + more)}"
    threatened = sentence(words.say(M("threatens")))
    return f"{threatened} {name_of(late.id, words.text(late.what))}: {sentence(words.say(expected) + more)}"
