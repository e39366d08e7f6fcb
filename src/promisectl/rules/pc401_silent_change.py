"""Silent change: a term in the head was changed, and nobody said so.

The head says what is in force; only acts change it. A due moved in the head alone is the promise broken without a word,
and the one change no reviewer should have to find by eye. The history still says what was agreed.

What to do: say it. Paste the act and let the other side agree, or put the old line back.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from promisectl.checking.examples import AGREE, example
from promisectl.checking.lines import value_text
from promisectl.checking.rule import found
from promisectl.diff.branch import Branch
from promisectl.diff.changes import silent_terms
from promisectl.diff.versions import Pair
from promisectl.model.finding import Finding
from promisectl.model.message import M, Message
from promisectl.model.moment import in_zone, write_moment
from promisectl.model.terms import TERMS, key_of

CODE = "PC401"
SCOPE = "change"

BAD = example(AGREE, due="2026-04-24  # the base says 2026-04-20", opened_due="2026-04-20")

GOOD = example(
    AGREE,
    "{act: renegotiate, by: diego, at: 2026-03-10T09:00:00Z, terms: {due: 2026-04-24}, reason: supplier}",
    "{act: agree, by: ana, at: 2026-03-10T10:00:00Z, terms: {due: 2026-04-24}}",
    due="2026-04-24",
    opened_due="2026-04-20",
)

_FIELDS = {key_of(name): name for name in TERMS}
_OPTIONS = {"criteria": "-c"}


def check(branch: Branch) -> Iterator[Finding]:
    """Yield one finding for each promise whose head was set against its history."""
    for pair in branch.pairs:
        keys = silent_terms(pair)
        if keys and pair.after is not None:
            yield _finding(pair, keys, branch)


def _finding(pair: Pair, keys: list[str], branch: Branch) -> Finding:
    assert pair.before is not None and pair.after is not None  # noqa: S101 - a silent change has both sides
    after, before = pair.after, pair.before
    key = next((one for one in keys if one in after.values), "id")
    old, new = _words(before.values.get(keys[0])), _words(after.values.get(keys[0]))
    performer = after.standing.terms.performer if after.standing else None
    return found(
        CODE,
        after.promise.spot(key),
        promise=pair.id,
        note=_note(keys, old, new),
        help=_help(pair, keys, performer, new),
        paste="\n".join(_lines(pair, keys, performer, branch)),
    )


def _note(keys: list[str], old: str, new: str) -> Message:
    if len(keys) == 1:
        return M("`{key}` was {old} and is {new}; no act says so", key=keys[0], old=old, new=new)
    more = ", ".join(f"`{key}`" for key in keys[1:])
    return M(
        "`{key}` was {old} and is {new}; {more} changed too; no act says so", key=keys[0], old=old, new=new, more=more
    )


def _help(pair: Pair, keys: list[str], performer: str | None, new: str) -> Message:
    if keys[0] == "due":
        return M(
            "put the old line back and say it: `promisectl renegotiate {id} {due} --reason CODE --by {performer}`",
            id=pair.id,
            due=new,
            performer=performer or "HANDLE",
        )
    told = _options(pair, keys)
    if not told:
        return M("put the old line back; what is in force is changed by speaking")
    return M(
        "put the old line back and say it: `promisectl renegotiate {id} {terms} --reason CODE --by {performer}`",
        id=pair.id,
        terms=told,
        performer=performer or "HANDLE",
    )


def _options(pair: Pair, keys: list[str]) -> str:
    """Return the options by which `renegotiate` says the terms that were changed."""
    after = pair.after
    if after is None:
        return ""
    words = [word for key in keys if key in _FIELDS for word in _option(key, after.values.get(key))]
    return shlex.join(words)


def _option(key: str, value: object) -> Iterator[str]:
    if value is None:
        yield from ("--drop", key)
    elif isinstance(value, dict):
        yield from _condition(value)
    else:
        for entry in value if isinstance(value, list) else [value]:
            yield from (_OPTIONS.get(key, f"--{key}"), str(entry))


def _condition(value: dict[str, object]) -> Iterator[str]:
    yield from ("--condition", str(value.get("text", "")))
    if "by" in value:
        yield from ("--condition-by", str(value["by"]))


def _lines(pair: Pair, keys: list[str], performer: str | None, branch: Branch) -> Iterator[str]:
    """Yield the act that would make it lawful, once agreed to, and the lines that restore the head."""
    after, standing = pair.after, pair.after.standing if pair.after else None
    if after is None or standing is None:
        return
    terms = [key for key in keys if key in _FIELDS]
    if terms:
        shown = after.promise.head_terms()
        values = ", ".join(f"{key}: {value_text(getattr(shown, _FIELDS[key]))}" for key in terms)
        yield "- act: renegotiate"
        yield f"  by: {performer or 'HANDLE'}"
        yield f"  at: {write_moment(in_zone(branch.now, branch.context.zone).replace(microsecond=0))}"
        yield f"  terms: {{{values}}}"
        yield "  reason: other"
    for key in keys:
        value = (
            standing.state.value
            if key == "state" and standing.state
            else getattr(standing.terms, _FIELDS.get(key, "what"))
        )
        yield f"{key}: {'null' if value is None else value_text(value)}"


def _words(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "-" if value is None else str(value)
