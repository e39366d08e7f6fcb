"""Which keys each act may carry, besides `act by at for via note reason` (format.md, History)."""

from __future__ import annotations

from promisectl.model.act import Verb

COMMON = frozenset({"for_", "via", "note", "reason"})

_OWN: dict[Verb, tuple[str, ...]] = {
    Verb.REQUEST: ("terms", "reply_by", "why"),
    Verb.OFFER: ("terms", "reply_by", "why"),
    Verb.COUNTER: ("terms", "reply_by", "why"),
    Verb.AGREE: ("understood", "terms", "due", "calendar"),
    Verb.RENEGOTIATE: ("terms", "material"),
    Verb.WARN: ("forecast", "help", "clear"),
    Verb.ACTIVATE: ("evidence", "due", "calendar"),
    Verb.RESUME: ("dues",),
    Verb.DELIVER: ("evidence", "dues"),
    Verb.ACCEPT: ("as_", "fraction", "rating", "delivered_on", "dues"),
    Verb.REJECT: ("unmet",),
    Verb.CANCEL: ("dues",),
    Verb.REVOKE: ("remedy", "dues"),
    Verb.NOTE: ("kind", "evidence", "acts"),
}

ALLOWED = {verb: COMMON | {"act", "by", "at"} | frozenset(_OWN.get(verb, ())) for verb in Verb}
