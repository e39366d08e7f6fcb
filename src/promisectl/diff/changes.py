"""Changes: what the difference between two versions of a promise means, one `Change` after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from promisectl.diff.change import UNLAWFUL, Change, ChangeKind
from promisectl.diff.said import Said, due_words, is_agreed, said
from promisectl.diff.versions import Pair, Version
from promisectl.lifecycle.replay import unbalanced
from promisectl.lifecycle.standing import Context, Proposal, Standing
from promisectl.model.act import Act
from promisectl.model.message import M, Message
from promisectl.model.moment import Moment, days_between, deadline
from promisectl.model.promise import FREE_FIELDS
from promisectl.model.terms import TERMS, key_of

_SHOWN_TERMS = tuple(name for name in TERMS if name not in ("due", "calendar"))


def changes(pair: Pair, context: Context) -> list[Change]:
    """Return what a pair's difference means, the unlawful first; empty where nothing but layout differs."""
    found = list(_all(pair, context))
    return sorted(found, key=lambda change: not change.is_unlawful)


def _all(pair: Pair, context: Context) -> Iterator[Change]:
    before, after = pair.before, pair.after
    if after is None:
        yield _change(pair, "removed", M("removed, with everything that was said"), codes=_codes(pair, "PC403"))
        return
    if before is None:
        yield _added(pair, after)
    elif before.promise.path != after.promise.path:
        old, new = before.promise.path, after.promise.path
        yield _change(pair, "moved", M("moved from {path}", path=old), from_=old, to=new)
    yield from _rewritten(pair)
    yield from _acts(pair, context)
    yield from _agreed_terms(pair, context)
    yield from _open_proposal(pair, context)
    yield from _silent(pair)
    yield from _closed(pair)
    if before is not None:
        yield from _free_fields(pair, before, after)


def _change(pair: Pair, kind: ChangeKind, summary: Message, **more: Any) -> Change:
    return Change(pair.id, pair.ledger, pair.latest.promise.path, kind, summary, **more)


def _codes(pair: Pair, code: str) -> tuple[str, ...]:
    return () if pair.before is not None and pair.before.promise.is_draft else (code,)


def _rewritten(pair: Pair) -> Iterator[Change]:
    found = pair.comparison
    before = pair.before.acts if pair.before else ()
    for i, j, fields in found.edited:
        yield _rewriting(
            pair, before[i], j, M("act {position} was changed: {fields}", position=i + 1, fields=", ".join(fields))
        )
    for i in found.removed:
        yield _rewriting(pair, before[i], None, M("act {position} was taken away", position=i + 1))
    for i, j in found.reordered:
        yield _rewriting(pair, before[i], j, M("act {position} changed its place", position=i + 1))
    for i, j, fields in found.redacted:
        summary = M("act {position} was redacted: {fields}", position=i + 1, fields=", ".join(fields))
        yield _rewriting(pair, before[i], j, summary, "PC408")


