"""Answers: what answers a finding about a word: a commit of the speaker's, an approval, her `confirm`, a steward.

So nothing is red for ever: whoever was spoken for can stand by it later, and a steward can stand by a change of rules,
with a later commit that names it, or by approving it on a host.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from promisectl.app.compare.approvals_file import approver
from promisectl.app.guard.found import Loss
from promisectl.app.guard.seen import Seen
from promisectl.app.guard.spoken import Heard, history_of
from promisectl.diff.approval import Approval, Reviews
from promisectl.diff.histories import RawAct, compare, equal_before, written
from promisectl.diff.ruling import Ruling
from promisectl.diff.trust import Breach, Trust, level_wanted, text_of
from promisectl.git.commits import Commit
from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.replay import replay
from promisectl.model.digests import confirmation_digests
from promisectl.yamltext.raw_acts import RawPromise

_OF_THE_SPEAKER = ("PC406", "PC501", "PC502", "PC503")
_OF_THE_OTHER = ("PC210", "PC211")
_OF_A_STEWARD = ("PC407", "PC408", "PC409", "PC509")
Version = Callable[[str, str, str], RawPromise | None]


@dataclass
class Answers:
    """What was said in a stretch that answers findings. `version` gives a promise in a commit, at a path; `ref` is the
    tip of REF, where there is one."""

    seen: Seen
    ruling: Ruling
    ruling_before: Callable[[str], Ruling]
    version: Version
    is_unreadable: Callable[[str], bool]
    reviews: Reviews = field(default_factory=Reviews)
    ref: str | None = None
    _versions: dict[tuple[str, str, str], RawPromise | None] = field(default_factory=dict)
    _brought_at: dict[tuple[str, str, str], Mapping[str, list[int]]] = field(default_factory=dict)
    _counted: dict[tuple[str, str, str], list[int]] = field(default_factory=dict)

    def current(self, handle: str) -> str:
        """Return the handle that somebody goes by."""
        return self.ruling.current(handle)

    def is_unreadable_at_the_head(self, path: str) -> bool:
        """Whether a file cannot be read at the head either."""
        return self.is_unreadable(path)

    def answer(self, heard: Heard, breach: Breach) -> bool:
        """Whether a finding about how an act came in is answered."""
        if breach.code in _OF_THE_SPEAKER:
            return self._is_traced(heard) or heard.speaker in self._confirmed(heard)
        if breach.code in _OF_THE_OTHER:
            return bool(self._confirmed(heard) & heard.parties)
        return breach.code in _OF_A_STEWARD and self.is_stood_by(heard.commit)

    def is_stood_by(self, commit: str) -> bool:
        """Whether a steward stands by a commit: she named it in a later one (`Confirms: COMMIT`), or approved it.

        By the registers before it, for whom the change itself made a steward does not stand by it; and it takes a
        second person: nobody stands by her own commit, nor does who has left.
        """
        confirming = [other for word, other in self._confirming if commit.startswith(word)]
        approved_by = self._approved_by.get(commit, ())
        if not confirming and not approved_by:
            return False
        ruling = self.ruling_before(commit)
        standing_by = _approvers(approved_by, ruling).union(*map(ruling.authors, confirming))
        second = standing_by - ruling.authors(self.seen.commits[commit])
        return not second.isdisjoint(_stewards_here(ruling))

    @cached_property
    def _approved_by(self) -> Mapping[str, list[str]]:
        """Who approved each commit, as it was written."""
        found: dict[str, list[str]] = defaultdict(list)
        for approval in self.reviews.commits:
            found[approval.commit].append(approval.by)
        return found

    @cached_property
    def _confirming(self) -> list[tuple[str, Commit]]:
        """The commits that name another one as one that they stand by."""
        return [
            (word, commit)
            for commit in self.seen.commits.values()
            for told in commit.trailers("Confirms")
            for word in told.split()
            if len(word) >= _SHORT
        ]

    # Her own trace.

    def _is_traced(self, heard: Heard) -> bool:
        """Whether a commit of hers brought this very act after the same acts, or an approval of these terms is hers."""
        hers = [other for other in self._alike[heard.promise, heard.text] if _is_hers(other, heard)]
        if any(self._stands_after_the_same(heard, other) for other in hers):
            return True
        return self._stands_in_ref(heard) or self._is_approved(heard)

    def _stands_in_ref(self, heard: Heard) -> bool:
        """Whether REF holds an act after the same acts: a commit that takes REF in brings nobody's word."""
        here, there = self._at(heard), self._in_ref(heard)
        if here is None or there is None:
            return False
        mine = [_before(here, place) for place in self._places(heard, here)]
        return any(before in mine for before in _before_equal(there, heard.act))

    def _in_ref(self, heard: Heard) -> RawPromise | None:
        return None if self.ref is None else self.version(self.ref, heard.path, heard.promise)

    @cached_property
    def _alike(self) -> Mapping[tuple[str, str], list[Heard]]:
        alike: dict[tuple[str, str], list[Heard]] = defaultdict(list)
        for heard in self.seen.heard:
            alike[heard.promise, heard.text].append(heard)
        return alike

    def _stands_after_the_same(self, heard: Heard, other: Heard) -> bool:
        here, there = self._at(heard), self._at(other)
        if here is None or there is None:
            return False
        mine = [_before(here, place) for place in self._places(heard, here)]
        return any(_before(there, place) in mine for place in self._places(other, there))

    def is_the_one(self, heard: Heard, nth: int) -> bool:
        """Whether an act that a commit brought has so many equal ones before it; also where that cannot be told."""
        promise = self._at(heard)
        if promise is None:
            return True
        places, numbers = self._places(heard, promise), self._numbers(heard, promise)
        return not places or nth in [numbers[place] for place in places]

    def _numbers(self, heard: Heard, promise: RawPromise) -> list[int]:
        """Return, for each act of a promise in the commit of an act, how many equal ones stand before it."""
        key = (heard.promise, heard.commit, heard.path)
        if key not in self._counted:
            self._counted[key] = equal_before(promise.acts)
        return self._counted[key]

    def _places(self, heard: Heard, promise: RawPromise) -> list[int]:
        """Return where a commit brought an act: an equal one that stood there before is another."""
        if heard.place is not None:
            return [heard.place]
        key = (heard.promise, heard.commit, heard.path)
        if key not in self._brought_at:
            self._brought_at[key] = self._brought_by(heard, promise)
        return self._brought_at[key].get(heard.text, [])

    def _brought_by(self, heard: Heard, promise: RawPromise) -> Mapping[str, list[int]]:
        """Return the places of a history, by the text of the act, at which a commit put what its parent does not have,
        be it instead of it; looked through once."""
        parent = next(iter(self.seen.parents.get(heard.commit, ())), None)
        before = self.version(parent, heard.path, heard.promise) if parent else None
        kept = {now for _, now in compare(before.acts if before else (), promise.acts).kept}
        brought: dict[str, list[int]] = defaultdict(list)
        for place, act in enumerate(promise.acts):
            if place not in kept:
                brought[written(act)].append(place)
        return brought

    def _at(self, heard: Heard) -> RawPromise | None:
        """Return the promise as the commit that brought an act has it."""
        key = (heard.promise, heard.commit, heard.path)
        if key not in self._versions:
            self._versions[key] = self.version(heard.commit, heard.path, heard.promise)
        return self._versions[key]

    def _is_approved(self, heard: Heard) -> bool:
        return any(self._approves(approval, heard) for approval in self.reviews.proposals)

    def _approves(self, approval: Approval, heard: Heard) -> bool:
        if approval.promise != heard.promise or self.current(approval.by) != heard.speaker:
            return False
        return text_of(heard.act, "act") == "agree" and self._approves_what_was_asked(approval, heard)

    def _approves_what_was_asked(self, approval: Approval, heard: Heard) -> bool:
        """Whether an approval is of the proposal that an agreement answers, and of its terms."""
        asked_at = heard.asked_at
        if asked_at is None or approval.act != asked_at + 1:
            return False
        promise = self._at(heard)
        asked = promise.acts[asked_at] if promise else {}
        return approval.terms == asked.get("terms") and self._was_reviewed(approval, heard, asked)

    def _was_reviewed(self, approval: Approval, heard: Heard, asked: RawAct) -> bool:
        """Whether what was approved stood so in the commit that the review names, where it names one."""
        if not approval.commit:
            return True
        if approval.commit not in self.seen.commits:
            return False
        promise = self.version(approval.commit, heard.path, heard.promise)
        place = approval.act - 1
        return promise is not None and place < len(promise.acts) and promise.acts[place] == asked

    # Confirmations.

    def _confirmed(self, heard: Heard) -> frozenset[str]:
        """Return who confirmed an act, in a commit of her own that meets the policy."""
        return self._confirmations.get((heard.promise, heard.text), frozenset())

    @cached_property
    def _confirmations(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """Who confirmed each act, by promise and text."""
        found: dict[tuple[str, str], frozenset[str]] = defaultdict(frozenset)
        for note in filter(_confirms, self.seen.heard):
            for act in self._meant(note):
                if self._meets(note, act):
                    found[note.promise, written(act)] |= {note.speaker}
        return found

    def _meets(self, note: Heard, act: RawAct) -> bool:
        """Whether a confirmation meets the level that the policy wants of what it confirms."""
        wanted = level_wanted(self.ruling.policy, text_of(act, "act"))
        return wanted == "recorded" or note.word is Trust.SIGNED or (wanted == "author" and note.word is Trust.AUTHOR)

    def _meant(self, note: Heard) -> Iterator[RawAct]:
        """Yield the act that a confirmation is of."""
        promise = self._at(note)
        if promise is None:
            return
        digests = confirmation_digests(promise.id, promise.acts)
        for act, digest in zip(promise.acts, digests, strict=True):
            if digest == note.act.get("of"):
                yield act

    # Mending.

    def is_mended(self, loss: Loss) -> bool:
        """Whether what a commit set aside is the tail of a history from the first act on that the law refuses.

        By a steward, or by a party, the others confirming the note.
        """
        return self._is_refused_from(loss) and self._may_mend(loss)

    def _is_refused_from(self, loss: Loss) -> bool:
        parent = next(iter(self.seen.parents.get(loss.commit, ())), None)
        before = self.version(parent, loss.path, loss.promise) if parent else None
        if before is None or loss.lost.before is None or before.acts != loss.old:
            return False  # what cannot be told in the parent is brought back first, and mended then
        verdict = replay(history_of(before.values), self.ruling.law)
        return isinstance(verdict, Refusal) and verdict.act <= loss.lost.before

    def _may_mend(self, loss: Loss) -> bool:
        if loss.authors & self.ruling.stewards:
            return True
        return any(self._is_mended_by_both(note) for note in self._notes_of(loss))

    def _notes_of(self, loss: Loss) -> Iterator[Heard]:
        """Yield the `displaced` notes that a commit brought with a loss."""
        for heard in self.seen.heard:
            is_beside = heard.promise == loss.promise and heard.commit == loss.commit
            if is_beside and text_of(heard.act, "kind") == "displaced":
                yield heard

    def _is_mended_by_both(self, note: Heard) -> bool:
        parties = {handle for handle in _parties(self._at(note)) if handle}
        known = {self.current(handle) for handle in parties}
        return bool(known & note.authors) and known <= (self._confirmed(note) | note.authors)


def _is_hers(other: Heard, heard: Heard) -> bool:
    """Whether another commit that brought an act is its speaker's, beyond doubt."""
    return other is not heard and heard.speaker in other.authors and not _is_doubted(other)


def _is_doubted(heard: Heard) -> bool:
    """Whether it is asked of an act itself whose word it is: the other party committed it, say."""
    return any(breach.code == "PC406" for breach in heard.breaches)


_SHORT = 7  # letters that name a commit at least


def _approvers(names: Iterable[str], ruling: Ruling) -> frozenset[str]:
    """Return the handles of those who approved, by accounts or handles that a register knows."""
    return frozenset(ruling.current(approver(name, ruling.people)) for name in names)


def _stewards_here(ruling: Ruling) -> frozenset[str]:
    """Return the stewards who have not left."""
    return frozenset(handle for handle in ruling.stewards if not ruling.has_left(handle, None))


def _confirms(note: Heard) -> bool:
    """Whether an act is a confirmation, committed by whoever says so."""
    is_one = text_of(note.act, "act") == "note" and text_of(note.act, "kind") == "confirmed"
    return is_one and note.speaker in note.authors and not note.is_void


def _before(promise: RawPromise, place: int) -> list[str]:
    """Return what stands before a place, as texts: notes change nothing, but for equal ones."""
    said = promise.acts[place]
    return [written(act) for act in promise.acts[:place] if act.get("act") != "note" or act == said]


def _before_equal(promise: RawPromise, said: RawAct) -> Iterator[list[str]]:
    """Yield what stands before each act of a promise that is equal to one."""
    for place, act in enumerate(promise.acts):
        if act == said:
            yield _before(promise, place)


def _parties(promise: RawPromise | None) -> list[str]:
    values = promise.values if promise else {}
    return [str(values[role]) for role in ("customer", "performer") if isinstance(values.get(role), str)]