def _rewriting(pair: Pair, act: Mapping[str, Any], after: int | None, summary: Message, code: str = "PC402") -> Change:
    kind: ChangeKind = "history-rewritten" if code == "PC402" else "free-field"
    position = after + 1 if after is not None else None
    return _change(
        pair, kind, summary, act=_text(act.get("act")), by=_text(act.get("by")), position=position, codes=(code,)
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _added(pair: Pair, after: Version) -> Change:
    """A new promise, with its terms; a draft has those of its head, and nobody agreed to them."""
    standing, file = after.standing, after.promise.file
    terms = (standing.terms if standing else after.promise.head_terms()).present()
    agreed = standing is not None and standing.agreed_at is not None
    keyed = {key_of(name): value for name, value in terms.items()}
    return _change(pair, "added", M("new: {what}", what=file.what), to=file.state, agreed=agreed, terms=keyed)


def _acts(pair: Pair, context: Context) -> Iterator[Change]:
    history = pair.after.promise.history if pair.after else ()
    stored = _stored_dues(pair, context)
    for position in pair.comparison.new:
        if position < len(history):
            yield _act(pair, position, history[position])
        if position in stored:
            yield _due_stored(pair, stored[position], context)


def _stored_dues(pair: Pair, context: Context) -> dict[int, Said]:
    """Return the new acts that store a due, by place; only where there is one is the history walked for it."""
    if pair.after is None:
        return {}
    acts = (pair.after.acts[place] for place in pair.comparison.new)
    if not any(map(_stores_due, acts)):
        return {}
    return {one.position: one for one in said(pair, context) if one.stores_due}


def _stores_due(act: Mapping[str, Any]) -> bool:
    return "due" in act or "dues" in act


def _act(pair: Pair, position: int, act: Act) -> Change:
    terms = {key_of(name): value for name, value in act.terms.given().items()} if act.terms else {}
    return _change(
        pair, "act", said_words(act), act=act.act.value, by=act.by, at=act.at, position=position + 1, terms=terms
    )


def _due_stored(pair: Pair, one: Said, context: Context) -> Change:
    old, due, act = one.due_before, one.due, one.act
    days = days_between(old, due, context.zone) if old is not None and due is not None else None
    return _change(
        pair,
        "due-stored",
        due_words(one),
        act=act.act.value,
        by=act.by,
        at=act.at,
        position=one.position + 1,
        from_=old,
        to=due,
        days=days,
        agreed=is_agreed(one),
        terms={"due": due},
    )


def said_words(act: Act) -> Message:
    """Return who said what, and why."""
    why = _why_words(act)
    if act.for_ is not None and act.for_ != act.by:
        return M(
            "{spoken}: {speaker}, recorded by {by}{why}", spoken=act.act.value, speaker=act.for_, by=act.by, why=why
        )
    return M("{spoken}: {speaker}{why}", spoken=act.act.value, speaker=act.speaker, why=why)


LONG = 160  # letters of a note that a summary quotes


def _why_words(act: Act) -> str:
    why = why_of(act)
    return f" ({why})" if why else ""


def why_of(act: Act) -> str:
    """Return the reason and the note of an act, as its summary quotes them; empty where there are none."""
    note = " ".join(str(act.note).split()) if act.note is not None else ""
    quoted = note if len(note) <= LONG else note[:LONG] + "…"
    return ": ".join(one for one in (act.reason, quoted) if one)


def _agreed_terms(pair: Pair, context: Context) -> Iterator[Change]:
    """What is in force now and was not: only where both sides were agreed."""
    old, new = _in_force(pair.before), _in_force(pair.after)
    if old is None or new is None:
        return
    if old.current_due is not None and new.current_due is not None and old.current_due != new.current_due:
        timely = _were_timely(old, new)
        agreed = timely is not None
        yield _due_moved(pair, old.current_due, new.current_due, context, agreed=agreed, timely=timely)
    for name in _SHOWN_TERMS:
        before, after = getattr(old.terms, name), getattr(new.terms, name)
        if before != after:
            yield _term_changed(pair, name, before, after)


def _were_timely(old: Standing, new: Standing) -> bool | None:
    """Whether every revision since that moved the due was agreed in time; None where only a pause moved it."""
    fresh = new.revisions[len(old.revisions) :]
    moving = [revision for revision in fresh if revision.old_due != revision.new_due]
    return all(revision.timely for revision in moving) if moving else None


def _term_changed(pair: Pair, name: str, before: Any, after: Any) -> Change:
    key = key_of(name)
    dropped = _dropped(before, after) if name == "criteria" else []
    kind: ChangeKind = "weakened" if dropped else "terms-changed"
    summary = M("{term} changed: {old} -> {new}", term=key, **_words(before, after))
    if dropped:
        summary = M("criteria dropped: {criteria}", criteria="; ".join(map(str, dropped)))
    return _change(pair, kind, summary, from_=before, to=after, agreed=True, terms={key: after})


def _dropped(before: Any, after: Any) -> list[Any]:
    """Return the criteria that are there no more."""
    kept = after or ()
    return [criterion for criterion in before or () if criterion not in kept]


def _words(before: Any, after: Any) -> dict[str, str]:
    def words(value: Any) -> str:
        if value is None:
            return "-"
        return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)

    return {"old": words(before), "new": words(after)}


def _in_force(one: Version | None) -> Standing | None:
    """Return the standing of a promise that was ever agreed."""
    standing = one.standing if one else None
    return standing if standing is not None and standing.agreed_at is not None else None


def _due_moved(pair: Pair, old: Moment, new: Moment, context: Context, *, agreed: bool, timely: bool | None) -> Change:
    days = days_between(old, new, context.zone)
    said = M("due {old} -> {new}, {days} d", old=old, new=new, days=f"{days:+d}")
    return _change(
        pair, "due-moved", said, from_=old, to=new, days=days, agreed=agreed, timely=timely, terms={"due": new}
    )


def _open_proposal(pair: Pair, context: Context) -> Iterator[Change]:
    """A proposal that the change brings and nobody has answered: merging it moves nothing."""
    new = _in_force(pair.after)
    proposal = new.proposal if new else None
    if new is None or proposal is None or proposal.act not in pair.comparison.new:
        return
    due = proposal.changes.get("due")
    if due is not None and new.current_due is not None and due != new.current_due:
        timely = _is_timely(proposal, new, context)
        yield _due_moved(pair, new.current_due, due, context, agreed=False, timely=timely)
    if "criteria" in proposal.changes:
        yield from _criteria_proposed(pair, new.terms.criteria, proposal.changes["criteria"])


def _is_timely(proposal: Proposal, standing: Standing, context: Context) -> bool:
    counted = standing.counted_due
    return counted is None or proposal.at <= deadline(counted, context.zone)


def _criteria_proposed(pair: Pair, before: Any, after: Any) -> Iterator[Change]:
    dropped = _dropped(before, after)
    if dropped:
        summary = M("criteria proposed to be dropped: {criteria}", criteria="; ".join(map(str, dropped)))
        terms = {"criteria": after}
        yield _change(pair, "weakened", summary, from_=before, to=after, agreed=False, terms=terms)


def silent_terms(pair: Pair) -> list[str]:
    """Return the keys of the head that this change set against the history: `state` first, then terms."""
    after, before = pair.after, pair.before
    if after is None or before is None or after.promise.is_draft:
        return []
    return [key for key in _unsaid_keys(after) if after.values.get(key) != before.values.get(key)]


def _unsaid_keys(after: Version) -> list[str]:
    """Return the keys that the history does not say so; every one where the law refuses it, for nothing could."""
    if after.standing is None:
        return ["state", *(key_of(name) for name in TERMS)]
    return unbalanced(after.promise, after.standing)


def _silent(pair: Pair) -> Iterator[Change]:
    for key in silent_terms(pair):
        before = pair.before.values.get(key) if pair.before else None
        after = pair.after.values.get(key) if pair.after else None
        summary = M("{term} changed in silence: {old} -> {new}", term=key, **_raw_words(before, after))
        days = None
        yield _change(
            pair, "silent-change", summary, from_=before, to=after, days=days, terms={key: after}, codes=("PC401",)
        )


def _raw_words(before: Any, after: Any) -> dict[str, str]:
    def words(value: Any) -> str:
        if isinstance(value, list):
            return "; ".join(map(str, value))
        return "-" if value is None else str(value)

    return {"old": words(before), "new": words(after)}


def _closed(pair: Pair) -> Iterator[Change]:
    old = pair.before.standing.state if pair.before and pair.before.standing else None
    new = pair.after.standing.state if pair.after and pair.after.standing else None
    if new is not None and not new.is_open and new is not old:
        yield _change(pair, "closed", M("closed: {after}", after=new.value), from_=old, to=new)


def _free_fields(pair: Pair, before: Version, after: Version) -> Iterator[Change]:
    for key in [key_of(name) for name in FREE_FIELDS] + sorted(
        key for key in {*before.values, *after.values} if key.startswith("x-")
    ):
        was, is_ = before.values.get(key), after.values.get(key)
        if was != is_:
            summary = M("{term}: {old} -> {new}", term=key, **_raw_words(was, is_))
            yield _change(pair, "free-field", summary, from_=was, to=is_, terms={key: is_})


__all__ = ["UNLAWFUL", "Change", "changes", "said_words", "silent_terms", "why_of"]
